//! `CURRENT`, the file that names the generation in force.

use std::io;
use std::path::Path;

use super::disk;
use super::names::{self, CURRENT, MANIFEST, NEW_CURRENT};
use super::read::{self, unreadable};
use crate::error::{Error, Result};

/// Maximum number of times that a read is tried while runs replace the index under it.
pub(super) const MAX_TRIES: usize = 20;

/// Maximum length of `CURRENT`, in bytes.
const MAX_LENGTH: u64 = 4096;
/// The content of `CURRENT` until the first run ends. A run that is stopped before leaves it, so
/// that a folder without `CURRENT` has lost it.
const NONE: &str = "none\n";

/// The content of `CURRENT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pointer {
    /// Name of the generation.
    pub generation: String,
    /// BLAKE3 of its manifest, in hexadecimal.
    pub hash: String,
}

impl Pointer {
    /// Reads the pointer of the index in `root`.
    ///
    /// # Errors
    /// Returns an error if there is no index or `CURRENT` is damaged.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join(CURRENT);
        let bytes = read::read(&path, MAX_LENGTH).map_err(|e| match e.kind() {
            io::ErrorKind::NotADirectory => Error::not_a_folder(root),
            io::ErrorKind::NotFound => no_pointer(root),
            _ => unreadable(&path)(e),
        })?;
        if bytes == NONE.as_bytes() {
            return Err(no_index(root));
        }
        let text = str::from_utf8(&bytes).ok();
        let pointer = text.and_then(Self::parse);
        pointer.ok_or_else(|| not_a_pointer(&path))
    }

    fn parse(text: &str) -> Option<Self> {
        let (generation, hash) = text
            .strip_suffix('\n')?
            .split_once(' ')?;
        names::is_generation(generation).then(|| Self {
            generation: generation.to_owned(),
            hash: hash.to_owned(),
        })
    }

    /// Makes this the pointer of the index in `root`.
    ///
    /// The rename is the one moment at which the index changes: a reader finds the old file or the
    /// new one, never a part. The new file is synced before it, or a power cut could leave a
    /// renamed file without content.
    pub(super) fn write(&self, root: &Path) -> Result<()> {
        let text = format!("{} {}\n", self.generation, self.hash);
        replace(root, &text)
    }
}

/// Notes that the index in `root` has no generation yet, unless it may have one.
pub(super) fn write_none(root: &Path) -> Result<()> {
    let is_new = matches!(
        Pointer::read(root),
        Err(Error::NoIndex { .. })
    );
    if !is_new || root.join(CURRENT).exists() {
        return Ok(());
    }
    replace(root, NONE)?;
    disk::sync(root).map_err(Error::io(root, "sync"))
}

/// Replaces `CURRENT`.
fn replace(root: &Path, text: &str) -> Result<()> {
    let new = root.join(NEW_CURRENT);
    remove_unfinished(root);
    disk::write(&new, text.as_bytes()).map_err(Error::io(&new, "write"))?;
    disk::sync(&new).map_err(Error::io(&new, "sync"))?;
    // A disk may write names in any order, and CURRENT must not be there before the folder that it
    // names.
    disk::sync(root).map_err(Error::io(root, "sync"))?;
    let target = root.join(CURRENT);
    disk::rename(&new, &target).map_err(Error::io(&target, "replace"))
}

/// Removes a new `CURRENT` that was never renamed. If it cannot be removed, writing the next one
/// fails.
pub(super) fn remove_unfinished(root: &Path) {
    let path = root.join(NEW_CURRENT);
    if read::read_own(&path).is_some_and(|bytes| is_unfinished(&bytes)) {
        let _ = disk::remove_file(&path);
    }
}

/// Whether `bytes` are the content of a `CURRENT`.
pub(super) fn is_pointer(bytes: &[u8]) -> bool {
    let text = str::from_utf8(bytes).unwrap_or_default();
    text == NONE || Pointer::parse(text).is_some()
}

/// Whether `bytes` may be the content of a `CURRENT` that was not written to its end. After a power
/// cut, bytes that did not reach the disk may be zero.
pub(super) fn is_unfinished(bytes: &[u8]) -> bool {
    let text = str::from_utf8(bytes).unwrap_or("?");
    let text = text.trim_end_matches('\0');
    if NONE.starts_with(text) || "g-".starts_with(text) {
        return true;
    }
    let Some(rest) = text.strip_prefix("g-") else {
        return false;
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let hash = rest
        .strip_prefix(' ')
        .unwrap_or(rest);
    let hash = hash
        .strip_suffix('\n')
        .unwrap_or(hash);
    let mut digits = hash.bytes();
    digits.all(|byte| byte.is_ascii_hexdigit())
}

fn not_a_pointer(path: &Path) -> Error {
    Error::damaged(path, "it does not name a generation")
}

/// Returns the error for an index without `CURRENT`: there is no index, unless a generation has a
/// manifest. Then `CURRENT` was lost, and the next run must not start an empty index.
fn no_pointer(root: &Path) -> Error {
    for name in names::generations(root) {
        let manifest = root.join(name).join(MANIFEST);
        if manifest.exists() {
            return Error::damaged(
                &root.join(CURRENT),
                "the file is missing",
            );
        }
    }
    no_index(root)
}

fn no_index(root: &Path) -> Error {
    Error::NoIndex {
        path: root.to_owned(),
    }
}

/// Returns the text of `CURRENT`, which changes with every run that changes the index, or an empty
/// text if it cannot be read.
pub(super) fn state(root: &Path) -> String {
    let bytes = read::read(&root.join(CURRENT), MAX_LENGTH);
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

/// Calls `read` with `root`, and again if it fails because a run that ended meanwhile removed the
/// files: `CURRENT` then names others.
pub(super) fn retry_if_replaced<T>(root: &Path, read: impl Fn(&Path) -> Result<T>) -> Result<T> {
    for _ in 1..MAX_TRIES {
        let before = state(root);
        let outcome = read(root);
        if outcome.is_ok() || state(root) == before {
            return outcome;
        }
    }
    read(root)
}

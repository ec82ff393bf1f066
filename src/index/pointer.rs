//! `CURRENT`, the file that names the generation in force.

use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use super::names::{self, CURRENT, MANIFEST, NEW_CURRENT};
use crate::error::{Error, Result};

/// Maximum number of times that a read is tried while runs replace the index under it.
pub(super) const MAX_TRIES: usize = 20;

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
        let text = fs::read_to_string(&path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => no_pointer(root),
            io::ErrorKind::InvalidData => not_a_pointer(&path),
            _ => Error::io(&path, "read")(e),
        })?;
        Self::parse(&text).ok_or_else(|| not_a_pointer(&path))
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
        let new = root.join(NEW_CURRENT);
        disk::write(&new, text.as_bytes()).map_err(Error::io(&new, "write"))?;
        disk::sync(&new).map_err(Error::io(&new, "sync"))?;
        let target = root.join(CURRENT);
        disk::rename(&new, &target).map_err(Error::io(&target, "replace"))
    }
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
    Error::NoIndex {
        path: root.to_owned(),
    }
}

/// Returns the text of `CURRENT`, which changes with every run that changes the index, or an empty
/// text if it cannot be read.
pub(super) fn state(root: &Path) -> String {
    fs::read_to_string(root.join(CURRENT)).unwrap_or_default()
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

//! Which files in the folder of an index are the index's own.
//!
//! A name proves nothing: people have folders called `g-202001` and files called `LOCK`. So
//! nothing is overwritten or removed unless its content shows that yinde wrote it, and no symbolic
//! link is followed.

use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use super::manifest;
use super::names::{self, CURRENT, LOCK, MANIFEST, MARK, NEW_CURRENT};
use super::pointer;
use super::read::read_own;
use crate::error::{Error, Result};

/// A conclusion from a file about the folder in which it is.
#[derive(PartialEq)]
enum Proof {
    /// yinde wrote it.
    Own,
    /// It may be anywhere.
    Nothing,
    /// It has the name of a file of an index, but nothing shows that yinde wrote it.
    Unproved,
    /// No index has such a file.
    Foreign,
}

/// Returns an error unless the folder `root` is empty or an index: unless every file in it is
/// hidden or the index's own.
pub(super) fn check_folder(root: &Path) -> Result<()> {
    let mut is_index = false;
    let mut unproved = None;
    let entries = fs::read_dir(root).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory => Error::not_a_folder(root),
        _ => Error::io(root, "read")(error),
    })?;
    for entry in entries {
        let entry = entry.map_err(Error::io(root, "read"))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        match proof(&name, &entry.path()) {
            Proof::Own => is_index = true,
            Proof::Nothing => {}
            Proof::Unproved => unproved = Some(name.into_owned()),
            Proof::Foreign => return Err(not_an_index(root, &name)),
        }
    }
    match unproved {
        // In an index, a damaged CURRENT is still the index's own, and folders that others called
        // like generations are left alone.
        Some(name) if !is_index => Err(not_an_index(root, &name)),
        _ => Ok(()),
    }
}

/// Returns the error for a folder with a file in it that is not an index's.
fn not_an_index(root: &Path, name: &str) -> Error {
    Error::NotAnIndex {
        path: root.to_owned(),
        name: name.to_owned(),
    }
}

fn proof(name: &str, path: &Path) -> Proof {
    // Systems put hidden files anywhere.
    if name.starts_with('.') {
        return Proof::Nothing;
    }
    if names::is_generation(name) {
        return if owns_generation(path) {
            Proof::Own
        } else {
            Proof::Unproved
        };
    }
    match (name, read_own(path)) {
        (CURRENT, Some(bytes)) if pointer::is_pointer(&bytes) => Proof::Own,
        (CURRENT, Some(_)) => Proof::Unproved,
        (NEW_CURRENT, Some(bytes)) if pointer::is_unfinished(&bytes) => Proof::Nothing,
        (LOCK, Some(bytes)) if is_blank(&bytes) => Proof::Nothing,
        (LOCK, Some(bytes)) if is_holder(&bytes) => Proof::Own,
        _ => Proof::Foreign,
    }
}

/// Whether nothing was written, or nothing reached the disk before a power cut.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte == 0)
}

/// Start of the content of `LOCK`. The number of a process follows.
pub(super) const HOLDER: &str = "process ";

/// Whether `bytes` are the content of a `LOCK`, or the start of it.
fn is_holder(bytes: &[u8]) -> bool {
    let holder = HOLDER.as_bytes();
    match bytes.strip_prefix(holder) {
        Some(rest) => rest
            .first()
            .is_none_or(u8::is_ascii_digit),
        None => holder.starts_with(bytes),
    }
}

/// Whether there is a regular file at `path`, and no link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether the folder at `path` certainly is a generation: it has the mark of a draft, a manifest,
/// or nothing that is not a generation's.
pub(super) fn owns_generation(path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    if !is_folder {
        return false;
    }
    let manifest = path.join(MANIFEST);
    has_mark(path)
        || is_file(&manifest) && manifest::has_version(&manifest)
        || has_only_own_names(path)
}

/// Content of [`MARK`].
pub(super) const MARK_TEXT: &[u8] = b"yinde is making this generation\n";

fn has_mark(path: &Path) -> bool {
    read_own(&path.join(MARK)).is_some_and(|bytes| bytes == MARK_TEXT)
}

/// Whether the folder has a mark that was not written to its end.
fn has_begun_mark(path: &Path) -> bool {
    read_own(&path.join(MARK)).is_some_and(|bytes| MARK_TEXT.starts_with(&bytes))
}

/// Whether the folder has nothing but files with the names of a generation's, of which one is a
/// segment's or the begun mark of a draft.
fn has_only_own_names(path: &Path) -> bool {
    let Ok(entries) = fs::read_dir(path) else {
        return false;
    };
    let mut has_segment = false;
    let mut is_empty = true;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !names::is_of_generation(&name) || !is_file(&entry.path()) {
            return false;
        }
        has_segment |= names::is_of_segment(&name);
        is_empty = false;
    }
    has_segment || is_empty || has_begun_mark(path)
}

/// Removes a generation, unless nothing shows that it is one. What else is in its folder stays,
/// and the folder with it.
///
/// A file that cannot be removed now is removed by a later run, so failures do not matter. The
/// files that show whose the folder is go last.
pub(super) fn remove_generation(path: &Path) {
    if !owns_generation(path) {
        return;
    }
    let Ok(entries) = fs::read_dir(path) else {
        return;
    };
    let mut has_others = false;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_proof = matches!(&*name, MANIFEST | MARK);
        if is_proof {
            continue;
        }
        let is_own = names::is_of_generation(&name);
        has_others |= !is_own || disk::remove_file(&entry.path()).is_err();
    }
    // A file whose removal a power cut undoes must not be left there without a proof.
    if !has_others && disk::sync(path).is_ok() {
        for proof in [MANIFEST, MARK] {
            let proof = path.join(proof);
            if fs::symlink_metadata(&proof).is_ok() {
                let _ = disk::remove_file(&proof);
            }
        }
        let _ = disk::remove_dir(path);
    }
}

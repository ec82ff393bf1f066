//! The file operations that change an index. All of them are here, so that tests can make each of
//! them fail.

use std::fs::{self, File};
use std::io;
use std::path::Path;

#[cfg(test)]
pub(super) use super::faults::check_fault;

/// Returns an error if a test wants an operation on `path` to fail.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
pub(super) fn check_fault(_path: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    check_fault(path)?;
    fs::create_dir(path)
}

/// Creates a file that must not exist yet, for writing.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    check_fault(path)?;
    let mut options = File::options();
    options
        .write(true)
        .create_new(true)
        .open(path)
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    check_fault(path)?;
    fs::write(path, bytes)
}

/// Gives a file a second name, or copies it if the file system has no links. A copy is new data,
/// so it is synced, while the data of a link is on the disk already.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    check_fault(to)?;
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    sync(to)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    check_fault(to)?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    check_fault(path)?;
    fs::remove_file(path)
}

/// Makes sure that the content of a file, or the list of names in a folder, is on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    check_fault(path)?;
    File::open(path)?.sync_all()
}

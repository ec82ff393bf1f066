//! The file operations that change an index. All of them are here, so that tests can make each one
//! fail.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Whether an operation on `path` may go on: always, but in the tests that make it fail.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
pub(super) fn may(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use super::faults::may;

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    may(path)?;
    fs::create_dir(path)
}

pub(super) fn create_new(path: &Path) -> io::Result<File> {
    may(path)?;
    File::options().write(true).create_new(true).open(path)
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    may(path)?;
    fs::write(path, bytes)
}

/// A second name for a file, or a copy where the file system has no links.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    may(to)?;
    fs::hard_link(from, to).or_else(|_| {
        fs::copy(from, to)?;
        sync(to)
    })
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    may(to)?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    may(path)?;
    fs::remove_file(path)
}

/// Makes sure that a file, or a folder's list of files, is on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    may(path)?;
    File::open(path)?.sync_all()
}

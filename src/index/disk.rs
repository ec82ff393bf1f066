//! The file operations that change an index. All of them are here, so that tests can make each of
//! them fail, and can tell what a power cut would leave.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

#[cfg(test)]
pub(super) use super::faults::begin;

/// An operation that is about to change the disk.
#[cfg_attr(not(test), expect(dead_code, reason = "only tests look at it"))]
#[derive(Debug, Clone, Copy)]
pub(super) enum Operation<'a> {
    CreateDir(&'a Path),
    /// Creates an empty file.
    Create(&'a Path),
    /// Adds bytes at the end of a file.
    Append(&'a Path, &'a [u8]),
    /// Gives the first file the second name too.
    Link(&'a Path, &'a Path),
    Rename(&'a Path, &'a Path),
    RemoveFile(&'a Path),
    RemoveDir(&'a Path),
    /// Makes sure that the content of a file, or the list of names in a folder, is on the disk.
    Sync(&'a Path),
}

/// Returns an error if a test wants the operation to fail.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
pub(super) fn begin(_: Operation<'_>) -> io::Result<()> {
    Ok(())
}

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    begin(Operation::CreateDir(path))?;
    fs::create_dir(path)
}

/// Creates a file that must not exist yet, for writing.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    begin(Operation::Create(path))?;
    let mut options = File::options();
    options
        .write(true)
        .create_new(true)
        .open(path)
}

/// Writes a file that must not exist yet: an old file of the same name may be a link to another, or
/// not the index's own.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_new(path)?;
    append(&mut file, path, bytes)?;
    file.flush()
}

/// Writes all of `bytes` at the end of `file`, which is at `path`.
pub(super) fn append(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    begin(Operation::Append(path, bytes))?;
    file.write_all(bytes)
}

/// Gives a file a second name, which must not exist yet, or copies the file if the file system has
/// no links. A copy is new data, so it is synced, while the data of a link is on the disk already.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    begin(Operation::Link(from, to))?;
    match fs::hard_link(from, to) {
        Err(error) if is_without_links(error.kind()) => {
            io::copy(
                &mut File::open(from)?,
                &mut create_new(to)?,
            )?;
            sync(to)
        }
        linked => linked,
    }
}

/// Whether an error of this kind means that the file cannot have a second name there, and not that
/// something is wrong with the file or the name.
fn is_without_links(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    matches!(
        kind,
        CrossesDevices | PermissionDenied | TooManyLinks | Unsupported
    )
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    begin(Operation::Rename(from, to))?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    begin(Operation::RemoveFile(path))?;
    fs::remove_file(path)
}

/// Removes a folder, which must be empty.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    begin(Operation::RemoveDir(path))?;
    fs::remove_dir(path)
}

/// Makes sure that the content of a file, or the list of names in a folder, is on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    begin(Operation::Sync(path))?;
    let file = File::open(path)?;
    match file.sync_all() {
        // Some file systems sync the names in a folder with the files, and refuse to do it alone.
        Err(error) if is_unsupported(error.kind()) && file.metadata()?.is_dir() => Ok(()),
        synced => synced,
    }
}

fn is_unsupported(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
    )
}

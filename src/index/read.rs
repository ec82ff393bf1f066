//! Reads the files of an index that are read whole.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// Returns the length of the regular file at `path`, in bytes.
///
/// # Errors
/// Returns an error if it cannot be found out, or if there is a pipe or a device in its place: that
/// must not be opened, for it could be read for ever.
pub(super) fn length(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    Err(invalid("it is not a regular file"))
}

/// Opens the regular file at `path`.
///
/// # Errors
/// Returns an error if it cannot be opened, or as [`length`].
pub(super) fn open(path: &Path) -> io::Result<File> {
    length(path)?;
    File::open(path)
}

/// Maximum room that is made for a file before it is read, in bytes.
const MAX_ROOM: u64 = 1 << 20;

/// Returns the content of the regular file at `path`.
///
/// # Errors
/// Returns an error if it cannot be read, or is longer than `max` bytes.
pub(super) fn read(path: &Path, max: u64) -> io::Result<Vec<u8>> {
    let length = length(path)?;
    if length > max {
        return Err(invalid("it is too long"));
    }
    // With room for one byte more, the end of the file is seen without growing.
    let room = length.min(MAX_ROOM) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
    let mut file = File::open(path)?.take(max.saturating_add(1));
    file.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max {
        return Err(invalid("it is too long"));
    }
    Ok(bytes)
}

fn invalid(problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

/// Maximum length of a file that is read to see whose it is, in bytes.
const MAX_OWN: u64 = 4096;

/// Returns the content of a short regular file, to see whose it is. Symbolic links are not
/// followed.
pub(super) fn read_own(path: &Path) -> Option<Vec<u8>> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() {
        return None;
    }
    read(path, MAX_OWN).ok()
}

/// Reads the file of a generation at `path`.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>> {
    read(path, u64::MAX).map_err(unreadable(path))
}

/// Returns a function from the reason why a file of a generation cannot be read to an error. The
/// file is damaged only if it is not the one that was written: nothing else is mended by a rebuild.
pub(super) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |error| match error.kind() {
        io::ErrorKind::NotFound => Error::damaged(path, "the file is missing"),
        kind if tells_damage(kind) => Error::damaged(path, error),
        _ => Error::io(path, "read")(error),
    }
}

/// Whether an error of this kind means that a file is damaged, and not that it cannot be read now.
fn tells_damage(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{InvalidData, IsADirectory, NotADirectory, UnexpectedEof};
    matches!(
        kind,
        InvalidData | IsADirectory | NotADirectory | UnexpectedEof
    )
}

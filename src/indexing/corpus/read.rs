//! Reads the file of a brief, whole or not at all.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use crate::error::{Error, Result};

/// Maximum length of a brief's file, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// Maximum number of times that a file is read if it changes while it is read.
const READS: usize = 3;

/// Reads the bytes of a brief's file.
///
/// # Errors
/// Returns an error if the file cannot be read, is too large, or changes while it is read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    for _ in 0..READS {
        if let Some(bytes) = read_unchanging(path)? {
            return Ok(bytes);
        }
    }
    let path = path.to_owned();
    Err(Error::Changing { path })
}

/// Reads a file; returns `None` if it changed meanwhile.
fn read_unchanging(path: &Path) -> Result<Option<Vec<u8>>> {
    // A pipe or a device would be waited for, or read, for ever.
    let before = Stamp::of(path)?;
    let file = File::open(path).map_err(Error::io(path, "read"))?;
    if before.bytes > MAX_BYTES {
        return Err(Error::TooLarge {
            path: path.to_owned(),
            bytes: before.bytes,
            limit: MAX_BYTES,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(before.bytes).unwrap_or(0));
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(Error::io(path, "read"))?;
    let is_whole = bytes.len() as u64 == before.bytes;
    let is_same = Stamp::of(path)? == before;
    Ok((is_same && is_whole).then_some(bytes))
}

/// Length and time of a file, which differ after it was written to.
#[derive(PartialEq)]
struct Stamp {
    bytes: u64,
    modified: SystemTime,
}

impl Stamp {
    fn of(path: &Path) -> Result<Self> {
        let metadata = fs::metadata(path).map_err(Error::io(path, "read"))?;
        if !metadata.is_file() {
            return Err(Error::Unreadable {
                path: path.to_owned(),
                problem: "not a regular file; save what it contains in one".to_owned(),
            });
        }
        let modified = metadata
            .modified()
            .map_err(Error::io(path, "read"))?;
        Ok(Self {
            bytes: metadata.len(),
            modified,
        })
    }
}

//! The recorded length and checksums of a file.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::read::{self, unreadable};
use crate::error::{Error, Result};

/// Number of bytes that share a checksum. A search checks each block that it touches.
pub(super) const BLOCK: usize = 8 << 10;

/// Number of hexadecimal digits of a block's checksum.
const DIGITS: usize = 8;

/// A file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileRecord {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// BLAKE3 of its content, in hexadecimal.
    pub hash: String,
    /// CRC-32 of each block, in eight hexadecimal digits, one after the other. They are kept as
    /// text, since a search needs few of them, and not copied, since they may take megabytes.
    pub blocks: Arc<String>,
}

impl FileRecord {
    /// Returns the record of the file at `path`, which is listed as `name`.
    pub(super) fn of(path: &Path, name: &str) -> Result<Self> {
        let mut file = read::open(path).map_err(unreadable(path))?;
        let mut hasher = blake3::Hasher::new();
        let mut blocks = String::new();
        let mut bytes = 0;
        let mut block = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            let mut next = Read::by_ref(&mut file).take(BLOCK as u64);
            let read = next.read_to_end(&mut block);
            let read = read.map_err(unreadable(path))?;
            if read == 0 {
                break;
            }
            hasher.update(&block);
            let checksum = format!("{:08x}", crc32fast::hash(&block));
            blocks.push_str(&checksum);
            bytes += read as u64;
        }
        let hash = hasher.finalize().to_hex();
        Ok(Self {
            name: name.to_owned(),
            bytes,
            hash: hash.to_string(),
            blocks: Arc::new(blocks),
        })
    }

    /// Returns the checksum of a block, or `None` if the file has no such block.
    pub(super) fn block_checksum(&self, block: usize) -> Option<u32> {
        let start = block * DIGITS;
        let digits = self
            .blocks
            .get(start..start + DIGITS)?;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Reads the whole file, which is at `path`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not the file that was recorded.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>> {
        let bytes = read::read(path, self.bytes).map_err(unreadable(path))?;
        if hash(&bytes) != self.hash {
            return Err(Error::damaged(
                path,
                "checksum mismatch",
            ));
        }
        Ok(bytes)
    }
}

/// Returns the BLAKE3 of `bytes`, in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes)
        .to_hex()
        .to_string()
}

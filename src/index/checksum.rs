//! The recorded length and checksums of a file.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize};
use tantivy::directory::OwnedBytes;

use super::names::CHECKSUMS;
use super::read::{self, unreadable};
use crate::error::{Error, Result};

/// Number of bytes that share a checksum. A search checks each block that it touches.
pub(super) const BLOCK: usize = 8 << 10;

/// Number of bytes of a block's checksum.
const WIDTH: usize = 4;
/// Number of hexadecimal digits of a block's checksum, in the manifests of format 6 and before.
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
    /// CRC-32 of each block, the lowest byte first. They are in a file of their own, which is read
    /// much faster than a manifest, and shared, since they may take megabytes. That file has none.
    #[serde(
        skip_serializing,
        default = "OwnedBytes::empty",
        deserialize_with = "from_digits"
    )]
    pub(super) blocks: OwnedBytes,
}

impl FileRecord {
    /// Returns the record of the file at `path`, which is listed as `name`.
    pub(super) fn of(path: &Path, name: &str) -> Result<Self> {
        let mut file = read::open(path).map_err(unreadable(path))?;
        let mut hasher = blake3::Hasher::new();
        let mut blocks = Vec::new();
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
            blocks.extend(crc32fast::hash(&block).to_le_bytes());
            bytes += read as u64;
        }
        let hash = hasher.finalize().to_hex();
        Ok(Self {
            name: name.to_owned(),
            bytes,
            hash: hash.to_string(),
            blocks: OwnedBytes::new(blocks),
        })
    }

    /// Whether this record of a file as it is now is the one that was made of it.
    pub(super) fn is_same(&self, recorded: &Self) -> bool {
        let is_same = self.bytes == recorded.bytes && self.hash == recorded.hash;
        is_same && (self.blocks == recorded.blocks || self.name == CHECKSUMS)
    }

    /// Returns the checksum of a block, or `None` if the file has no such block.
    pub(super) fn block_checksum(&self, block: usize) -> Option<u32> {
        let start = block * WIDTH;
        let bytes = self
            .blocks
            .get(start..start + WIDTH)?;
        Some(u32::from_le_bytes(
            bytes.try_into().ok()?,
        ))
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

/// Returns the checksums of the blocks of `files`, one file after the other.
pub(super) fn pack(files: &[FileRecord]) -> Vec<u8> {
    let blocks = files
        .iter()
        .map(|file| file.blocks.as_slice());
    blocks.collect::<Vec<_>>().concat()
}

/// Returns the length of the checksums of the blocks of `files`, in bytes, or `None` if the lengths
/// of the files cannot be.
pub(super) fn packed_length(files: &[FileRecord]) -> Option<u64> {
    let with_blocks = files
        .iter()
        .filter(|file| file.name != CHECKSUMS);
    let mut blocks = with_blocks.map(|file| file.bytes.div_ceil(BLOCK as u64));
    let blocks = blocks.try_fold(0, u64::checked_add)?;
    blocks.checked_mul(WIDTH as u64)
}

/// Gives each of `files` its checksums, which are packed. Returns `None` if they are not as many as
/// the files have blocks; the files then stay without.
pub(super) fn unpack(files: &mut [FileRecord], packed: Vec<u8>) -> Option<()> {
    if packed_length(files)? != packed.len() as u64 {
        return None;
    }
    let packed = OwnedBytes::new(packed);
    let mut start = 0;
    let with_blocks = files
        .iter_mut()
        .filter(|file| file.name != CHECKSUMS);
    for file in with_blocks {
        let blocks = usize::try_from(file.bytes)
            .ok()?
            .div_ceil(BLOCK);
        let end = start + blocks * WIDTH;
        file.blocks = packed.slice(start..end);
        start = end;
    }
    Some(())
}

/// Reads the checksums of a file in a manifest of format 6 or before.
fn from_digits<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<OwnedBytes, D::Error> {
    let digits = String::deserialize(from)?;
    let mut blocks = Vec::with_capacity(digits.len() / DIGITS * WIDTH);
    for digits in digits.as_bytes().chunks(DIGITS) {
        let digits = str::from_utf8(digits).unwrap_or_default();
        let checksum = u32::from_str_radix(digits, 16);
        blocks.extend(
            checksum
                .map_err(serde::de::Error::custom)?
                .to_le_bytes(),
        );
    }
    Ok(OwnedBytes::new(blocks))
}

/// Returns the BLAKE3 of `bytes`, in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes)
        .to_hex()
        .to_string()
}

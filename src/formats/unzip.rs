//! Zip archives, which Word files and e-books are too. Everything that a small file could make
//! large has a limit.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode;
use super::read::Refusal;

/// Maximum number of entries in an archive.
const MAX_ENTRIES: usize = 50_000;
/// Maximum size of an entry, in bytes.
const MAX_ENTRY: u64 = 64 << 20;
/// Maximum size of all entries together, in bytes.
const MAX_TOTAL: u64 = 256 << 20;
/// Maximum compression ratio of an entry that is larger than [`SMALL`]. Text compresses to about a
/// quarter.
const MAX_RATIO: u64 = 100;
/// Size up to which the compression ratio does not matter, in bytes.
const SMALL: u64 = 1 << 20;

/// The first bytes of each entry's record in the archive's directory.
const DIRECTORY_RECORD: &[u8; 4] = b"PK\x01\x02";

/// An open archive.
pub(super) struct Zip<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    /// Number of bytes that may still be unpacked.
    unpacked_budget: u64,
    /// Number of packed bytes that may still be read. Entries that share the same packed bytes, as
    /// in a zip bomb, exceed it.
    packed_budget: u64,
}

/// A file in an archive.
pub(super) struct ZipEntry {
    pub index: usize,
    pub name: String,
}

impl<'a> Zip<'a> {
    /// Opens an archive. `kind` is what to call it in messages, such as "Word file".
    pub(super) fn open(bytes: &'a [u8], kind: &str) -> Result<Self, Refusal> {
        // Counted before the archive is opened, because opening it reserves memory for each entry.
        let records = bytes
            .windows(4)
            .filter(|w| w == DIRECTORY_RECORD);
        if records.count() > MAX_ENTRIES {
            return Err(Refusal::because(format!(
                "more than {MAX_ENTRIES} files in this archive; split it"
            )));
        }
        let archive = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(e) => return Err(invalid(kind, &e)),
        };
        Ok(Self {
            archive,
            bytes,
            unpacked_budget: MAX_TOTAL,
            packed_budget: bytes.len() as u64,
        })
    }

    /// Returns the entries that are files. Entries whose header cannot be read are left out.
    pub(super) fn entries(&mut self) -> Vec<ZipEntry> {
        let mut entries = Vec::new();
        for index in 0..self.archive.len() {
            let Ok(entry) = self.archive.by_index_data(index) else {
                continue;
            };
            if !entry.is_dir() {
                let name = readable_name(entry.name_raw());
                entries.push(ZipEntry { index, name });
            }
        }
        entries
    }

    /// Returns the names that several entries have. Only the last entry of a name can be read.
    pub(super) fn duplicate_names(&self) -> Result<Vec<String>, Refusal> {
        if !self.archive.has_duplicate_names() {
            return Ok(Vec::new());
        }
        let counts = self
            .count_names()
            .map_err(damaged)?;
        let duplicates = counts
            .iter()
            .filter(|(_, count)| **count > 1);
        Ok(duplicates
            .map(|(name, _)| readable_name(name))
            .collect())
    }

    /// Counts how many entries have each name, in bytes as the archive has it.
    fn count_names(&self) -> Result<BTreeMap<Vec<u8>, usize>, ZipError> {
        use zip::read::Config;
        use zip::unstable::read::ZipIterable;

        let mut counts = BTreeMap::new();
        // `ZipArchive` itself keeps only the last entry of a name.
        let mut all = ZipIterable::try_new(
            Cursor::new(self.bytes),
            Config::default(),
        )?;
        for entry in all.files()? {
            let name = entry?.name_raw().to_vec();
            *counts.entry(name).or_default() += 1;
        }
        Ok(counts)
    }

    /// Whether nothing more can be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked_budget == 0
    }

    /// Unpacks the entry with this index.
    ///
    /// # Errors
    /// Returns an error if the entry is damaged, encrypted or larger than the limits allow.
    pub(super) fn read(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let packed = self.claim_packed_bytes(index)?;
        let limit = self.limit(packed);
        let entry = self
            .archive
            .by_index(index)
            .map_err(damaged)?;
        // A byte beyond the limit shows that there is more, without unpacking it all.
        let mut start = entry.take(limit + 1);
        let mut bytes = Vec::new();
        start
            .read_to_end(&mut bytes)
            .map_err(damaged)?;
        let unpacked = bytes.len() as u64;
        self.unpacked_budget -= unpacked.min(limit);
        if unpacked > limit {
            return Err(Refusal::because(format!(
                "unpacks to more than {limit} bytes from {packed}; unpack it yourself to check it"
            )));
        }
        Ok(bytes)
    }

    /// Takes the packed size of an entry from the budget, and returns it.
    fn claim_packed_bytes(&mut self, index: usize) -> Result<u64, Refusal> {
        let entry = self
            .archive
            .by_index_data(index)
            .map_err(damaged)?;
        if entry.encrypted() {
            return Err(Refusal::because(
                "encrypted; unpack it with its password",
            ));
        }
        let packed = entry.compressed_size();
        if packed > self.packed_budget {
            self.unpacked_budget = 0;
            return Err(Refusal::because(
                "the archive's files overlap; pack it again",
            ));
        }
        self.packed_budget -= packed;
        Ok(packed)
    }

    /// Returns the maximum unpacked size of an entry, in bytes.
    fn limit(&self, packed: u64) -> u64 {
        let by_ratio = packed
            .saturating_mul(MAX_RATIO)
            .saturating_add(SMALL);
        MAX_ENTRY
            .min(by_ratio)
            .min(self.unpacked_budget)
    }

    /// Unpacks the entry with this name, if there is one.
    pub(super) fn read_named(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        match self.read(index) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Refusal::Unreadable(problem)) => Err(Refusal::because(format!(
                "{name} in it: {problem}"
            ))),
            Err(refusal) => Err(refusal),
        }
    }
}

/// Returns a file name as text, with `%FF` for a byte in a name whose encoding is unknown.
fn readable_name(raw: &[u8]) -> String {
    match decode::decode(raw.to_vec()) {
        Ok(name) if name.damage.is_none() => name.text,
        _ => decode::readable(raw),
    }
}

fn invalid(kind: &str, error: &ZipError) -> Refusal {
    let problem = match error {
        ZipError::InvalidArchive(problem) => problem.to_string(),
        other => other.to_string(),
    };
    Refusal::because(format!(
        "not a valid {kind} ({problem}); download or save it again"
    ))
}

fn damaged(problem: impl Display) -> Refusal {
    Refusal::because(format!(
        "damaged ({problem}); download or save the file again"
    ))
}

//! Zip archives, which Word files and e-books are too: what is in them, read with limits on all
//! that can grow.

#[cfg(feature = "zip")]
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::decode;
use super::read::Refusal;

/// Most files in an archive.
const MAX_ENTRIES: usize = 50_000;
/// Most bytes of one file.
const MAX_ENTRY: u64 = 64 << 20;
/// Most bytes that are unpacked of one archive.
const MAX_TOTAL: u64 = 256 << 20;
/// A file may be so many times as large as it is packed, and [`SMALL`] bytes: text is some four
/// times as large.
const MAX_RATIO: u64 = 100;
const SMALL: u64 = 1 << 20;

/// An open archive.
pub(super) struct Zip<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    /// Bytes that may still be unpacked, and packed bytes that may still be read: a file that is
    /// there twice is none.
    left: u64,
    packed_left: u64,
}

impl<'a> Zip<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let entries = bytes.windows(4).filter(|w| *w == b"PK\x01\x02").count();
        if entries > MAX_ENTRIES {
            return Err(Refusal::because(format!(
                "more than {MAX_ENTRIES} files in this archive; split it"
            )));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e.to_string()))?;
        Ok(Self {
            archive,
            bytes,
            left: MAX_TOTAL,
            packed_left: bytes.len() as u64,
        })
    }

    /// The files in it, by number, with their names as far as they are text.
    pub(super) fn names(&mut self) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for n in 0..self.archive.len() {
            match self.archive.by_index_data(n) {
                Ok(entry) if !entry.is_dir() => names.push((n, readable_name(entry.name_raw()))),
                _ => {}
            }
        }
        names
    }

    /// Names that several files have, of which only the last can be read.
    #[cfg(feature = "zip")]
    pub(super) fn names_of_several(&self) -> Result<Vec<String>, Refusal> {
        let mut count: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        if self.archive.has_duplicate_names() {
            let mut all = zip::unstable::read::ZipIterable::try_new(
                Cursor::new(self.bytes),
                zip::read::Config::default(),
            )
            .map_err(|e| damaged(&e.to_string()))?;
            let files = all.files().map_err(|e| damaged(&e.to_string()))?;
            for file in files {
                let file = file.map_err(|e| damaged(&e.to_string()))?;
                *count.entry(file.name_raw().to_vec()).or_default() += 1;
            }
        }
        Ok(count
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(raw, _)| readable_name(&raw))
            .collect())
    }

    /// No more can be unpacked.
    #[cfg(feature = "zip")]
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Reads the file with this number.
    pub(super) fn read(&mut self, n: usize) -> Result<Vec<u8>, Refusal> {
        let entry = self
            .archive
            .by_index_data(n)
            .map_err(|e| damaged(&e.to_string()))?;
        if entry.encrypted() {
            return Err(Refusal::because("encrypted; unpack it with its password"));
        }
        let packed = entry.compressed_size();
        if packed > self.packed_left {
            self.left = 0;
            return Err(Refusal::because(
                "the archive's files overlap; pack it again",
            ));
        }
        self.packed_left -= packed;
        let limit = MAX_ENTRY
            .min(packed.saturating_mul(MAX_RATIO).saturating_add(SMALL))
            .min(self.left);
        let entry = self
            .archive
            .by_index(n)
            .map_err(|e| damaged(&e.to_string()))?;
        let mut out = Vec::new();
        entry
            .take(limit + 1)
            .read_to_end(&mut out)
            .map_err(|e| damaged(&e.to_string()))?;
        if out.len() as u64 > limit {
            self.left -= limit;
            return Err(Refusal::because(format!(
                "unpacks to more than {limit} bytes, from {packed} of {} in the archive; unpack it and look at it",
                self.bytes.len()
            )));
        }
        self.left -= out.len() as u64;
        Ok(out)
    }

    /// Reads the file with this name, where there is one.
    #[cfg(any(feature = "docx", feature = "epub"))]
    pub(super) fn named(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        match self.archive.index_for_name(name) {
            Some(n) => self
                .read(n)
                .map(Some)
                .map_err(|refusal| within(name, refusal)),
            None => Ok(None),
        }
    }
}

/// The same refusal, with the name of the file in the archive that it is about.
#[cfg(any(feature = "docx", feature = "epub"))]
fn within(name: &str, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Unreadable(problem) => Refusal::because(format!("{name} in it: {problem}")),
        other => other,
    }
}

/// A file's name, in any encoding that can be told; else with `%FF` for each byte that cannot.
fn readable_name(raw: &[u8]) -> String {
    decode::decode(raw.to_vec()).unwrap_or_else(|_| decode::readable(raw))
}

fn damaged(problem: &str) -> Refusal {
    Refusal::because(format!("damaged archive: {problem}; get the file again"))
}

//! The list of briefs: for each brief, the facts to list it and to compare it with its file.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::passage::{brief_label, shorten, shorten_section};
use super::statistics::TokenCounts;
use crate::model::{Brief, BriefLabel, CitationData, Section, StoredPassage};

/// A brief in the index's list of briefs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BriefRecord {
    /// Its source, title, date and series, as each of its passages has them.
    pub label: BriefLabel,
    /// The start of its passages' ids, before the `#`.
    pub id: String,
    /// Number of passages.
    pub passages: usize,
    /// The corpus folder in which it was found.
    pub root: String,
    /// Its sections, in order.
    pub sections: Vec<SectionCount>,
    /// Its topics, in order of appearance.
    pub topics: Vec<TopicCount>,
    /// Length of the decoded source or, for formats that are not text, of the text read from it, in
    /// bytes.
    pub bytes: usize,
    /// BLAKE3 of the brief's bytes, in hexadecimal.
    pub hash: String,
    /// The file that it is in, if that can contain several briefs.
    pub container: Option<Container>,
    /// Number of terms of its passages.
    pub lengths: TokenCounts,
    /// The facts that a citation needs besides the label.
    pub citation: CitationData,
    /// Checksum of its passages as they are stored, in order.
    pub checksum: u64,
}

/// A brief to be added.
#[derive(Debug, Clone)]
pub struct NewBrief {
    /// The brief as it was parsed.
    pub brief: Brief,
    /// Its record.
    pub record: BriefRecord,
}

/// A section, and its number of passages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SectionCount {
    /// The section.
    pub section: Section,
    /// Number of passages.
    pub passages: usize,
}

/// A topic in a section, and its number of passages there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TopicCount {
    /// The topic.
    pub topic: String,
    /// Index into [`BriefRecord::sections`], or `None` for passages before the first section.
    pub section: Option<usize>,
    /// Number of passages.
    pub passages: usize,
}

/// A file that can contain several briefs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Container {
    /// Path under the corpus root, with `/`.
    pub source: String,
    /// BLAKE3 of the file in hexadecimal, or empty if the index does not have all that is in the
    /// file, so that the next run reads it again.
    pub hash: String,
}

/// The place of a brief, and the facts about its file.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// The start of its passages' ids, before the `#`.
    pub id: &'a str,
    /// The corpus folder.
    pub root: &'a str,
    /// The file that it is in, if that can contain several briefs.
    pub container: Option<Container>,
    /// See [`BriefRecord::bytes`].
    pub bytes: usize,
    /// See [`BriefRecord::hash`].
    pub hash: String,
}

impl BriefRecord {
    /// Returns the record of `brief`. Its terms are not counted yet.
    #[must_use]
    pub fn of(brief: &Brief, origin: Origin<'_>) -> Self {
        Self {
            label: brief_label(brief),
            id: origin.id.to_owned(),
            passages: brief.passages.len(),
            root: origin.root.to_owned(),
            sections: count_sections(brief),
            topics: count_topics(brief),
            bytes: origin.bytes,
            hash: origin.hash,
            container: origin.container,
            lengths: TokenCounts::default(),
            citation: citation(brief),
            checksum: 0,
        }
    }

    /// Returns the record of a brief of which only the passages are known.
    pub(super) fn from_passages(
        label: BriefLabel,
        id: &str,
        container: Option<Container>,
        bytes: usize,
        passages: &[StoredPassage],
    ) -> Self {
        let mut sections: Vec<SectionCount> = Vec::new();
        for passage in passages {
            let Some(section) = &passage.label.section else {
                continue;
            };
            match sections.last_mut() {
                Some(last) if last.section == *section => last.passages += 1,
                _ => sections.push(SectionCount {
                    section: section.clone(),
                    passages: 1,
                }),
            }
        }
        Self {
            label,
            id: id.to_owned(),
            passages: passages.len(),
            root: String::new(),
            sections,
            topics: Vec::new(),
            bytes,
            hash: String::new(),
            container,
            lengths: TokenCounts::default(),
            citation: CitationData::default(),
            checksum: 0,
        }
    }

    /// Forgets what the brief's file contained, so that the next run reads it again.
    pub(super) fn forget_file(&mut self) {
        self.hash.clear();
        if let Some(container) = &mut self.container {
            container.hash.clear();
        }
    }

    /// Whether the brief's file is to be read again, because an earlier version parsed it or it is
    /// incomplete.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.hash.is_empty()
    }

    /// Returns the source of the file that the brief is in.
    #[must_use]
    pub fn file(&self) -> &str {
        match &self.container {
            Some(container) => &container.source,
            None => &self.label.source,
        }
    }

    /// Returns the path of that file, if it is there. The corpus folder may be the file itself, and
    /// the source may have the folder's name before it.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let root = Path::new(&self.root);
        let file = self.file();
        let mut candidates = vec![root.to_owned(), root.join(file)];
        if let Some((_, rest)) = file.split_once('/') {
            candidates.push(root.join(rest));
        }
        candidates
            .into_iter()
            .find(|path| path.is_file())
    }

    /// Returns the hash of that file when it was last read.
    #[must_use]
    pub fn file_hash(&self) -> &str {
        match &self.container {
            Some(container) => &container.hash,
            None => &self.hash,
        }
    }
}

fn citation(brief: &Brief) -> CitationData {
    CitationData {
        authors: brief.authors.clone(),
        url: brief.url.clone(),
        publisher: brief.publisher.clone(),
        accessed: brief
            .accessed
            .map(|day| day.to_string()),
    }
}

fn count_sections(brief: &Brief) -> Vec<SectionCount> {
    let mut counts = Vec::with_capacity(brief.sections.len());
    for section in &brief.sections {
        counts.push(SectionCount {
            section: shorten_section(section),
            passages: 0,
        });
    }
    for section in brief
        .passages
        .iter()
        .filter_map(|p| p.section)
    {
        counts[section].passages += 1;
    }
    counts
}

fn count_topics(brief: &Brief) -> Vec<TopicCount> {
    let mut counts: Vec<TopicCount> = Vec::new();
    let mut seen: HashMap<(&str, Option<usize>), usize> = HashMap::new();
    for passage in &brief.passages {
        for topic in &passage.topics {
            let next = counts.len();
            let at = *seen
                .entry((topic, passage.section))
                .or_insert(next);
            if at == next {
                counts.push(TopicCount {
                    topic: shorten(topic),
                    section: passage.section,
                    passages: 0,
                });
            }
            counts[at].passages += 1;
        }
    }
    counts
}

/// Returns the sources of those of `briefs` that are still as an earlier version parsed them.
pub(crate) fn outdated(briefs: impl Iterator<Item = BriefRecord>) -> Vec<String> {
    briefs
        .filter(BriefRecord::is_outdated)
        .map(|brief| brief.label.source)
        .collect()
}

/// Serializes plain data and compresses it.
pub(super) fn pack(data: &impl Serialize) -> Vec<u8> {
    let plain = postcard::to_allocvec(data).unwrap_or_default();
    compress([plain.as_slice()].into_iter())
}

/// Compresses pieces of data, one after the other.
pub(super) fn compress<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let compressed = || {
        let mut encoder = zstd::Encoder::new(
            Vec::new(),
            zstd::DEFAULT_COMPRESSION_LEVEL,
        )?;
        for piece in pieces {
            encoder.write_all(piece)?;
        }
        encoder.finish()
    };
    // No step can fail, since all turn bytes in memory into others.
    compressed().unwrap_or_default()
}

/// Returns the list of briefs in `bytes`, which is serialized and compressed, or what is wrong with
/// `bytes`.
pub(super) fn read_briefs(bytes: &[u8]) -> Result<Vec<BriefRecord>, String> {
    let plain = unpack(bytes)?;
    postcard::from_bytes(&plain).map_err(|e| e.to_string())
}

/// Maximum length of a list of briefs, in bytes.
const MAX_LIST: u64 = 2 << 30;

/// Decompresses what [`pack`] compressed, or returns what is wrong with it.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let decoder = zstd::Decoder::new(bytes).map_err(|e| e.to_string())?;
    let mut limited = decoder.take(MAX_LIST + 1);
    limited
        .read_to_end(&mut plain)
        .map_err(|e| e.to_string())?;
    if plain.len() as u64 > MAX_LIST {
        return Err(format!(
            "it has more than {MAX_LIST} bytes"
        ));
    }
    Ok(plain)
}

/// Returns the checksum of passages of which the last is stored as `bytes`, and those before have
/// the checksum `before`.
pub(crate) fn checksum(before: u64, bytes: &[u8]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&before.to_le_bytes());
    hasher.update(bytes);
    let hash = hasher.finalize();
    let (first, _) = hash.as_bytes().split_at(8);
    first.iter().fold(0, |sum, &byte| {
        sum << 8 | u64::from(byte)
    })
}

//! What the index keeps of a brief and of a passage, to show and to list them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::statistics::TokenCounts;
use crate::model::{Brief, Kind, Lang, Passage, Section};

/// A passage as it is shown: everything but the words that find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPassage {
    /// Source path without extension, `#`, ordinal: `brief-042#23`.
    pub id: String,
    /// What it is written in.
    pub lang: Lang,
    /// What it is.
    pub kind: Kind,
    /// The brief that it stands in.
    pub brief: BriefLabel,
    /// The section that it stands in.
    pub section: Option<Section>,
    /// The heading below the section's under which it stands.
    pub sub_heading: Option<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Line of the source, or of the text as read from it, on which it starts, from 1.
    pub line: usize,
    /// Where it stands in that text: first byte, byte after the last.
    pub bytes: [usize; 2],
    /// Its text.
    pub text: String,
}

/// What a hit says of its brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefLabel {
    /// Path under the corpus root, with `/`.
    pub source: String,
    /// Number or label.
    pub issue: Option<String>,
    /// Its title.
    pub title: String,
    /// `2020-09-20`.
    pub date: Option<String>,
}

/// A brief in the index's list of briefs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefRecord {
    /// What hits say of it.
    pub label: BriefLabel,
    /// What its passages' ids start with, before the `#`.
    pub id: String,
    /// The newsletter or series.
    pub series: Option<String>,
    /// Number of passages.
    pub passages: usize,
    /// The corpus folder in which it was found.
    pub root: String,
    /// Its sections with their numbers of passages, in order.
    pub sections: Vec<(Section, usize)>,
    /// Its topics in order of appearance: topic, index of the section or none, number of passages
    /// there.
    pub topics: Vec<(String, Option<usize>, usize)>,
    /// Length of the decoded source, or of the text as read, in bytes.
    pub bytes: usize,
    /// BLAKE3 of the brief's bytes, in hexadecimal.
    pub hash: String,
    /// The file that it is a part of, where that holds several briefs.
    pub container: Option<Container>,
    /// How many terms its passages have.
    pub lengths: TokenCounts,
}

/// The list of briefs as the index keeps it.
pub(super) fn write_briefs(briefs: &[BriefRecord]) -> Vec<u8> {
    // Plain data into memory: neither can fail.
    let plain = postcard::to_allocvec(briefs).unwrap_or_default();
    zstd::encode_all(plain.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL).unwrap_or_default()
}

/// The list of briefs in the bytes that [`write_briefs`] made, or what is wrong with them.
pub(super) fn read_briefs(bytes: &[u8]) -> Result<Vec<BriefRecord>, String> {
    let plain = zstd::decode_all(bytes).map_err(|e| e.to_string())?;
    postcard::from_bytes(&plain).map_err(|e| e.to_string())
}

/// A file that holds several briefs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Container {
    /// Path under the corpus root, with `/`.
    pub source: String,
    /// BLAKE3 of the file in hexadecimal; empty where the index doesn't have all that is in it, so
    /// that the next run looks again.
    pub hash: String,
}

impl BriefRecord {
    /// Source of the file in which the brief is.
    #[must_use]
    pub fn file(&self) -> &str {
        self.container
            .as_ref()
            .map_or(&self.label.source, |container| &container.source)
    }

    /// Hash of that file when it was read last.
    #[must_use]
    pub fn file_hash(&self) -> &str {
        self.container
            .as_ref()
            .map_or(&self.hash, |container| &container.hash)
    }
}

/// Longest label, in characters. Every passage keeps those above it, so one that is a whole text
/// must not be.
const LONGEST_LABEL: usize = 300;

fn short(label: &str) -> String {
    match label.char_indices().nth(LONGEST_LABEL) {
        Some((cut, _)) => format!("{}…", &label[..cut]),
        None => label.to_owned(),
    }
}

fn short_section(section: &Section) -> Section {
    Section {
        number: section.number.clone(),
        title: short(&section.title),
    }
}

impl BriefLabel {
    /// The label of `brief`.
    #[must_use]
    pub fn of(brief: &Brief) -> Self {
        Self {
            source: brief.source.clone(),
            issue: brief.issue.clone(),
            title: short(&brief.title),
            date: brief.date.map(|d| d.to_string()),
        }
    }
}

impl StoredPassage {
    /// What to store of a passage of `brief`, whose passages' ids start with `brief_id`.
    #[must_use]
    pub fn of(brief: &Brief, brief_id: &str, passage: &Passage) -> Self {
        Self {
            id: format!("{brief_id}#{}", passage.ordinal),
            lang: passage.lang,
            kind: passage.kind,
            brief: BriefLabel::of(brief),
            section: passage.section.map(|s| short_section(&brief.sections[s])),
            sub_heading: passage.sub_heading.as_deref().map(short),
            topics: passage.topics.iter().map(|t| short(t)).collect(),
            line: passage.line,
            bytes: [passage.span.start, passage.span.end],
            text: passage.text.clone(),
        }
    }
}

/// A passage as the index keeps it. What a brief's passages have in common stands first and in one
/// piece, and what follows from the rest is left out, so that it compresses well.
#[derive(Serialize, Deserialize)]
struct Packed {
    brief: BriefLabel,
    brief_id: String,
    section: Option<Section>,
    sub_heading: Option<String>,
    topics: Vec<String>,
    kind: Kind,
    lang: Lang,
    ordinal: u32,
    line: usize,
    start: usize,
    text: String,
}

impl StoredPassage {
    /// The passage as the index keeps it.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (brief_id, ordinal) = self.id.rsplit_once('#').unwrap_or((&self.id, "0"));
        let packed = Packed {
            brief: self.brief.clone(),
            brief_id: brief_id.to_owned(),
            section: self.section.clone(),
            sub_heading: self.sub_heading.clone(),
            topics: self.topics.clone(),
            kind: self.kind,
            lang: self.lang,
            ordinal: ordinal.parse().unwrap_or_default(),
            line: self.line,
            start: self.bytes[0],
            text: self.text.clone(),
        };
        // Plain data into memory: this cannot fail.
        postcard::to_allocvec(&packed).unwrap_or_default()
    }

    /// The passage that [`StoredPassage::to_bytes`] made `bytes` of; `None` where they are not
    /// whole.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let packed: Packed = postcard::from_bytes(bytes).ok()?;
        Some(Self {
            id: format!("{}#{}", packed.brief_id, packed.ordinal),
            lang: packed.lang,
            kind: packed.kind,
            brief: packed.brief,
            section: packed.section,
            sub_heading: packed.sub_heading,
            topics: packed.topics,
            line: packed.line,
            bytes: [packed.start, packed.start.checked_add(packed.text.len())?],
            text: packed.text,
        })
    }
}

impl BriefRecord {
    /// What to list of `brief`, which was found under `root`, in `container` or in a file of its
    /// own, and has `bytes` bytes of text and the given `hash`. Its terms are not counted yet.
    #[must_use]
    pub fn of(
        brief: &Brief,
        brief_id: &str,
        root: &str,
        container: Option<Container>,
        bytes: usize,
        hash: String,
    ) -> Self {
        let mut in_section = vec![0; brief.sections.len()];
        let mut topics: Vec<(String, Option<usize>, usize)> = Vec::new();
        let mut seen: HashMap<(&str, Option<usize>), usize> = HashMap::new();
        for passage in &brief.passages {
            if let Some(section) = passage.section {
                in_section[section] += 1;
            }
            for topic in &passage.topics {
                let at = *seen.entry((topic, passage.section)).or_insert_with(|| {
                    topics.push((short(topic), passage.section, 0));
                    topics.len() - 1
                });
                topics[at].2 += 1;
            }
        }
        Self {
            label: BriefLabel::of(brief),
            id: brief_id.to_owned(),
            root: root.to_owned(),
            series: brief.series.clone(),
            passages: brief.passages.len(),
            sections: brief
                .sections
                .iter()
                .map(short_section)
                .zip(in_section)
                .collect(),
            topics,
            bytes,
            hash,
            container,
            lengths: TokenCounts::default(),
        }
    }
}

//! What the index keeps of a brief and of a passage, to show and to list them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::passage::{brief_label, shorten, shorten_section};
use super::statistics::Lengths;
use crate::model::{Brief, BriefLabel, Section};

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
    pub lengths: Lengths,
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
                    topics.push((shorten(topic), passage.section, 0));
                    topics.len() - 1
                });
                topics[at].2 += 1;
            }
        }
        Self {
            label: brief_label(brief),
            id: brief_id.to_owned(),
            root: root.to_owned(),
            series: brief.series.clone(),
            passages: brief.passages.len(),
            sections: brief
                .sections
                .iter()
                .map(shorten_section)
                .zip(in_section)
                .collect(),
            topics,
            bytes,
            hash,
            container,
            lengths: Lengths::default(),
        }
    }
}

//! What the index keeps of a brief and of a passage, to show and to list them.

use serde::{Deserialize, Serialize};

use super::statistics::Lengths;
use crate::brief::{Brief, Kind, Lang, Passage, Section};

/// A passage as it is shown: everything but the words that find it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What it is about.
    pub topics: Vec<String>,
    /// Line of the source on which it starts, from 1.
    pub line: usize,
    /// Where it stands in the decoded source: first byte, byte after the last.
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
    /// Its sections with their numbers of passages, in order.
    pub sections: Vec<(Section, usize)>,
    /// Its topics in order of appearance: topic, index of the section or none, number of passages there.
    pub topics: Vec<(String, Option<usize>, usize)>,
    /// Length of the decoded source in bytes.
    pub bytes: usize,
    /// BLAKE3 of the file, in hexadecimal.
    pub hash: String,
    /// How many terms its passages have.
    pub lengths: Lengths,
}

impl BriefLabel {
    /// The label of `brief`.
    #[must_use]
    pub fn of(brief: &Brief) -> Self {
        Self {
            source: brief.source.clone(),
            issue: brief.issue.clone(),
            title: brief.title.clone(),
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
            section: passage.section.map(|s| brief.sections[s].clone()),
            topics: passage.topics.clone(),
            line: passage.line,
            bytes: [passage.span.start, passage.span.end],
            text: passage.text.clone(),
        }
    }
}

impl BriefRecord {
    /// What to list of `brief`, whose file has `bytes` bytes of text and the given `hash`. Its terms are not counted yet.
    #[must_use]
    pub fn of(brief: &Brief, brief_id: &str, bytes: usize, hash: String) -> Self {
        let count = |section: usize| brief.passages.iter().filter(|p| p.section == Some(section)).count();
        let mut topics: Vec<(String, Option<usize>, usize)> = Vec::new();
        for passage in &brief.passages {
            for topic in &passage.topics {
                match topics.iter_mut().find(|(t, s, _)| t == topic && *s == passage.section) {
                    Some((_, _, passages)) => *passages += 1,
                    None => topics.push((topic.clone(), passage.section, 1)),
                }
            }
        }
        Self {
            label: BriefLabel::of(brief),
            id: brief_id.to_owned(),
            series: brief.series.clone(),
            passages: brief.passages.len(),
            sections: brief.sections.iter().cloned().enumerate().map(|(i, s)| (s, count(i))).collect(),
            topics,
            bytes,
            hash,
            lengths: Lengths::default(),
        }
    }
}

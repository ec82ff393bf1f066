//! A passage as an index stores it and as it is printed.

use serde::{Deserialize, Serialize};

use super::{Kind, Lang, Section, Twin};

/// A passage of an index: everything but the terms that find it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredPassage {
    /// Its place and its kind.
    pub label: PassageLabel,
    /// The heading below the section's that it is under.
    pub sub_heading: Option<String>,
    /// Its text.
    pub text: String,
    /// Targets of its links, each once.
    pub links: Vec<String>,
    /// The passages of the same brief that translate it or that it translates, in order.
    pub twins: Vec<Twin>,
}

/// The place and the kind of a passage, as they are printed with every hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PassageLabel {
    /// Source path without extension, `#`, ordinal: `brief-042#23`.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// Its kind.
    pub kind: Kind,
    /// The brief that it is in.
    pub brief: BriefLabel,
    /// The section that it is in.
    pub section: Option<Section>,
    /// Its topics.
    pub topics: Vec<String>,
    /// The line on which it starts, from 1, in the source or in the text read from it.
    pub line: usize,
    /// Its first byte in that text and the byte after its last. In Markdown there are marks between
    /// them.
    pub bytes: [usize; 2],
}

/// The facts that a citation of a brief needs besides its label. All are optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CitationData {
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// Address at which the brief was published.
    pub url: Option<String>,
    /// The publisher, if that is not the series.
    pub publisher: Option<String>,
    /// Day on which someone read the brief at its address: `2020-09-20`.
    pub accessed: Option<String>,
}

/// The facts about a brief that are kept and printed with each of its passages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BriefLabel {
    /// Path under the corpus root, with `/`.
    pub source: String,
    /// Number or label.
    pub issue: Option<String>,
    /// Its title.
    pub title: String,
    /// Day of publication: `2020-09-20`.
    pub date: Option<String>,
    /// Name of the newsletter or series.
    pub series: Option<String>,
}

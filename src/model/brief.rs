//! A brief as it was parsed: its sections and passages.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, Lang};

/// One document: one issue of a newsletter, one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Path under the corpus root, with `/`.
    pub source: String,
    /// Number or label: `42`.
    pub issue: Option<String>,
    /// From the front matter, the title line or, where there is neither, the file's name.
    pub title: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// The newsletter or series.
    pub series: Option<String>,
    /// What the brief as a whole is about, in its own words and order.
    pub topics: Vec<String>,
    /// Top-level parts in order.
    pub sections: Vec<Section>,
    /// Everything in the brief's body, in order.
    pub passages: Vec<Passage>,
}

/// A top-level heading's part of a brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// As written, without its punctuation: `1`, `一`.
    pub number: Option<String>,
    /// Without its number.
    pub title: String,
}

/// One paragraph, quotation, list item or heading: the unit that is found, ranked and cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Counts the brief's passages from 1.
    pub ordinal: u32,
    /// What it is.
    pub kind: Kind,
    /// What it is written in.
    pub lang: Lang,
    /// Index into [`Brief::sections`].
    pub section: Option<usize>,
    /// The heading below the section's under which it stands.
    pub sub_heading: Option<String>,
    /// What it is about; see DESIGN for the rule.
    pub topics: Vec<String>,
    /// Bytes of the decoded source or, where that is not text itself, of the text as read.
    pub span: Range<usize>,
    /// Line of that text on which it starts, from 1.
    pub line: usize,
    /// That text in `span`, nothing changed.
    pub text: String,
}

/// Something that the author of a brief may want to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Line of the text, from 1.
    pub line: usize,
    /// What is odd, and what was made of it.
    pub message: String,
}

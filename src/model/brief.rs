//! A brief as it was parsed: its metadata, its sections and its passages.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, Lang};

/// A document: an issue of a newsletter, or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Brief {
    /// Path of the brief below the corpus folder, with `/` between its parts:
    /// `2024/brief-014.txt`.
    pub source: String,
    /// Number or label of the issue, without `#` or `No.`: `42`, `2021/12`.
    pub issue: Option<String>,
    /// Title, from the front matter or the title line; the path without its extension if the brief
    /// has neither: `Brief #42: Ports, Rice`.
    pub title: String,
    /// Day of publication: `2020-09-20`. Of a brief that gives only a month or a year, its first
    /// day.
    pub date: Option<Date>,
    /// Name of the newsletter or series: `Harbour Notes`.
    pub series: Option<String>,
    /// Names of the authors, in order: `["A. Writer", "B. Scribe"]`.
    pub authors: Vec<String>,
    /// Address at which the brief was published: `https://harbour.example/42`.
    pub url: Option<String>,
    /// The publisher, if that is not the series.
    pub publisher: Option<String>,
    /// Day on which someone read the brief at its address.
    pub accessed: Option<Date>,
    /// Topics of the brief as a whole, in its own words and order: `["Ports", "Rice"]`.
    pub topics: Vec<String>,
    /// Top-level sections, in order. A brief without headings has no sections.
    pub sections: Vec<Section>,
    /// Passages, in order. Together they have every non-blank character of the brief's body that
    /// people see.
    pub passages: Vec<Passage>,
}

/// A top-level section of a brief, as its heading names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Section {
    /// Number as written, without punctuation: `1`, `一`, `IV`.
    pub number: Option<String>,
    /// Title, without the number: `Private economy`.
    pub title: String,
}

/// A paragraph, quotation, list item or heading: the unit that is found, ranked and cited.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// Position among the brief's passages, from 1: the `23` of the id `brief-042#23`.
    pub ordinal: u32,
    /// Kind of the passage.
    pub kind: Kind,
    /// Language of the passage's own text.
    pub lang: Lang,
    /// Index into [`Brief::sections`]. A passage before the first section has none.
    pub section: Option<usize>,
    /// Title of the sub-heading that the passage is under, if there is one in its section.
    pub sub_heading: Option<String>,
    /// Topics of the passage: those of its section (before the first section, those of the brief),
    /// then its sub-heading; if there are none, its section's title.
    ///
    /// If the title line lists as many topics as there are numbered sections, each of these takes
    /// the topic at its own position. Otherwise a section takes the brief's topics that share a
    /// word with its title, or all topics of the front matter if none shares a word with any title.
    pub topics: Vec<String>,
    /// Place of the passage, in bytes of the text that was parsed: the decoded file or, if the
    /// format is not text, the text extracted from it. In Markdown it has the marks of the passage.
    pub span: Range<usize>,
    /// Line of that text on which the passage starts, from 1.
    pub line: usize,
    /// The text as people read it: the text in `span`, but for the marks of Markdown, and for the
    /// escapes and line ends that a file may have in the title of its front matter.
    pub text: String,
    /// Targets of the links in the passage that lead to a page or a mailbox, as written, each once.
    pub links: Vec<String>,
    /// The passages of the same brief that translate it or that it translates, in order.
    pub twins: Vec<Twin>,
}

/// A passage that translates another or is translated by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Twin {
    /// Ordinal of the passage in its brief.
    pub ordinal: u32,
    /// How sure it is that one is a translation of the other, in percent.
    pub score: u8,
    /// Whether that is only probable.
    pub probable: bool,
}

impl Twin {
    /// Returns the score as it is shown: below 50 if it is only probable, even if the score was
    /// rounded up to that.
    #[must_use]
    pub fn shown_score(&self) -> u8 {
        if self.probable {
            self.score.min(49)
        } else {
            self.score
        }
    }
}

/// A problem in a brief that its author may want to fix. The brief is indexed all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// Line of the text with the problem, from 1.
    pub line: usize,
    /// The problem, and how it was dealt with.
    pub message: String,
}

//! A brief and its passages, and one parser a format.
//!
//! A parser takes text and gives a [`Brief`] and warnings. It does no I/O and it never fails: a layout that it
//! doesn't know still gives passages. Every non-blank character of the body belongs to exactly one passage.

mod assemble;
mod date;
mod front_matter;
mod furniture;
mod heading;
mod language;
mod lines;
mod markdown;
mod numbering;
mod quote;
mod text;
mod title;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use date::parse_date;

/// Names what the parsers do in an index, as [`crate::analysis::FINGERPRINT`] does for the analysis: change it
/// with any change of theirs that would file a passage differently.
pub const FINGERPRINT: &str = "brief-2";

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
    /// Bytes of the decoded source.
    pub span: Range<usize>,
    /// Line of the source on which it starts, from 1.
    pub line: usize,
    /// The source's text in `span`, nothing changed.
    pub text: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A title, a section's heading or a sub-heading.
    Heading,
    /// A paragraph of the brief's own.
    Prose,
    /// A quotation, or the translation of one.
    Quote,
    /// A list item.
    Item,
}

/// What a passage is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, or another language in Latin letters.
    En,
    /// Chinese.
    Zh,
    /// A good part of each.
    Mixed,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heading => "heading",
            Self::Prose => "prose",
            Self::Quote => "quote",
            Self::Item => "item",
        })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Mixed => "mixed",
        })
    }
}

/// Something that the author of a brief may want to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Line of the source, from 1.
    pub line: usize,
    /// What is odd, and what was made of it.
    pub message: String,
}

/// The endings of the file names that [`parse`] knows, in lower case.
pub const EXTENSIONS: &[&str] = &["txt", "text", "md", "markdown"];

/// Reads a brief. `source` names it and tells its format by its ending.
#[must_use]
pub fn parse(source: &str, text: &str) -> (Brief, Vec<Warning>) {
    let (front, body_start, mut warnings) = front_matter::split(text);
    let main = front.lang.filter(|l| *l != Lang::Mixed).unwrap_or_else(|| language::main(&text[body_start..]));
    let extension = source.rsplit_once('.').map_or("", |(_, e)| e);
    let blocks = if extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown") {
        markdown::blocks(text, body_start, main, front.title.as_deref())
    } else {
        text::blocks(text, body_start, main, front.title.as_deref())
    };
    let brief = assemble::assemble(source, text, body_start, main, &front, blocks, &mut warnings);
    (brief, warnings)
}

/// A source path without its extension.
#[must_use]
pub fn stem(source: &str) -> &str {
    let name_start = source.rfind('/').map_or(0, |slash| slash + 1);
    match source[name_start..].rfind('.') {
        Some(dot) if dot > 0 => &source[..name_start + dot],
        _ => source,
    }
}

/// A stretch of the body and what its layout says that it is, before its neighbours have had their say.
#[derive(Debug, Clone)]
struct Block {
    span: Range<usize>,
    mark: Mark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Prose,
    Item,
    Quote,
    Heading { level: Level, number: Option<String>, title: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Title,
    Section,
    Sub,
}

/// White space, and the characters that show nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// `span` of `text` without the blanks at its ends; `None` where nothing is left.
fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[span.clone()];
    let start = span.start + slice.find(|c| !is_blank(c))?;
    let end = span.start + slice.trim_end_matches(is_blank).len();
    Some(start..end)
}

//! A brief and its passages, and one parser a format.
//!
//! A parser takes text and gives a [`Brief`] and warnings. It does no I/O and it never fails: a layout that it
//! doesn't know still gives passages. Every non-blank character of the body belongs to exactly one passage.
//!
//! Where a file is not text itself, its reader gives the *text as read* (a line a block, blank lines between) and what
//! each block is; lines, spans and passages are of that text, and the same promise holds for it. Such a reader can
//! refuse bytes that are not what their name says. A container holds several briefs, each of which is read by itself.
//! `format.rs` lists every format.

#![cfg_attr(
    not(all(
        feature = "html",
        feature = "docx",
        feature = "epub",
        feature = "mail",
        feature = "feed",
        feature = "zip"
    )),
    allow(dead_code, reason = "a build without some formats leaves parts of what they share unused")
)]

#[cfg(feature = "zip")]
mod archive;
mod assemble;
mod date;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
#[cfg(feature = "feed")]
mod feed;
mod format;
mod front_matter;
mod furniture;
mod heading;
#[cfg(feature = "html")]
mod html;
mod language;
mod lines;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
#[cfg(feature = "mail")]
mod mbox;
mod numbering;
mod page;
mod pdf;
mod quote;
mod text;
mod title;
#[cfg(any(feature = "docx", feature = "epub", feature = "zip"))]
mod unzip;
#[cfg(any(feature = "docx", feature = "epub", feature = "feed"))]
mod xml;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decode;
use format::Reader;

pub use date::parse_date;
pub use format::{Refusal, START, endings, has_a_briefs_name, is_container, starts_like_no_brief};
pub use page::Head;

/// Names what the parsers do in an index, as [`crate::analysis::FINGERPRINT`] does for the analysis: change it
/// with any change of theirs that would file a passage differently.
pub const FINGERPRINT: &str = "brief-6";

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
    /// Line of the text, from 1.
    pub line: usize,
    /// What is odd, and what was made of it.
    pub message: String,
}

/// A brief as bytes: a file, or a part of a container.
#[derive(Debug, Clone)]
pub struct Raw {
    /// Names it and tells its format by its ending: the file's source, in a container with `/` and the name in there.
    pub source: String,
    bytes: Vec<u8>,
    /// What the container says of it.
    head: Head,
}

/// A brief, and the text that its lines and spans count in.
#[derive(Debug)]
pub struct Parsed {
    /// The brief.
    pub brief: Brief,
    /// The text as read.
    pub text: String,
    /// What looked odd.
    pub warnings: Vec<Warning>,
}

impl Raw {
    /// BLAKE3 of all that the brief is made of, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.bytes);
        if self.head != Head::default() {
            hasher.update(self.head.written().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Reads the brief.
    ///
    /// # Errors
    /// Where the bytes are not what the name's ending says.
    pub fn parse(self) -> Result<Parsed, Refusal> {
        match format::reader(&self.source) {
            Reader::Page(read) => {
                let mut page = read(&self.bytes)?;
                page.head = self.head.or(page.head);
                let (brief, text, warnings) = page.brief(&self.source);
                Ok(Parsed { brief, text, warnings })
            }
            Reader::Text(_) => {
                let text = decode::decode(self.bytes)?;
                let (brief, warnings) = parse(&self.source, &text);
                Ok(Parsed { brief, text, warnings })
            }
            Reader::Container(_) => Err(Refusal::because("a container in a container in a container; unpack it")),
        }
    }
}

/// Containers that are read inside one another: a mailbox in a zip.
const MAX_NESTING: usize = 2;

/// Gives `take` every brief in the file called `source`, or why it cannot be read: one, or all of a container in turn,
/// so that never more than one of them is in memory.
///
/// # Errors
/// Where a container cannot be read as a whole. What was given to `take` before that does not count.
pub fn each(source: &str, bytes: Vec<u8>, take: &mut dyn FnMut(&str, Result<Raw, Refusal>)) -> Result<(), Refusal> {
    each_within(source, bytes, Head::default(), 0, take)
}

fn each_within(
    source: &str,
    bytes: Vec<u8>,
    head: Head,
    depth: usize,
    take: &mut dyn FnMut(&str, Result<Raw, Refusal>),
) -> Result<(), Refusal> {
    match format::reader(source) {
        Reader::Container(read) if depth < MAX_NESTING => read(&bytes, &mut |name, part| {
            let source = format!("{source}/{name}");
            // A zip in a zip is how a small file becomes a very large one. By its name, since a zip may start with
            // anything.
            let outcome = part.and_then(|(bytes, head)| match format::reader(name) {
                Reader::Container(_) if format::is_archive(name) => {
                    Err(Refusal::because("a zip inside a zip; unpack it"))
                }
                _ => each_within(&source, bytes, head, depth + 1, take),
            });
            if let Err(refusal) = outcome {
                take(&source, Err(refusal));
            }
            Ok(())
        }),
        _ => {
            take(source, Ok(Raw { source: source.to_owned(), bytes, head }));
            Ok(())
        }
    }
}

/// Reads a brief that is text. `source` names it and tells its format by its ending.
#[must_use]
pub fn parse(source: &str, text: &str) -> (Brief, Vec<Warning>) {
    let (front, body_start, mut warnings) = front_matter::split(text);
    let main = front.lang.filter(|l| *l != Lang::Mixed).unwrap_or_else(|| language::main(&text[body_start..]));
    let blocks = match format::reader(source) {
        Reader::Text(read) => read(text, body_start, main, &front),
        _ => text::blocks(text, body_start, main, front.title.as_deref()),
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

//! A brief as the reader of its format returns it: blocks of text in order, separated by blank
//! lines, and metadata.
//!
//! This is for formats that are not text themselves. The module is data that readers fill in; the
//! rules that make a brief of it are in `page_layout`.

use std::ops::Range;

use super::blank::is_blank;
use super::reading::Link;
use crate::model::Warning;

/// Metadata that a format, or the file around a brief, gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The brief's title, which becomes a heading too.
    pub title: Option<String>,
    /// The title in the properties of the file, which are often those of another file. It counts
    /// only if the text has no title.
    pub property_title: Option<String>,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// Day of publication, in any form that briefs have.
    pub date: Option<String>,
    /// Day on which the file was made, which counts if nothing else gives a day.
    pub made: Option<String>,
    /// The newsletter, the site, the mailing list.
    pub series: Option<String>,
    /// The subjects of the brief.
    pub topics: Vec<String>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// Address at which the brief was published.
    pub url: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
}

impl Metadata {
    /// Returns this metadata, with the missing fields taken from `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            property_title: self
                .property_title
                .or(other.property_title),
            subtitle: self.subtitle.or(other.subtitle),
            date: self.date.or(other.date),
            made: self.made.or(other.made),
            series: self.series.or(other.series),
            topics: non_empty_or(self.topics, other.topics),
            authors: non_empty_or(self.authors, other.authors),
            url: self.url.or(other.url),
            publisher: self.publisher.or(other.publisher),
        }
    }

    /// Returns all fields as one text, which differs if any field does.
    pub(crate) fn written(&self) -> String {
        // Names every field, so that a new one cannot be forgotten here.
        let Self {
            title,
            property_title,
            subtitle,
            date,
            made,
            series,
            topics,
            authors,
            url,
            publisher,
        } = self;
        let mut fields = Vec::with_capacity(6 + topics.len());
        let options = [
            title,
            property_title,
            subtitle,
            date,
            made,
            series,
            url,
            publisher,
        ];
        for field in options {
            fields.push(field.as_deref().unwrap_or("\0"));
        }
        for field in topics.iter().chain(authors) {
            fields.push(field);
        }
        fields.join("\u{1}")
    }
}

fn non_empty_or(list: Vec<String>, other: Vec<String>) -> Vec<String> {
    if list.is_empty() {
        other
    } else {
        list
    }
}

/// The kind of a block by the marks of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading of this rank, 0 for the title.
    Heading(u8),
    Item,
    Quote,
    /// A row of a table, which is never a heading.
    Row,
    Prose,
}

/// A block of a page.
#[derive(Debug, Clone)]
pub(crate) struct PageBlock {
    /// Bytes of the page's text.
    pub(crate) span: Range<usize>,
    pub(crate) kind: BlockKind,
    /// Links, whose places are counted from the start of the block.
    pub(crate) links: Vec<Link>,
}

impl PageBlock {
    /// Returns whether the format marks the block as the title.
    pub(super) fn is_title(&self) -> bool {
        self.kind == BlockKind::Heading(0)
    }
}

/// A brief as read from its format.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub text: String,
    pub blocks: Vec<PageBlock>,
    pub metadata: Metadata,
    pub warnings: Vec<Warning>,
    /// Things that the page lacks although most have them.
    pub remarks: Vec<Warning>,
}

impl Page {
    /// Adds plain text: a block for each run of lines without a blank one.
    pub(crate) fn push_plain(&mut self, text: &str) {
        let mut start = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            at += line.len();
            if line.chars().all(is_blank) {
                self.push(BlockKind::Prose, &text[start..at]);
                start = at;
            }
        }
        self.push(BlockKind::Prose, &text[start..]);
    }

    /// Adds a block at the end, unless it is blank.
    pub(crate) fn push(&mut self, kind: BlockKind, block: &str) {
        self.push_linked(kind, block, Vec::new());
    }

    /// Adds a block with links at the end, unless it is blank.
    pub(crate) fn push_linked(&mut self, kind: BlockKind, block: &str, mut links: Vec<Link>) {
        let start = block.len()
            - block
                .trim_start_matches(is_blank)
                .len();
        let block = block.trim_matches(is_blank);
        if block.is_empty() {
            return;
        }
        for link in &mut links {
            link.at = link.at.saturating_sub(start);
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(block);
        let span = start..self.text.len();
        self.blocks
            .push(PageBlock { span, kind, links });
    }

    /// Returns the links, with their places in the page's text.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for block in &self.blocks {
            for link in &block.links {
                links.push(Link {
                    at: block.span.start + link.at,
                    target: link.target.clone(),
                });
            }
        }
        links
    }

    /// Adds a warning.
    pub(crate) fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(Warning {
            line: 1,
            message: message.into(),
        });
    }

    /// Adds a remark on the block that is added next.
    pub(crate) fn remark(&mut self, message: impl Into<String>) {
        let line_ends = self.text.matches('\n').count();
        let line = if self.text.is_empty() {
            1
        } else {
            line_ends + 3
        };
        self.remarks.push(Warning {
            line,
            message: message.into(),
        });
    }

    /// Returns the text of a block.
    pub(crate) fn block_text(&self, block: &PageBlock) -> &str {
        &self.text[block.span.clone()]
    }
}

/// Returns the day of `2020-09-20T08:00:00Z`, and a day in another form unchanged.
pub(crate) fn iso_day(written: &str) -> &str {
    let written = written.trim();
    match written.split_once('T') {
        Some((day, _)) if day.len() == "2020-09-20".len() => day,
        _ => written,
    }
}

/// Maximum length of the name of a brief in a container, in characters.
#[cfg(any(feature = "html", feature = "mail", feature = "feed"))]
const MAX_NAME: usize = 80;

/// Returns a file name for a brief in a container, made from the container's own name for it.
///
/// `taken` counts the briefs of each name so far. If the name is taken, a number is added.
#[cfg(any(feature = "html", feature = "mail", feature = "feed"))]
pub(crate) fn file_name(
    key: &str,
    ending: &str,
    taken: &mut std::collections::HashMap<String, usize>,
) -> String {
    let name = file_stem(key);
    let Some(count) = taken.get(&name) else {
        taken.insert(name.clone(), 1);
        return format!("{name}.{ending}");
    };
    let mut number = count + 1;
    while taken.contains_key(&format!("{name}-{number}")) {
        number += 1;
    }
    let numbered = format!("{name}-{number}");
    taken.insert(numbered.clone(), 1);
    taken.insert(name, number);
    format!("{numbered}.{ending}")
}

/// Returns the letters and digits of `key`, with `-` for each run of other characters between them.
#[cfg(any(feature = "html", feature = "mail", feature = "feed"))]
fn file_stem(key: &str) -> String {
    let words = key.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return "untitled".to_owned();
    }
    let stem = words.join("-");
    stem.chars()
        .take(MAX_NAME)
        .collect()
}

//! The text of a brief whose format is not text itself, as it is read: its blocks in order, parted
//! by blank lines.
//!
//! What the format says of a block (a heading, a list item, a quotation) counts. Where it marks no
//! headings, the rules of plain text look for them, as they do in a pasted newsletter.

use std::ops::Range;

use super::assemble::assemble;
use super::blank::is_blank;
use super::block::{Block, Level, Mark};
use super::front_matter::FrontMatter;
use super::{date, language, lines, numbering, plain_text};
use crate::analysis::normalize::normalize_text;
use crate::model::{Brief, Warning};

/// What a format, or the file around a brief, says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title; found as a heading, too.
    pub title: Option<String>,
    /// A title for a brief that has none in its text: the file's properties, which are often
    /// another's.
    pub property_title: Option<String>,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// Day of publication, in any form that briefs have.
    pub date: Option<String>,
    /// Day on which the file was made, which counts where nothing else gives a day.
    pub made: Option<String>,
    /// The newsletter, the site, the mailing list.
    pub series: Option<String>,
    /// What it is about.
    pub topics: Vec<String>,
}

impl Metadata {
    /// This, and what `other` says where this says nothing.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            property_title: self.property_title.or(other.property_title),
            subtitle: self.subtitle.or(other.subtitle),
            date: self.date.or(other.date),
            made: self.made.or(other.made),
            series: self.series.or(other.series),
            topics: if self.topics.is_empty() {
                other.topics
            } else {
                self.topics
            },
        }
    }

    /// All of it as one text, which changes with any part of it.
    pub(crate) fn written(&self) -> String {
        let Self {
            title,
            property_title,
            subtitle,
            date,
            made,
            series,
            topics,
        } = self;
        let parts = [title, property_title, subtitle, date, made, series]
            .map(|p| p.as_deref().unwrap_or("\0"));
        [
            &parts[..],
            &topics.iter().map(String::as_str).collect::<Vec<_>>(),
        ]
        .concat()
        .join("\u{1}")
    }
}

/// What a block is by its format's own marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A heading of this rank, 0 for the title.
    Heading(u8),
    Item,
    Quote,
    Prose,
}

/// A brief as read from its format.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub text: String,
    pub blocks: Vec<(Range<usize>, Shape)>,
    pub metadata: Metadata,
    pub warnings: Vec<Warning>,
}

impl Page {
    /// Adds plain text, a block for each run of lines without a blank one.
    pub(crate) fn push_plain(&mut self, text: &str) {
        let mut start = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            at += line.len();
            if line.chars().all(is_blank) {
                self.push(Shape::Prose, &text[start..at]);
                start = at;
            }
        }
        self.push(Shape::Prose, &text[start..]);
    }

    /// Adds a block at the end.
    pub(crate) fn push(&mut self, shape: Shape, block: &str) {
        let block = block.trim_matches(is_blank);
        if block.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(block);
        self.blocks.push((start..self.text.len(), shape));
    }

    pub(crate) fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(Warning {
            line: 1,
            message: message.into(),
        });
    }

    /// The brief, the text as read, and what was odd.
    pub(crate) fn brief(mut self, source: &str) -> (Brief, String, Vec<Warning>) {
        self.put_title_first();
        let main = language::main(&self.text);
        let title = self.title().map(|at| &self.text[self.blocks[at].0.clone()]);
        let plain = self
            .needs_plain_rules()
            .then(|| plain_text::blocks(&self.text, 0, main, title));
        self.find_title(plain.as_deref().unwrap_or_default());
        let has_headings = self
            .blocks
            .iter()
            .any(|(_, s)| matches!(s, Shape::Heading(rank) if *rank > 0));
        let blocks = match plain {
            Some(plain) if !has_headings => overlay(&self.text, &self.blocks, plain),
            _ => marked(&self.text, &self.blocks),
        };
        let titled = blocks.iter().any(|b| {
            matches!(
                b.mark,
                Mark::Heading {
                    level: Level::Title,
                    ..
                }
            )
        });
        let front = self.front(titled);
        let mut warnings = self.warnings;
        let mut brief = assemble(source, &self.text, 0, main, &front, blocks, &mut warnings);
        brief.date = brief
            .date
            .or_else(|| date::find(self.metadata.made.as_deref()?));
        (brief, self.text, warnings)
    }

    fn front(&self, titled: bool) -> FrontMatter {
        let Metadata {
            title,
            property_title,
            date,
            series,
            topics,
            ..
        } = self.metadata.clone();
        FrontMatter {
            title: title.or_else(|| property_title.filter(|_| !titled)),
            date: date.filter(|written| date::find(written).is_some()),
            series,
            topics,
            ..FrontMatter::default()
        }
    }

    /// Makes the block that says the given title the title; where there is none, adds it at the
    /// top.
    fn put_title_first(&mut self) {
        let Some(title) = self.metadata.title.clone() else {
            return;
        };
        let normalized = normalize_text(title.trim());
        let same = |range: &Range<usize>| {
            range.len() < LONGEST_TITLE && normalize_text(&self.text[range.clone()]) == normalized
        };
        let first = self
            .blocks
            .iter()
            .take(TITLE_WITHIN)
            .position(|(range, _)| same(range));
        if let Some(at) = first {
            self.blocks[at].1 = Shape::Heading(0);
            return;
        }
        let rest = std::mem::take(self);
        self.push(Shape::Heading(0), &title);
        let below = rest
            .metadata
            .subtitle
            .as_deref()
            .filter(|subtitle| !rest.text.contains(*subtitle));
        self.push(Shape::Prose, below.unwrap_or_default());
        for (range, shape) in rest.blocks {
            self.push(shape, &rest.text[range]);
        }
        (self.metadata, self.warnings) = (rest.metadata, rest.warnings);
    }

    fn title(&self) -> Option<usize> {
        self.blocks
            .iter()
            .position(|(_, shape)| *shape == Shape::Heading(0))
    }

    fn needs_plain_rules(&self) -> bool {
        self.title().is_none()
            || !self
                .blocks
                .iter()
                .any(|(_, s)| matches!(s, Shape::Heading(rank) if *rank > 0))
    }

    /// Where no block is marked as the title: the first heading, if no other is of its rank or
    /// above it; else the line before all headings that is one by the rules of plain text.
    fn find_title(&mut self, plain: &[Block]) {
        if self.title().is_some() {
            return;
        }
        let headings = || {
            self.blocks
                .iter()
                .enumerate()
                .filter_map(|(at, (_, shape))| Some((at, rank(*shape)?)))
        };
        let first = headings().next();
        let stands_above = |(at, rank): &(usize, u8)| {
            *at < TITLE_WITHIN && headings().skip(1).all(|(_, r)| r > *rank)
        };
        let by_rule = || {
            let title = plain.iter().find(|b| {
                matches!(
                    b.mark,
                    Mark::Heading {
                        level: Level::Title,
                        ..
                    }
                )
            })?;
            let at = self
                .blocks
                .iter()
                .position(|(range, _)| *range == title.span)?;
            (self.blocks[at].1 == Shape::Prose && first.is_none_or(|(heading, _)| at < heading))
                .then_some(at)
        };
        let title = first
            .filter(stands_above)
            .filter(|_| headings().count() > 1 || by_rule().is_none());
        if let Some(at) = title.map(|(at, _)| at).or_else(by_rule) {
            self.blocks[at].1 = Shape::Heading(0);
        }
    }
}

/// The day of `2020-09-20T08:00:00Z`; a day in another form as it is.
pub(crate) fn iso_day(written: &str) -> &str {
    let written = written.trim();
    written
        .split_once('T')
        .filter(|(day, _)| day.len() == 10)
        .map_or(written, |(day, _)| day)
}

/// A name for a brief in a container, from what the container calls it: letters and digits, the
/// rest made `-`. `taken` counts the names given; a second brief of the same name gets a number.
#[cfg(any(feature = "mail", feature = "feed"))]
pub(crate) fn file_name(
    key: &str,
    ending: &str,
    taken: &mut std::collections::HashMap<String, usize>,
) -> String {
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let name: String = words.join("-").chars().take(LONGEST_NAME).collect();
    let name = if name.is_empty() {
        "untitled".to_owned()
    } else {
        name
    };
    let mut count = *taken
        .entry(name.clone())
        .and_modify(|count| *count += 1)
        .or_insert(1);
    let mut named = name.clone();
    while count > 1 {
        named = format!("{name}-{count}");
        if !taken.contains_key(&named) {
            taken.insert(named.clone(), 1);
            taken.insert(name, count);
            break;
        }
        count += 1;
    }
    format!("{named}.{ending}")
}

/// Longest name of a brief in a container, in characters.
#[cfg(any(feature = "mail", feature = "feed"))]
const LONGEST_NAME: usize = 80;

/// Bytes of a block that can be a title, at the most.
const LONGEST_TITLE: usize = 1000;

/// Blocks at the top among which the title is looked for.
const TITLE_WITHIN: usize = 6;

fn rank(shape: Shape) -> Option<u8> {
    if let Shape::Heading(rank) = shape {
        Some(rank)
    } else {
        None
    }
}

/// Blocks by their format's marks: the highest rank below the title's heads sections, all others
/// sub-headings.
fn marked(text: &str, blocks: &[(Range<usize>, Shape)]) -> Vec<Block> {
    let sections = blocks
        .iter()
        .filter_map(|(_, shape)| rank(*shape))
        .filter(|rank| *rank > 0)
        .min()
        .unwrap_or(1);
    let mark = |span: &Range<usize>, shape: Shape| match shape {
        Shape::Heading(rank) => heading(&text[span.clone()], rank, sections),
        Shape::Item => Mark::Item,
        Shape::Quote => Mark::Quote,
        Shape::Prose if lines::starts_item(&text[span.clone()]) => Mark::Item,
        Shape::Prose => Mark::Prose,
    };
    blocks
        .iter()
        .map(|(span, shape)| Block {
            span: span.clone(),
            mark: mark(span, *shape),
        })
        .collect()
}

fn heading(line: &str, rank: u8, sections: u8) -> Mark {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if rank == 0 {
        return Mark::Heading {
            level: Level::Title,
            number: None,
            title: line,
        };
    }
    let (number, title) = match numbering::parse(&line) {
        Some(number) if !number.rest.trim().is_empty() => {
            (Some(number.label), number.rest.to_owned())
        }
        _ => (None, line),
    };
    Mark::Heading {
        level: if rank > sections {
            Level::Sub
        } else {
            Level::Section
        },
        number,
        title,
    }
}

/// Blocks by the rules of plain text, but for those that their format marks.
fn overlay(text: &str, blocks: &[(Range<usize>, Shape)], plain: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(plain.len());
    let mut plain = plain.into_iter().peekable();
    for (range, shape) in blocks {
        let inside: Vec<Block> =
            std::iter::from_fn(|| plain.next_if(|b| b.span.start < range.end)).collect();
        let whole = || inside.first().is_none_or(|b| b.span.start < range.start);
        if *shape != Shape::Prose
            || whole()
            || inside.last().is_some_and(|b| b.span.end > range.end)
        {
            out.extend(marked(text, &[(range.clone(), *shape)]));
        } else {
            out.extend(inside);
        }
    }
    out
}

//! Markdown: the blocks that `CommonMark` sees, with their place in the source.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blank::trimmed;
use super::block::{Block, Level, Mark};
use super::heading::{may_be_heading, without_colon};
use super::{numbering, plain_text};
use crate::analysis::normalize::normalize_text;
use crate::model::Lang;

/// The level that a paragraph in bold stands for: below all that are marked.
const BOLD: u8 = 7;

/// The blocks of `text` from byte `start` on. The first heading is the brief's title if it says the
/// same as the front matter's or, where that has none, if no other is of its level or above it. A
/// text without a heading is no Markdown but for its name, and is read as plain text.
pub(crate) fn blocks(
    text: &str,
    start: usize,
    main: Lang,
    front_title: Option<&str>,
) -> Vec<Block> {
    let raw = raw_blocks(text, start);
    let headings: Vec<(u8, &str)> = raw
        .iter()
        .filter_map(|(_, shape)| shape.heading())
        .collect();
    if headings.is_empty() {
        return plain_text::blocks(text, start, main, front_title);
    }
    let titled = match front_title {
        Some(title) => normalize_text(title) == normalize_text(headings[0].1),
        None => stands_above(&headings),
    };
    let section_level = headings
        .iter()
        .skip(usize::from(titled))
        .map(|h| h.0)
        .min()
        .unwrap_or(1);
    let mut is_first = true;
    raw.iter()
        .map(|(span, shape)| {
            let mark = match shape {
                Shape::Heading(level, title) => {
                    let is_title = std::mem::take(&mut is_first) && titled;
                    heading(title, is_title, *level > section_level)
                }
                Shape::Item => Mark::Item,
                Shape::Quote => Mark::Quote,
                Shape::Prose => Mark::Prose,
            };
            Block {
                span: span.clone(),
                mark,
            }
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    /// Its level, and what it says.
    Heading(u8, String),
    Item,
    Quote,
    Prose,
}

impl Shape {
    fn heading(&self) -> Option<(u8, &str)> {
        if let Self::Heading(level, title) = self {
            Some((*level, title))
        } else {
            None
        }
    }
}

/// No other heading is of the first one's level or above it.
fn stands_above(headings: &[(u8, &str)]) -> bool {
    headings.split_first().is_some_and(|((first, _), rest)| {
        *first < BOLD && rest.iter().all(|(level, _)| level > first)
    })
}

fn heading(line: &str, is_title: bool, below_sections: bool) -> Mark {
    if is_title {
        return Mark::Heading {
            level: Level::Title,
            number: None,
            title: line.to_owned(),
        };
    }
    let (number, title) = match numbering::parse(line).filter(|n| !n.rest.is_empty()) {
        Some(number) => (Some(number.label), number.rest.to_owned()),
        None => (None, line.to_owned()),
    };
    let level = if below_sections {
        Level::Sub
    } else {
        Level::Section
    };
    Mark::Heading {
        level,
        number,
        title,
    }
}

/// Where in the tree of blocks a walk is.
#[derive(Default)]
struct Walk {
    out: Vec<(Range<usize>, Shape)>,
    quotes: usize,
    items: usize,
    /// The heading that is being read, or the paragraph that may turn out to be one.
    open: Option<Open>,
}

struct Open {
    /// Of a heading that is marked.
    level: Option<u8>,
    /// What it says, without marks.
    said: String,
    /// How much of that is in bold.
    bold: usize,
    in_bold: bool,
}

/// Leaf blocks in order. A list item is one block up to the list inside it; so is a row of a table.
fn raw_blocks(text: &str, start: usize) -> Vec<(Range<usize>, Shape)> {
    let mut walk = Walk::default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        walk.step(text, event, range.start + start..range.end + start);
    }
    walk.out
}

impl Walk {
    fn step(&mut self, text: &str, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(text, &tag, span),
            Event::End(tag) => self.end(text, tag, span),
            Event::Text(said) | Event::Code(said) => self.say(&said),
            Event::SoftBreak | Event::HardBreak => self.say(" "),
            _ => {}
        }
    }

    fn start(&mut self, text: &str, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => {
                self.items += 1;
                push(text, &mut self.out, span, Shape::Item);
            }
            Tag::Heading { level, .. } => self.open = Some(Open::new(Some(rank(*level)))),
            Tag::Paragraph if self.items == 0 => self.open = Some(Open::new(None)),
            Tag::Strong => self.open.iter_mut().for_each(|open| open.in_bold = true),
            Tag::TableRow if self.items == 0 => push(text, &mut self.out, span, Shape::Item),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) if self.items == 0 => {
                self.push_inner(text, span);
            }
            _ => {}
        }
    }

    fn end(&mut self, text: &str, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::Strong => self.open.iter_mut().for_each(|open| open.in_bold = false),
            TagEnd::Heading(_) | TagEnd::Paragraph => {
                let Some(open) = self.open.take() else { return };
                match open.as_heading(self.quotes == 0) {
                    Some(heading) => push(text, &mut self.out, span, heading),
                    None => self.push_paragraph(text, span),
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, said: &str) {
        if let Some(open) = &mut self.open {
            open.said.push_str(said);
            open.bold += if open.in_bold { said.len() } else { 0 };
        }
    }

    fn push_inner(&mut self, text: &str, span: Range<usize>) {
        push(
            text,
            &mut self.out,
            span,
            if self.quotes > 0 {
                Shape::Quote
            } else {
                Shape::Prose
            },
        );
    }

    /// A paragraph, in which lines may be headings that lack the blank after their marks.
    fn push_paragraph(&mut self, text: &str, span: Range<usize>) {
        let (mut from, mut at) = (span.start, span.start);
        for line in text[span.clone()].split_inclusive('\n') {
            let end = at + line.len();
            if let Some((level, title)) = damaged_heading(line.trim()) {
                self.push_inner(text, from..at);
                push(
                    text,
                    &mut self.out,
                    at..end,
                    Shape::Heading(level, title.to_owned()),
                );
                from = end;
            }
            at = end;
        }
        self.push_inner(text, from..span.end);
    }
}

impl Open {
    fn new(level: Option<u8>) -> Self {
        Self {
            level,
            said: String::new(),
            bold: 0,
            in_bold: false,
        }
    }

    /// A marked heading, or a paragraph that is a short line all in bold.
    fn as_heading(&self, may_be_bold: bool) -> Option<Shape> {
        let said = self.said.trim();
        let bold =
            || may_be_bold && self.bold == self.said.len() && may_be_heading(without_colon(said));
        match self.level {
            Some(level) => Some(Shape::Heading(level, said.to_owned())),
            None => bold().then(|| Shape::Heading(BOLD, without_colon(said).to_owned())),
        }
    }
}

/// Adds a block; one that starts inside the last ends the last there.
fn push(text: &str, out: &mut Vec<(Range<usize>, Shape)>, span: Range<usize>, shape: Shape) {
    let Some(span) = trimmed(text, span) else {
        return;
    };
    if let Some((last, _)) = out.last_mut().filter(|(last, _)| last.end > span.start) {
        match trimmed(text, last.start..span.start) {
            Some(shorter) => *last = shorter,
            None => {
                out.pop();
            }
        }
    }
    out.push((span, shape));
}

/// `##Title`, which lacks the blank that `CommonMark` asks for: its level and what it says.
fn damaged_heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let marks = line.len() - title.len();
    // `#1 in sales` and `#hashtag` are text; two marks or more are a heading.
    let named = title.starts_with(char::is_alphanumeric);
    let level = u8::try_from(marks)
        .ok()
        .filter(|marks| (2..=6).contains(marks) && named)?;
    Some((level, title.trim_end_matches('#').trim_end()))
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}

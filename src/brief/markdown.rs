//! Markdown: the blocks that `CommonMark` sees, with their place in the source.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, Level, Mark, numbering, trimmed};
use crate::analysis::fold::fold_text;

/// The blocks of `text` from byte `start` on. The first heading is the brief's title if it says the same as the front
/// matter's or, where that has none, if no other is of its level or above it.
pub(super) fn blocks(text: &str, start: usize, front_title: Option<&str>) -> Vec<Block> {
    let raw = raw_blocks(text, start);
    let levels: Vec<u8> = raw.iter().filter_map(|(_, shape)| shape.heading()).collect();
    let first = raw.iter().find(|(_, shape)| shape.heading().is_some()).map(|(span, _)| bare(&text[span.clone()]));
    let titled = match (front_title, first) {
        (Some(title), Some(first)) => fold_text(title) == fold_text(&first),
        _ => stands_above(&levels),
    };
    let title = titled.then_some(0);
    let section_level = levels.iter().skip(usize::from(title.is_some())).min().copied().unwrap_or(1);
    let mut headings = 0;
    raw.into_iter()
        .map(|(span, shape)| {
            let mark = match shape {
                Shape::Heading(level) => {
                    let is_title = title == Some(headings);
                    headings += 1;
                    heading(&text[span.clone()], is_title, level > section_level)
                }
                Shape::Item => Mark::Item,
                Shape::Quote => Mark::Quote,
                Shape::Prose => Mark::Prose,
            };
            Block { span, mark }
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Heading(u8),
    Item,
    Quote,
    Prose,
}

impl Shape {
    fn heading(self) -> Option<u8> {
        if let Self::Heading(level) = self { Some(level) } else { None }
    }
}

/// No other heading is of the first one's level or above it.
fn stands_above(levels: &[u8]) -> bool {
    levels.split_first().is_some_and(|(first, rest)| rest.iter().all(|level| level > first))
}

/// What a heading says, without its marks.
fn bare(source: &str) -> String {
    let line = source.trim_start_matches('#').trim_start();
    line.lines().next().unwrap_or("").trim_end_matches('#').trim_end().replace(['*', '`'], "")
}

fn heading(source: &str, is_title: bool, below_sections: bool) -> Mark {
    let line = bare(source);
    if is_title {
        return Mark::Heading { level: Level::Title, number: None, title: line };
    }
    let (number, title) = match numbering::parse(&line) {
        Some(number) => (Some(number.label), number.rest.to_owned()),
        None => (None, line),
    };
    let level = if below_sections { Level::Sub } else { Level::Section };
    Mark::Heading { level, number, title }
}

/// Leaf blocks in order. A list item is one block up to the list inside it.
fn raw_blocks(text: &str, start: usize) -> Vec<(Range<usize>, Shape)> {
    let mut out: Vec<(Range<usize>, Shape)> = Vec::new();
    let mut quotes = 0usize;
    let mut items = 0usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        let span = range.start + start..range.end + start;
        let inner = if quotes > 0 { Shape::Quote } else { Shape::Prose };
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::Item) => {
                items += 1;
                push(text, &mut out, span, Shape::Item);
            }
            Event::End(TagEnd::Item) => items = items.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => push(text, &mut out, span, Shape::Heading(rank(level))),
            Event::Start(Tag::Paragraph) if items == 0 => {
                let shape = damaged_heading(&text[span.clone()]).map_or(inner, Shape::Heading);
                push(text, &mut out, span, shape);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_)) if items == 0 => {
                push(text, &mut out, span, inner);
            }
            _ => {}
        }
    }
    out
}

/// Adds a block; one that starts inside the last ends the last there.
fn push(text: &str, out: &mut Vec<(Range<usize>, Shape)>, span: Range<usize>, shape: Shape) {
    let Some(span) = trimmed(text, span) else { return };
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

/// `##Title`, which lacks the blank that `CommonMark` asks for.
fn damaged_heading(paragraph: &str) -> Option<u8> {
    let marks = paragraph.chars().take_while(|&c| c == '#').count();
    let named = paragraph.chars().nth(marks).is_some_and(char::is_alphanumeric);
    // `#1 in sales` and `#hashtag` are text; two marks or more are a heading.
    (named && (2..=6).contains(&marks) && !paragraph.contains('\n')).then(|| u8::try_from(marks).unwrap_or(6))
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}

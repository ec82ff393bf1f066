//! Marks the blocks of Markdown: those that `CommonMark` sees, with their text as people read it.

mod damaged;
mod elements;
mod entity;
mod html;
mod leaves;
pub(crate) mod marks;
mod text;
mod title;
mod writer;

use std::ops::Range;

use self::writer::{BOLD, Leaf, LeafKind};
use super::blank::trimmed;
use super::block::{Block, Level, Mark};
use super::heading::without_colon;
use super::laid::{self, Laid, TextSource};
use super::plain_text;
use super::reading::Reading;
use crate::analysis::normalize::normalize_text;
use crate::model::Lang;

/// Reads Markdown.
///
/// The first heading is the title if it says the same as the front matter's or, if that has none,
/// if no other heading is of its level or above it. In a text without headings, the rules of plain
/// text look for them. A text of which Markdown shows nothing is plain text.
pub(crate) fn lay_out<'t>(source: &TextSource<'t>) -> Laid<'t> {
    let (reading, leaves) = leaves::read(source.text, source.body_start);
    let body = source.body_start..reading.text.len();
    if reading.shown(&body).is_empty() {
        return laid::plain_text(source);
    }
    let main = source.main_language(&reading.text);
    let leaves = leaf_blocks(&reading, &leaves);
    let blocks = blocks(source, &reading, main, &leaves);
    Laid {
        reading,
        main,
        blocks,
    }
}

fn blocks(
    source: &TextSource<'_>,
    reading: &Reading<'_>,
    main: Lang,
    leaves: &[LeafBlock],
) -> Vec<Block> {
    let headings = headings(leaves);
    let Some((first, others)) = headings.split_first() else {
        let plain = plain_text::blocks(
            &reading.text,
            source.body_start,
            main,
            source.title,
        );
        return overlay(plain, leaves);
    };
    let is_titled = match source.title {
        Some(title) => normalize_text(title) == normalize_text(&first.title),
        None => is_above(first, others) || is_title_of_one_rank(first, others),
    };
    let below_title = if is_titled {
        others
    } else {
        &headings
    };
    let levels = below_title
        .iter()
        .map(|heading| heading.level);
    mark(
        leaves,
        is_titled,
        levels.min().unwrap_or(1),
    )
}

/// A block that contains no other one.
struct LeafBlock {
    /// Bytes of the text as read.
    span: Range<usize>,
    kind: LeafKind,
    is_certain: bool,
    /// Its level and title, if it is a heading.
    heading: Option<MarkdownHeading>,
}

struct MarkdownHeading {
    level: u8,
    title: String,
}

/// Returns the leaves that are not blank.
fn leaf_blocks(reading: &Reading<'_>, leaves: &[Leaf]) -> Vec<LeafBlock> {
    let mut blocks = Vec::with_capacity(leaves.len());
    for (n, leaf) in leaves.iter().enumerate() {
        let end = leaves
            .get(n + 1)
            .map_or(reading.text.len(), |next| next.start);
        let Some(span) = trimmed(&reading.text, leaf.start..end) else {
            continue;
        };
        let heading = heading(reading, &span, leaf.kind);
        blocks.push(LeafBlock {
            span,
            kind: leaf.kind,
            is_certain: leaf.is_certain,
            heading,
        });
    }
    blocks
}

fn heading(reading: &Reading<'_>, span: &Range<usize>, kind: LeafKind) -> Option<MarkdownHeading> {
    let LeafKind::Heading(level) = kind else {
        return None;
    };
    let shown = reading.shown(span);
    let words: Vec<&str> = shown.split_whitespace().collect();
    let line = words.join(" ");
    let title = if level == BOLD {
        without_colon(&line).to_owned()
    } else {
        line
    };
    Some(MarkdownHeading { level, title })
}

fn headings(leaves: &[LeafBlock]) -> Vec<&MarkdownHeading> {
    let headings = leaves.iter();
    headings
        .filter_map(|leaf| leaf.heading.as_ref())
        .collect()
}

/// Returns whether a heading is marked as one and above all others.
fn is_above(first: &MarkdownHeading, others: &[&MarkdownHeading]) -> bool {
    let mut other_levels = others
        .iter()
        .map(|other| other.level);
    first.level < BOLD && other_levels.all(|level| level > first.level)
}

/// Returns whether a heading is marked as one and is the title by its words, though others are of
/// its level.
fn is_title_of_one_rank(first: &MarkdownHeading, others: &[&MarkdownHeading]) -> bool {
    let is_top = others
        .iter()
        .all(|other| other.level >= first.level);
    let equals = others
        .iter()
        .filter(|other| other.level == first.level);
    let equals = equals.map(|other| other.title.as_str());
    first.level < BOLD && is_top && title::is_title(&first.title, equals)
}

/// Marks the blocks. If `is_titled`, the first heading is the title.
fn mark(leaves: &[LeafBlock], is_titled: bool, section_level: u8) -> Vec<Block> {
    let mut is_title_next = is_titled;
    let mut blocks = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let mark = match &leaf.heading {
            Some(heading) if is_title_next => {
                is_title_next = false;
                Mark::heading(Level::Title, &heading.title)
            }
            Some(heading) if heading.level > section_level => {
                Mark::heading_with_number(Level::Sub, &heading.title)
            }
            Some(heading) => Mark::heading_with_number(Level::Section, &heading.title),
            None => mark_of_kind(leaf.kind),
        };
        let span = leaf.span.clone();
        blocks.push(Block { span, mark });
    }
    blocks
}

fn mark_of_kind(kind: LeafKind) -> Mark {
    match kind {
        LeafKind::Item => Mark::Item,
        LeafKind::Quote => Mark::Quote,
        LeafKind::Prose | LeafKind::Heading(_) => Mark::Prose,
    }
}

/// Returns the blocks by the rules of plain text, except for those that only Markdown marks.
fn overlay(plain: Vec<Block>, leaves: &[LeafBlock]) -> Vec<Block> {
    let mut certain = leaves
        .iter()
        .filter(|leaf| leaf.is_certain)
        .peekable();
    let mut blocks: Vec<Block> = Vec::with_capacity(plain.len());
    for block in plain {
        while let Some(leaf) = certain.next_if(|leaf| leaf.span.start < block.span.end) {
            blocks.push(Block {
                span: leaf.span.clone(),
                mark: mark_of_kind(leaf.kind),
            });
        }
        let covered = blocks
            .last()
            .map_or(0, |last| last.span.end);
        if block.span.start >= covered {
            blocks.push(block);
        }
    }
    for leaf in certain {
        blocks.push(Block {
            span: leaf.span.clone(),
            mark: mark_of_kind(leaf.kind),
        });
    }
    blocks
}

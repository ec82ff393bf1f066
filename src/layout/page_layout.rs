//! Makes a brief of a page.
//!
//! The marks of the format (a heading, a list item, a quotation) count. If it marks no headings,
//! the rules of plain text look for them, as they do in a pasted newsletter.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::assemble::{Draft, assemble};
use super::blank::is_blank;
use super::block::{Block, Level, Mark};
use super::front_matter::FrontMatter;
use super::item::starts_item;
use super::page::{BlockKind, Page, PageBlock};
use super::reading::Reading;
use super::{crowded, date, language, plain_text, title_lines};
use crate::analysis::normalize::normalize_text;
use crate::model::{Brief, Lang};

/// Maximum length of a block that can be the title, in bytes.
const MAX_TITLE: usize = 1000;

/// Number of blocks at the top that are searched for the title.
const TITLE_WITHIN: usize = 6;

/// Makes a brief of the page, and adds to the page's warnings.
///
/// Adds the title of the metadata to the page's text, if it isn't there.
pub(crate) fn brief(page: &mut Page, source: &str) -> Brief {
    join_title(page);
    put_title_first(page);
    let main = language::main(&page.text);
    let is_crowded = crowded::is_crowded(&page.text);
    let plain = if is_crowded {
        page.warn(crowded::WARNING);
        None
    } else {
        plain_blocks(page, main)
    };
    mark_title(
        page,
        plain.as_deref().unwrap_or_default(),
    );
    let blocks = match plain {
        _ if is_crowded => crowded::blocks(&page.text, 0),
        Some(plain) if !has_headings(page) => overlay(page, plain),
        _ => blocks_by_marks(page),
    };
    let front = front_matter(page, &blocks);
    let reading = Reading::verbatim(&page.text, page.links());
    let draft = Draft {
        source,
        reading: &reading,
        body_start: 0,
        main,
        front: &front,
        blocks,
    };
    let mut brief = assemble(draft, &mut page.warnings);
    if brief.date.is_none() {
        let made = page.metadata.made.as_deref();
        brief.date = made.and_then(date::find);
    }
    brief
}

/// Joins the blocks at the top that are one title by the rules of plain text, unless the metadata
/// or the format give another.
fn join_title(page: &mut Page) {
    let top = page
        .blocks
        .iter()
        .take(title_lines::TOP);
    let lines = top.map(|block| title_lines::Line {
        text: page.block_text(block),
        gap_before: false,
    });
    let lines: Vec<title_lines::Line<'_>> = lines.collect();
    let Some(run) = title_lines::find(&lines) else {
        return;
    };
    let blocks = &page.blocks[run.clone()];
    let span = blocks[0].span.start..blocks[blocks.len() - 1].span.end;
    let kind = blocks[0].kind;
    let is_uniform = blocks
        .iter()
        .all(|block| block.kind == kind);
    let can_be_title = matches!(
        kind,
        BlockKind::Heading(_) | BlockKind::Prose
    );
    let has_other = page
        .blocks
        .iter()
        .any(PageBlock::is_title)
        && kind != BlockKind::Heading(0);
    let is_titled_so = page
        .metadata
        .title
        .as_deref()
        .is_none_or(|title| is_same_but_for_blanks(title, &page.text[span.clone()]));
    if is_uniform && can_be_title && !has_other && is_titled_so {
        page.blocks[*run.start()].span = span;
        page.blocks[*run.start()].kind = BlockKind::Heading(0);
        page.blocks
            .drain(run.start() + 1..=*run.end());
    }
}

fn is_same_but_for_blanks(a: &str, b: &str) -> bool {
    let a = a.chars().filter(|c| !is_blank(*c));
    a.eq(b.chars().filter(|c| !is_blank(*c)))
}

/// Marks the block that says the title of the metadata. If there is none, adds one at the top.
fn put_title_first(page: &mut Page) {
    let Some(title) = page.metadata.title.clone() else {
        return;
    };
    if let Some(at) = position_of_title(page, &title) {
        page.blocks[at].kind = BlockKind::Heading(0);
        return;
    }
    let rest = std::mem::take(page);
    page.push(BlockKind::Heading(0), &title);
    page.push(
        BlockKind::Prose,
        new_subtitle(&rest).unwrap_or_default(),
    );
    for block in &rest.blocks {
        page.push_linked(
            block.kind,
            rest.block_text(block),
            block.links.clone(),
        );
    }
    page.metadata = rest.metadata;
    page.warnings = rest.warnings;
    page.remarks = rest.remarks;
}

fn position_of_title(page: &Page, title: &str) -> Option<usize> {
    let title = normalize_text(title.trim());
    let mut top = page
        .blocks
        .iter()
        .take(TITLE_WITHIN);
    top.position(|block| {
        let text = page.block_text(block);
        text.len() < MAX_TITLE && normalize_text(&title_lines::on_one_line(text)) == title
    })
}

/// Returns the subtitle of the metadata, unless the page's text contains it.
fn new_subtitle(page: &Page) -> Option<&str> {
    let subtitle = page.metadata.subtitle.as_deref()?;
    if page.text.contains(subtitle) {
        return None;
    }
    Some(subtitle)
}

/// Returns the blocks that the rules of plain text see, if the format marks no title or no
/// headings.
fn plain_blocks(page: &Page, main: Lang) -> Option<Vec<Block>> {
    let title = marked_title(page);
    if title.is_some() && has_headings(page) {
        return None;
    }
    Some(plain_text::blocks(
        &page.text, 0, main, title,
    ))
}

fn marked_title(page: &Page) -> Option<&str> {
    let mut blocks = page.blocks.iter();
    let title = blocks.find(|block| block.is_title())?;
    Some(page.block_text(title))
}

/// Returns whether the format marks a heading other than the title.
fn has_headings(page: &Page) -> bool {
    section_rank(page).is_some()
}

/// Returns the highest rank of headings below the title, which is that of the sections.
fn section_rank(page: &Page) -> Option<u8> {
    let headings = ranked_headings(page).into_iter();
    let ranks = headings.map(|heading| heading.rank);
    ranks.filter(|&rank| rank > 0).min()
}

/// Marks the title, if the format doesn't: the first heading, if no other is of its rank or above
/// it; else a line before all headings that is the title by the rules of plain text.
fn mark_title(page: &mut Page, plain: &[Block]) {
    if marked_title(page).is_some() {
        return;
    }
    let headings = ranked_headings(page);
    let by_rule = title_by_rule(page, plain, headings.first());
    let title = match leading_heading(&headings) {
        // A lone heading may as well be that of a section.
        Some(_) if headings.len() == 1 && by_rule.is_some() => by_rule,
        Some(heading) => Some(heading),
        None => by_rule,
    };
    if let Some(at) = title {
        page.blocks[at].kind = BlockKind::Heading(0);
    }
}

/// A heading that the format marks.
struct RankedHeading {
    /// Index of its block.
    at: usize,
    rank: u8,
}

fn ranked_headings(page: &Page) -> Vec<RankedHeading> {
    let mut headings = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if let BlockKind::Heading(rank) = block.kind {
            headings.push(RankedHeading { at, rank });
        }
    }
    headings
}

/// Returns the block of the first heading, if it is near the top and above all others.
fn leading_heading(headings: &[RankedHeading]) -> Option<usize> {
    let (first, others) = headings.split_first()?;
    let is_above_others = others
        .iter()
        .all(|other| other.rank > first.rank);
    if first.at < TITLE_WITHIN && is_above_others {
        Some(first.at)
    } else {
        None
    }
}

/// Returns the block before the first heading that is the title by the rules of plain text.
fn title_by_rule(
    page: &Page,
    plain: &[Block],
    first_heading: Option<&RankedHeading>,
) -> Option<usize> {
    let title = plain
        .iter()
        .find(|block| block.is_title())?;
    let mut blocks = page.blocks.iter();
    let at = blocks.position(|block| block.span == title.span)?;
    let is_prose = page.blocks[at].kind == BlockKind::Prose;
    if is_prose && first_heading.is_none_or(|heading| at < heading.at) {
        Some(at)
    } else {
        None
    }
}

/// Returns the page's metadata as front matter.
fn front_matter(page: &Page, blocks: &[Block]) -> FrontMatter {
    let metadata = page.metadata.clone();
    let has_title = blocks.iter().any(Block::is_title);
    let property_title = metadata
        .property_title
        .filter(|_| !has_title);
    FrontMatter {
        title: metadata.title.or(property_title),
        date: metadata
            .date
            .filter(|date| date::find(date).is_some()),
        series: metadata.series,
        topics: metadata.topics,
        authors: metadata.authors,
        url: metadata.url,
        publisher: metadata.publisher,
        ..FrontMatter::default()
    }
}

/// Returns the page's blocks by the marks of its format alone.
fn blocks_by_marks(page: &Page) -> Vec<Block> {
    let section_rank = section_rank(page).unwrap_or(1);
    let mut blocks = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        blocks.push(block_by_mark(page, block, section_rank));
    }
    blocks
}

fn block_by_mark(page: &Page, block: &PageBlock, section_rank: u8) -> Block {
    let text = page.block_text(block);
    let mark = match block.kind {
        BlockKind::Heading(rank) => heading(text, rank, section_rank),
        BlockKind::Item => Mark::Item,
        BlockKind::Quote => Mark::Quote,
        BlockKind::Prose if starts_item(text) => Mark::Item,
        BlockKind::Row | BlockKind::Prose => Mark::Prose,
    };
    Block {
        span: block.span.clone(),
        mark,
    }
}

fn heading(text: &str, rank: u8, section_rank: u8) -> Mark {
    let line = title_lines::on_one_line(text);
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    if rank == 0 {
        return Mark::heading(Level::Title, &line);
    }
    let level = if rank > section_rank {
        Level::Sub
    } else {
        Level::Section
    };
    Mark::heading_with_number(level, &line)
}

/// Returns the blocks by the rules of plain text, except for those that the format marks.
fn overlay(page: &Page, plain: Vec<Block>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(plain.len());
    let mut plain = plain.into_iter().peekable();
    for block in &page.blocks {
        let inside = take_until(block.span.end, &mut plain);
        if block.kind == BlockKind::Prose && are_within(&inside, block) {
            blocks.extend(inside);
        } else {
            // The page has no headings but the title, so that no rank matters.
            blocks.push(block_by_mark(page, block, 1));
        }
    }
    blocks
}

/// Takes the blocks that start before `end`.
fn take_until(end: usize, blocks: &mut Peekable<IntoIter<Block>>) -> Vec<Block> {
    let mut taken = Vec::new();
    while let Some(block) = blocks.next_if(|block| block.span.start < end) {
        taken.push(block);
    }
    taken
}

/// Returns whether there are blocks and none of them leaves `outer`.
fn are_within(blocks: &[Block], outer: &PageBlock) -> bool {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return false;
    };
    first.span.start >= outer.span.start && last.span.end <= outer.span.end
}

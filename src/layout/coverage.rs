//! Completes and splits blocks, so that no text of a brief is lost.
//!
//! **Invariant:** every non-blank character of a brief's body belongs to exactly one passage. The
//! readers of layouts return blocks in order that don't overlap, but they may skip text.
//! [`fill_gaps`] covers the skipped text, [`split_oversized`] keeps all that it splits, and each
//! block becomes one passage.

use std::ops::Range;

use super::blank::trimmed;
use super::block::{Block, Mark};

/// Maximum length of a passage, in bytes: a hundred times that of the longest paragraphs that
/// people write. Longer ones come from machines.
const MAX_PASSAGE: usize = 1 << 20;

/// Part of [`MAX_PASSAGE`], in bytes, that is searched for white space to split at.
const SPLIT_WINDOW: usize = MAX_PASSAGE / 16;

/// Returns `blocks` and the text from `body_start` on that no block covers.
///
/// Skipped text on the line on which a block starts is the block's marker (a bullet, a `>`) and
/// joins that block. Other skipped text becomes a block of prose.
pub(super) fn fill_gaps(text: &str, body_start: usize, blocks: Vec<Block>) -> Vec<Block> {
    let mut filled = Vec::with_capacity(blocks.len());
    let mut covered = body_start;
    for mut block in blocks {
        if let Some(gap) = trimmed(text, covered..block.span.start) {
            fill_gap(text, gap.start, &mut block, &mut filled);
        }
        covered = block.span.end;
        filled.push(block);
    }
    if let Some(rest) = trimmed(text, covered..text.len()) {
        push_skipped(text, rest, &mut filled);
    }
    filled
}

/// Covers the text from `gap` to `block`.
fn fill_gap(text: &str, gap: usize, block: &mut Block, filled: &mut Vec<Block>) {
    let line_end = text[gap..block.span.start].rfind('\n');
    let block_line = line_end.map_or(gap, |end| gap + end + 1);
    if let Some(skipped) = trimmed(text, gap..block_line) {
        push_skipped(text, skipped, filled);
    }
    if let Some(marker) = trimmed(text, block_line..block.span.start) {
        block.span.start = marker.start;
    }
}

/// Adds skipped text as prose, or to the quotation before it if it is an empty line of that.
fn push_skipped(text: &str, skipped: Range<usize>, filled: &mut Vec<Block>) {
    let is_empty_quote = text[skipped.clone()]
        .chars()
        .all(is_quote_marker);
    match filled.last_mut() {
        Some(last) if is_empty_quote && last.mark == Mark::Quote => {
            last.span.end = skipped.end;
        }
        _ => filled.push(Block {
            span: skipped,
            mark: Mark::Prose,
        }),
    }
}

fn is_quote_marker(c: char) -> bool {
    c == '>' || c.is_whitespace()
}

/// Splits the blocks that are too long for a passage.
pub(super) fn split_oversized(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks
        .iter()
        .all(|block| !is_oversized(block))
    {
        return blocks;
    }
    let mut split = Vec::with_capacity(blocks.len() + 1);
    for block in blocks {
        push_split(text, block, &mut split);
    }
    split
}

fn is_oversized(block: &Block) -> bool {
    block.span.len() > MAX_PASSAGE
}

fn push_split(text: &str, mut block: Block, split: &mut Vec<Block>) {
    while is_oversized(&block) {
        let end = split_position(text, block.span.start);
        let rest = trimmed(text, end..block.span.end);
        let rest_mark = match &block.mark {
            // One heading must not become two.
            Mark::Heading { .. } => Mark::Prose,
            mark => mark.clone(),
        };
        block.span.end = end;
        split.push(block);
        block = Block {
            span: rest.unwrap_or(end..end),
            mark: rest_mark,
        };
    }
    if !block.span.is_empty() {
        split.push(block);
    }
}

/// Returns where an oversized block that starts at `start` is split: before the last white space
/// near the limit, or else at the limit.
fn split_position(text: &str, start: usize) -> usize {
    let limit = text.floor_char_boundary(start + MAX_PASSAGE);
    let window = text.floor_char_boundary(limit - SPLIT_WINDOW);
    let white_space = text[window..limit].rfind(char::is_whitespace);
    white_space.map_or(limit, |at| window + at)
}

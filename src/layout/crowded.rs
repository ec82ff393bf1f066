//! Texts of very many short lines: word lists, tables of numbers, logs.
//!
//! Nobody laid out such a text as a brief, and a passage for each of its lines would take hundreds
//! of times the memory of the text. So neighbouring lines share a passage.

use std::ops::Range;

use super::blank::trimmed;
use super::block::{Block, Mark};
use super::laid::{Laid, TextSource};
use super::reading::Reading;

/// The warning about such a text.
pub(crate) const WARNING: &str =
    "too many short lines for a brief: they are read in stretches, without headings";
/// Maximum number of short lines that are laid out.
const MAX_SHORT_LINES: usize = 100_000;
/// Lines of fewer bytes than this, on average, are short.
const SHORT: usize = 48;
/// Maximum number of lines of any length that are laid out.
const MAX_LINES: usize = 600_000;
/// Length of a passage of such a text, about, in bytes.
const PASSAGE: usize = 1000;

/// Returns whether `text` has more lines than are laid out.
pub(crate) fn is_crowded(text: &str) -> bool {
    let is_blank = |line: &&str| line.trim().is_empty();
    let lines = text
        .split(['\n', '\r'])
        .filter(|line| !is_blank(line));
    let lines = lines.count();
    lines > MAX_LINES || lines > MAX_SHORT_LINES && text.len() / lines < SHORT
}

/// Reads such a text as it is, whatever its format.
pub(crate) fn lay_out<'t>(source: &TextSource<'t>) -> Laid<'t> {
    Laid {
        reading: Reading::verbatim(source.text, Vec::new()),
        main: source.main_language(source.text),
        blocks: blocks(source.text, source.body_start),
    }
}

/// Returns the blocks of `text` from byte `start` on: whole lines, as many as make a passage.
pub(crate) fn blocks(text: &str, start: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut from = start;
    while from < text.len() {
        let end = end_of_block(text, from);
        if let Some(span) = trimmed(text, from..end) {
            blocks.push(prose(span));
        }
        from = end;
    }
    blocks
}

fn prose(span: Range<usize>) -> Block {
    Block {
        span,
        mark: Mark::Prose,
    }
}

/// Returns the end of the line in which a block that starts at `start` is long enough.
fn end_of_block(text: &str, start: usize) -> usize {
    let enough = text.ceil_char_boundary(start + PASSAGE);
    let rest = text[enough..].find(['\n', '\r']);
    rest.map_or(text.len(), |line| enough + line + 1)
}

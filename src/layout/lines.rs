//! Joins the lines of plain text into paragraphs: tells which line ends are ends of paragraphs.

use std::borrow::Cow;

use super::blank::{is_blank, trimmed};
use super::block::Paragraph;
use super::boilerplate::is_boilerplate;
use super::dateline::is_dateline;
use super::item::starts_item;
use super::line::{Line, MAX_WRAP, ends_with_connective};
use super::list::List;
use super::{mail_headers, numbering};
use crate::analysis::token::is_han;

/// Minimum width at which text is hard-wrapped, in columns.
const MIN_WRAP: usize = 30;
/// Number of sentences that must go on over a line end before a whole text counts as wrapped.
const MIN_WRAPS: usize = 3;
/// One in so many lines, at most, is short before another line of its paragraph.
const MAX_SHORT_SHARE: usize = 20;
/// Maximum number of lines of one heading.
const MAX_HEADLINE_LINES: usize = 3;
/// Maximum width of a line of a heading of several lines, in columns.
const MAX_HEADLINE_WIDTH: usize = 80;

/// Marks that no heading ends with.
const CLAUSE_ENDS: [char; 11] = ['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', '、'];

/// Returns the paragraphs of `text` from byte `start` on. A line is a paragraph, unless it was
/// hard-wrapped.
pub(super) fn paragraphs(text: &str, start: usize) -> Vec<Paragraph<'_>> {
    let blocks = blocks(text, start);
    let wrap = wrap(&blocks);
    let mut paragraphs = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let mut gap_before = true;
        let lines = if at == 0 && mail_headers::count(block.iter().map(|line| line.text)) > 0 {
            headers(block)
        } else {
            unwrapped(block, wrap.as_ref())
        };
        for lines in lines {
            paragraphs.push(paragraph(lines, gap_before));
            gap_before = false;
        }
    }
    paragraphs
}

/// Returns the lines of the headers of a mail, by header.
fn headers<'b, 'a>(block: &'b [Line<'a>]) -> Vec<&'b [Line<'a>]> {
    block
        .chunk_by(|_, next| !mail_headers::is_header(next.text))
        .collect()
}

fn paragraph<'a>(lines: &[Line<'a>], gap_before: bool) -> Paragraph<'a> {
    Paragraph {
        span: lines[0].span.start..lines[lines.len() - 1].span.end,
        text: joined(lines),
        gap_before,
    }
}

/// Returns the lines between blank ones.
fn blocks(text: &str, start: usize) -> Vec<Vec<Line<'_>>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive(['\n', '\r']) {
        let end = at + line.len();
        let is_end_of_crlf = line == "\n" && text[..at].ends_with('\r');
        if let Some(span) = trimmed(text, at..end) {
            block.push(Line::new(text, span));
        } else if !block.is_empty() && !is_end_of_crlf {
            blocks.push(std::mem::take(&mut block));
        }
        at = end;
    }
    blocks.push(block);
    blocks
}

/// The way in which a whole text was wrapped.
struct Wrap {
    column: usize,
    /// Whether blank lines separate all paragraphs, so that a wide line goes on in the next even if
    /// there was room left. Some programs wrap lines so that all have about the same length.
    is_spaced: bool,
}

/// Returns the way in which a whole text was wrapped, if it was.
fn wrap(blocks: &[Vec<Line<'_>>]) -> Option<Wrap> {
    let column = wrap_column(blocks)?;
    let mut inner = 0;
    let mut short = 0;
    for block in blocks {
        for pair in block.windows(2) {
            let begins = starts_item(pair[1].text) || numbering::parse(pair[1].text).is_some();
            inner += usize::from(!begins);
            short += usize::from(!begins && !pair[0].is_wide(column));
        }
    }
    let is_spaced = short * MAX_SHORT_SHARE <= inner;
    Some(Wrap { column, is_spaced })
}

/// Returns the column at which a whole text was wrapped: one at which sentences go on over line
/// ends again and again, and that few lines exceed.
fn wrap_column(blocks: &[Vec<Line<'_>>]) -> Option<usize> {
    let mut lines = 0;
    let mut too_wide = 0;
    let mut wraps = 0;
    let mut column = 0;
    for block in blocks {
        let block_column = widest_wrappable(block);
        lines += block.len();
        too_wide += count_too_wide(block);
        for pair in block.windows(2) {
            if is_wrapped(&pair[0], &pair[1], block_column) {
                wraps += 1;
                column = column.max(pair[0].width);
            }
        }
    }
    if wraps >= MIN_WRAPS && too_wide * 4 <= lines {
        Some(column)
    } else {
        None
    }
}

/// Returns whether `line` was wrapped at `column` inside a sentence that goes on in `next`.
fn is_wrapped(line: &Line<'_>, next: &Line<'_>, column: usize) -> bool {
    if column < MIN_WRAP || line.width > column {
        return false;
    }
    line.is_wide(column) && line.goes_on(next)
}

/// Returns the width of the widest line that can be wrapped, or 0.
fn widest_wrappable(block: &[Line<'_>]) -> usize {
    let lines = block
        .iter()
        .filter(|line| line.can_be_wrapped());
    let widths = lines.map(|line| line.width);
    widths.max().unwrap_or(0)
}

fn count_too_wide(block: &[Line<'_>]) -> usize {
    let lines = block.iter();
    lines
        .filter(|line| !line.can_be_wrapped())
        .count()
}

/// Returns the lines of a block by paragraph. `wrap` is the way in which the whole text was
/// wrapped, if it was.
fn unwrapped<'b, 'a>(block: &'b [Line<'a>], wrap: Option<&Wrap>) -> Vec<&'b [Line<'a>]> {
    if block.len() < 2 || is_headline(block) {
        return Vec::from_iter((!block.is_empty()).then_some(block));
    }
    let widths = block.iter().map(|line| line.width);
    let widest = widths.max().unwrap_or(0);
    let by_width = Wrap {
        column: widest,
        is_spaced: false,
    };
    if is_wrapped_paragraph(block, &by_width, wrap.is_some()) {
        return vec![block];
    }
    let joints = joints(
        block,
        wrap.unwrap_or(&by_width),
        wrap.is_some(),
    );
    let mut paragraphs = Vec::new();
    for lines in chunks(block, &joints) {
        // A width alone proves little: lines of a list may happen to be as wide as wrapped ones.
        if wrap.is_some() || goes_on_somewhere(lines) {
            paragraphs.push(lines);
        } else {
            paragraphs.extend(lines.chunks(1));
        }
    }
    paragraphs
}

/// Returns the lines of a block in stretches that `joints` join.
fn chunks<'b, 'a>(block: &'b [Line<'a>], joints: &[bool]) -> Vec<&'b [Line<'a>]> {
    let mut chunks = Vec::new();
    let mut start = 0;
    for (at, is_joined) in joints.iter().enumerate() {
        if !is_joined {
            chunks.push(&block[start..=at]);
            start = at + 1;
        }
    }
    chunks.push(&block[start..]);
    chunks
}

/// Returns of each line but the last whether it goes on in the next one, if the block was wrapped
/// so. `is_known` tells whether the whole text was.
fn joints(block: &[Line<'_>], wrap: &Wrap, is_known: bool) -> Vec<bool> {
    let mut list = List::new(block, wrap.column, is_known);
    let mut joints = Vec::with_capacity(block.len());
    for next in 1..block.len() {
        let is_joined = joins(block, next, wrap, &list);
        if !is_joined {
            list.pass(next);
        }
        joints.push(is_joined);
    }
    joints
}

/// Returns whether all lines of a block are one paragraph, wrapped so.
fn is_wrapped_paragraph(block: &[Line<'_>], wrap: &Wrap, is_known: bool) -> bool {
    let joints = joints(block, wrap, is_known);
    let mut pairs = block.windows(2);
    joints
        .iter()
        .all(|is_joined| *is_joined)
        && pairs.any(|pair| pair[0].ends_inside_sentence())
}

/// Returns whether a sentence, a word or a quotation goes on over one of the line ends.
fn goes_on_somewhere(lines: &[Line<'_>]) -> bool {
    for pair in lines.windows(2) {
        let line = &pair[0];
        let next = &pair[1];
        if line.goes_on(next) || line.ends_inside_word(next) {
            return true;
        }
        if line.text.starts_with('>') {
            return true;
        }
    }
    false
}

/// Returns whether the line before `next` goes on in it, if the block was wrapped so: the first
/// word of `next` had no room, or is inside the sentence. A word with a hyphen goes on in any case.
fn joins(block: &[Line<'_>], next: usize, wrap: &Wrap, list: &List<'_, '_>) -> bool {
    let line = &block[next - 1];
    let next_line = &block[next];
    if line.text.starts_with('>') && next_line.text.starts_with('>') {
        return next_line.text.len() > 1 && line.text.len() > 1;
    }
    let column = wrap.column;
    let is_dash = line.is_wide(column) && is_wrap(column) && list.is_lone_dash(next);
    (fills_column(line, next_line, wrap) || line.ends_inside_word(next_line) || is_dash)
        && !list.starts_item(next)
        && !starts_anew(
            line.text,
            next_line.text,
            list.is_run_into(next),
        )
}

fn fills_column(line: &Line<'_>, next: &Line<'_>, wrap: &Wrap) -> bool {
    let column = wrap.column;
    let ends_there = wrap.is_spaced || line.is_full(next, column) || line.goes_on(next);
    is_wrap(column)
        && line.can_be_wrapped()
        && (line.is_wide(column) && ends_there || line.stops_at_long_word(next, column))
}

/// Returns whether text may be hard-wrapped at `column`.
fn is_wrap(column: usize) -> bool {
    (MIN_WRAP..=MAX_WRAP).contains(&column)
}

/// Returns whether `next` begins something of its own, whatever the width of `line`. `is_run_into`
/// tells whether the sentence of `line` may go on in it.
fn starts_anew(line: &str, next: &str, is_run_into: bool) -> bool {
    next.starts_with('>')
        || is_aside(next) && !is_run_into && !line.ends_with([',', '，'])
        || is_separate(line)
        || is_separate(next)
}

/// Returns whether brackets are around `line` and not inside it.
fn is_aside(line: &str) -> bool {
    let inside = line.strip_prefix(['(', '（']);
    let inside = inside.and_then(|line| line.strip_suffix([')', '）']));
    inside.is_some_and(|inside| !inside.contains(['(', '（', ')', '）']))
}

/// Returns whether the line is boilerplate or a dateline, and not the end of a sentence.
fn is_separate(line: &str) -> bool {
    (is_boilerplate(line) || is_dateline(line))
        && !line.contains("://")
        && !line.ends_with(['.', '。'])
}

/// Returns whether a block is one heading over two or three lines: no line ends a sentence, and
/// each goes on in the next.
fn is_headline(block: &[Line<'_>]) -> bool {
    let Some(last) = block.last() else {
        return false;
    };
    (2..=MAX_HEADLINE_LINES).contains(&block.len())
        && block.iter().all(is_headline_line)
        && !ends_clause(last)
        && block
            .windows(2)
            .all(|pair| headline_goes_on(&pair[0], &pair[1]))
}

fn is_headline_line(line: &Line<'_>) -> bool {
    line.width <= MAX_HEADLINE_WIDTH && !starts_item(line.text)
}

fn ends_clause(line: &Line<'_>) -> bool {
    line.text.ends_with(CLAUSE_ENDS)
}

fn headline_goes_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    let is_byline = next.text.split(is_blank).next() == Some("by");
    numbering::parse(next.text).is_none()
        && !is_byline
        && !is_dateline(next.text)
        && (ends_with_connective(line.text) || goes_on_by_case(line.text, next.text))
        && line.ends_inside_sentence()
}

/// Returns whether a line of several words goes on in a small letter, or all of it and `next` are
/// in capitals.
fn goes_on_by_case(line: &str, next: &str) -> bool {
    if !line.contains(' ') {
        return false;
    }
    if is_in_capitals(line) && is_in_capitals(next) {
        return true;
    }
    let is_next_small = next.starts_with(char::is_lowercase);
    is_next_small && line.starts_with(|c: char| !c.is_lowercase())
}

fn is_in_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// Returns the text of a paragraph's lines on one line.
fn joined<'a>(lines: &[Line<'a>]) -> Cow<'a, str> {
    if let [line] = lines {
        return Cow::Borrowed(line.text);
    }
    let mut text = String::new();
    for line in lines {
        let is_between_han = text.ends_with(is_han) && line.text.starts_with(is_han);
        if !text.is_empty() && !is_between_han {
            text.push(' ');
        }
        text.push_str(line.text);
    }
    Cow::Owned(text)
}

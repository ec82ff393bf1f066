//! Joins the lines of plain text into paragraphs: tells which line ends are ends of paragraphs.

use std::borrow::Cow;
use std::ops::Range;

use super::blank::{is_blank, trimmed};
use super::block::Paragraph;
use super::boilerplate::is_boilerplate;
use super::item::starts_item;
use super::numbering;
use super::width::{printable, width};
use crate::analysis::token::is_han;

/// Minimum width at which text is hard-wrapped, in columns.
const MIN_WRAP: usize = 30;
/// Maximum width at which text is hard-wrapped, in columns.
const MAX_WRAP: usize = 100;
/// Number of sentences that must go on over a line end before a whole text counts as wrapped.
const MIN_WRAPS: usize = 3;
/// Maximum number of lines of one heading.
const MAX_HEADLINE_LINES: usize = 3;
/// Maximum width of a line of a heading of several lines, in columns.
const MAX_HEADLINE_WIDTH: usize = 80;

/// Marks that end a sentence or announce the next one.
const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'];
/// Marks that no heading ends with.
const CLAUSE_ENDS: [char; 11] = ['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', '、'];
/// Marks that open a quotation, a title or an aside.
const OPENING: [char; 9] = ['“', '‘', '"', '\'', '(', '（', '《', '「', '['];
/// Hyphens, the last of which is shown at line ends only.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];
/// Words that no heading ends with.
const CONNECTIVES: [&str; 24] = [
    "and", "or", "of", "the", "a", "an", "for", "in", "on", "to", "with", "from", "by", "at",
    "into", "under", "as", "its", "their", "between", "&", "–", "—", "-",
];
/// Chinese characters that no heading ends with.
const CHINESE_CONNECTIVES: [char; 6] = ['的', '和', '与', '及', '、', '與'];

/// A line without the blanks at its ends.
struct Line<'a> {
    span: Range<usize>,
    text: &'a str,
    /// Columns. Of a line that is too wide for wrapping, only that it is too wide.
    width: usize,
}

/// Returns the paragraphs of `text` from byte `start` on. A line is a paragraph, unless it was
/// hard-wrapped.
pub(super) fn paragraphs(text: &str, start: usize) -> Vec<Paragraph<'_>> {
    let blocks = blocks(text, start);
    let column = wrap_column(&blocks);
    let mut paragraphs = Vec::new();
    for block in &blocks {
        let mut gap_before = true;
        for lines in unwrapped(block, column) {
            paragraphs.push(paragraph(lines, gap_before));
            gap_before = false;
        }
    }
    paragraphs
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

impl<'a> Line<'a> {
    fn new(text: &'a str, span: Range<usize>) -> Self {
        let text = &text[span.clone()];
        // Visible characters take at most four bytes a column, so a very long line needs no
        // counting.
        let is_too_wide = text.len() > MAX_WRAP * 8 || printable(text) > MAX_WRAP;
        let width = if is_too_wide {
            MAX_WRAP + 1
        } else {
            width(text)
        };
        Self { span, text, width }
    }

    fn can_be_wrapped(&self) -> bool {
        self.width <= MAX_WRAP
    }

    /// Returns whether the line reaches at least seven tenths of `column`.
    fn is_wide(&self, column: usize) -> bool {
        self.width * 10 >= column * 7
    }

    /// Returns whether the first word of `next` would not have fitted on the line.
    fn is_full(&self, next: &Self, column: usize) -> bool {
        self.width + first_word_width(next.text) > column
    }

    fn ends_inside_sentence(&self) -> bool {
        !self.text.ends_with(SENTENCE_ENDS)
    }

    /// Returns whether a hyphen separates the line's last word, or joins it to the next.
    fn ends_inside_word(&self, next: &Self) -> bool {
        let bare = self.text.strip_suffix(HYPHENS);
        bare.is_some_and(|bare| bare.ends_with(char::is_alphabetic))
            && next
                .text
                .starts_with(char::is_alphabetic)
    }

    /// Returns whether the line's sentence goes on in `next`.
    fn goes_on(&self, next: &Self) -> bool {
        let next = next
            .text
            .trim_start_matches(OPENING);
        next.starts_with(may_be_inside_sentence) && self.ends_inside_sentence()
    }
}

fn may_be_inside_sentence(c: char) -> bool {
    c.is_lowercase() || is_han(c)
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

/// Returns the lines of a block by paragraph. `column` is the one at which the whole text was
/// wrapped, if it was.
fn unwrapped<'b, 'a>(block: &'b [Line<'a>], column: Option<usize>) -> Vec<&'b [Line<'a>]> {
    let widths = block.iter().map(|line| line.width);
    let widest = widths.max().unwrap_or(0);
    if block.len() > 1 && (is_headline(block) || is_wrapped_paragraph(block, widest)) {
        return vec![block];
    }
    let block_column = column.unwrap_or(widest);
    let mut paragraphs = Vec::new();
    for lines in block.chunk_by(|line, next| joins(line, next, block_column)) {
        // A width alone proves little: lines of a list may happen to be as wide as wrapped ones.
        if column.is_some() || goes_on_somewhere(lines) {
            paragraphs.push(lines);
        } else {
            paragraphs.extend(lines.chunks(1));
        }
    }
    paragraphs
}

/// Returns whether all lines of a block are one paragraph, wrapped at `column`.
fn is_wrapped_paragraph(block: &[Line<'_>], column: usize) -> bool {
    let mut pairs = block.windows(2);
    if !pairs.all(|pair| joins(&pair[0], &pair[1], column)) {
        return false;
    }
    let mut pairs = block.windows(2);
    pairs.any(|pair| pair[0].ends_inside_sentence())
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

/// Returns whether `line` goes on in `next`, if it was wrapped at `column`: the first word of
/// `next` had no room, or is inside the sentence. A word with a hyphen goes on in any case.
fn joins(line: &Line<'_>, next: &Line<'_>, column: usize) -> bool {
    if line.text.starts_with('>') && next.text.starts_with('>') {
        return next.text.len() > 1 && line.text.len() > 1;
    }
    (fills_column(line, next, column) || line.ends_inside_word(next))
        && !starts_anew(line.text, next.text)
}

fn fills_column(line: &Line<'_>, next: &Line<'_>, column: usize) -> bool {
    (MIN_WRAP..=MAX_WRAP).contains(&column)
        && line.can_be_wrapped()
        && line.is_wide(column)
        && (line.is_full(next, column) || line.goes_on(next))
}

/// Returns whether `next` begins something of its own, whatever the width of `line`.
fn starts_anew(line: &str, next: &str) -> bool {
    let is_aside = next.starts_with(['(', '（']) && next.ends_with([')', '）']);
    starts_item(next)
        || next.starts_with('>')
        || is_aside && !line.ends_with([',', '，'])
        || is_separate(line)
        || is_separate(next)
        || starts_count(line, next)
}

/// Returns whether the line is boilerplate, and not the end of a sentence.
fn is_separate(line: &str) -> bool {
    is_boilerplate(line) && !line.contains("://") && !line.ends_with(['.', '。'])
}

/// Returns whether `next` starts with the number 1, or with the one after the number of `line`.
fn starts_count(line: &str, next: &str) -> bool {
    let Some(next) = numbering::parse(next) else {
        return false;
    };
    if next.value == 1 {
        return true;
    }
    let line = numbering::parse(line);
    line.is_some_and(|line| line.style == next.style && line.value + 1 == next.value)
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
        && (ends_with_connective(line.text) || goes_on_by_case(line.text, next.text))
        && line.ends_inside_sentence()
}

fn ends_with_connective(line: &str) -> bool {
    let last_word = line.rsplit(is_blank).next();
    let last_word = last_word
        .unwrap_or_default()
        .to_lowercase();
    if last_word.ends_with(CHINESE_CONNECTIVES) {
        return true;
    }
    CONNECTIVES.contains(&last_word.as_str())
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

/// Returns the columns that joining a line to the one before would take: its first word and the
/// space before it.
fn first_word_width(line: &str) -> usize {
    // A Chinese line may break before any character; a closing mark pulls one more along.
    if line.starts_with(is_han) {
        return 3;
    }
    let first_word = line.split(is_blank).next();
    width(first_word.unwrap_or_default()) + 1
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

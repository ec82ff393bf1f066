//! Plain text to paragraphs: which line ends are ends of paragraphs.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::{is_blank, trimmed};
use crate::analysis::token::is_han;

/// Widest line, in columns, that can come of hard wrapping.
const MAX_WRAP: usize = 100;

/// A paragraph of plain text.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    pub span: Range<usize>,
    pub text: &'a str,
    /// A blank line, or the text's border, stands before it.
    pub gap_before: bool,
}

/// The paragraphs of `text` from byte `start` on. A line is a paragraph, unless its block is hard-wrapped.
pub(super) fn paragraphs(text: &str, start: usize) -> Vec<Paragraph<'_>> {
    let mut out = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive(['\n', '\r']) {
        match trimmed(text, at..at + line.len()) {
            Some(span) => block.push(span),
            None if line == "\n" && text[..at].ends_with('\r') => {}
            None => flush(text, &mut block, &mut out),
        }
        at += line.len();
    }
    flush(text, &mut block, &mut out);
    out
}

/// Adds the paragraphs of a block of lines. Each list item in it is a block of its own.
fn flush<'a>(text: &'a str, block: &mut Vec<Range<usize>>, out: &mut Vec<Paragraph<'a>>) {
    let mut gap_before = true;
    let mut push = |span: Range<usize>| {
        out.push(Paragraph { text: &text[span.clone()], span, gap_before });
        gap_before = false;
    };
    for lines in block.chunk_by(|_, next| !starts_item(&text[next.clone()])) {
        if is_wrapped(text, lines) {
            push(lines[0].start..lines[lines.len() - 1].end);
        } else {
            lines.iter().cloned().for_each(&mut push);
        }
    }
    block.clear();
}

/// Lines are hard-wrapped where all but the last are about as wide, each was ended because the next word would not
/// have fitted or goes on in the next one, and at least one end falls inside a sentence.
fn is_wrapped(text: &str, block: &[Range<usize>]) -> bool {
    let line = |i: usize| &text[block[i].clone()];
    let width = (0..block.len()).map(|i| line(i).width()).max().unwrap_or(0);
    let wide = |i: usize| line(i).width() * 10 >= width * 7;
    let full = |i: usize| line(i).width() + first_word_width(line(i + 1)) > width;
    let inside_sentence = |i: usize| !line(i).ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；']);
    let goes_on = |i: usize| inside_sentence(i) && line(i + 1).starts_with(|c: char| c.is_lowercase() || is_han(c));
    block.len() > 1
        && (30..=MAX_WRAP).contains(&width)
        && (0..block.len() - 1).all(|i| wide(i) && (full(i) || goes_on(i)))
        && (0..block.len() - 1).any(inside_sentence)
}

/// Columns that joining a line to the one before would take: its first word and the blank before it.
fn first_word_width(line: &str) -> usize {
    match line.chars().next() {
        // A Chinese line may break before any character; a closing mark pulls one more along.
        Some(c) if is_han(c) => 3,
        _ => line.split(is_blank).next().unwrap_or("").width() + 1,
    }
}

/// Begins with the mark of a list item.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    let spaced = chars.next().is_some_and(is_blank);
    match first {
        '•' | '●' | '▪' | '◦' | '‣' | '○' | '■' | '◆' | '□' | '➢' | '⁃' => true,
        '-' | '*' | '+' | '–' | '—' | '·' => spaced,
        _ => false,
    }
}

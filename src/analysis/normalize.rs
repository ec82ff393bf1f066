//! Normalizing: which spellings count as equal. For comparing, never for showing.
//!
//! A text is normalized grapheme by grapheme, by the rules of `rules.rs`. The form of some
//! characters depends on their neighbours (`marks.rs`, `points.rs`), and line ends that separate no
//! words are left out (`line_end.rs`). The [`Normalized`] text remembers where each part of it
//! comes from. Nearly all of a text goes through shortcuts, for runs of characters that are
//! graphemes by themselves and keep their length.

use std::ops::Range;

use super::grapheme::{self, stands_alone};
use super::line_end::{self, Reading};
use super::marks;
pub use super::normalized::Normalized;
use super::points::points;
use super::rules;
use super::simplified::has_words_of_its_own;
use super::token::is_han;

/// Normalizes `text`. Hyphens at line ends are kept.
#[must_use]
pub fn normalize(text: &str) -> Normalized {
    read(text, Reading::AsWritten)
}

/// Normalizes `text` with words joined that are hyphenated over a line end. Returns `None` if there
/// are no such words.
#[must_use]
pub fn normalize_unhyphenated(text: &str) -> Option<Normalized> {
    line_end::has_hyphenated(text).then(|| read(text, Reading::Unhyphenated))
}

/// Normalizes `text` for callers that need no way back to it.
#[must_use]
pub fn normalize_text(text: &str) -> String {
    normalize(text).text
}

fn read(text: &str, reading: Reading) -> Normalized {
    let mut out = Normalized::of_source(text);
    let mut buffer = String::new();
    let mut at = 0;
    for point in points(text) {
        read_to(
            &mut out,
            text,
            at..point.at,
            reading,
            &mut buffer,
        );
        out.push(point.at, ".", point.form);
        at = point.at + 1;
    }
    read_to(
        &mut out,
        text,
        at..text.len(),
        reading,
        &mut buffer,
    );
    out
}

/// Adds the part `range` of `text`.
fn read_to(
    out: &mut Normalized,
    text: &str,
    range: Range<usize>,
    reading: Reading,
    buffer: &mut String,
) {
    let mut at = range.start;
    while at < range.end {
        at += push_next(
            out,
            text,
            at..range.end,
            reading,
            buffer,
        );
    }
}

/// Adds what begins at the start of `range`: a run of ASCII, a line end that separates no words, a
/// character whose form depends on its neighbours, a run of other characters that stand alone, or a
/// grapheme. Returns its length in bytes.
#[inline]
fn push_next(
    out: &mut Normalized,
    text: &str,
    range: Range<usize>,
    reading: Reading,
    buffer: &mut String,
) -> usize {
    let at = range.start;
    let (before, rest) = text.split_at(at);
    // After a Han character, ASCII blanks may be such a line end, and a letter a zero.
    if !before.ends_with(is_han) {
        let ascii = ascii_len(&text[range], reading);
        if ascii > 0 {
            out.push_ascii(at, &rest[..ascii]);
            return ascii;
        }
    }
    if rest.starts_with(line_end::may_begin) {
        let line_end = line_end::silent_len(before, rest, reading);
        if line_end > 0 {
            out.push(at, &rest[..line_end], "");
            return line_end;
        }
    }
    let alone = push_alone(out, at, rest);
    if alone > 0 {
        return alone;
    }
    if let Some(formed) = marks::formed(before, rest) {
        out.push(at, &rest[..formed.len], formed.form);
        return formed.len;
    }
    let grapheme = &rest[..grapheme::first_len(rest)];
    buffer.clear();
    rules::normalize_grapheme(grapheme, buffer);
    push_word_of_its_own(out, grapheme);
    out.push(at, grapheme, buffer);
    grapheme.len()
}

/// Notes that the grapheme to be added next is a variant that words are written with.
fn push_word_of_its_own(out: &mut Normalized, grapheme: &str) {
    let mut chars = grapheme.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && has_words_of_its_own(c)
    {
        out.note_variant(c);
    }
}

/// Adds the run at the start of `text` of characters beyond ASCII that are graphemes by themselves
/// and keep their length. Returns the run's length in bytes.
fn push_alone(out: &mut Normalized, source: usize, text: &str) -> usize {
    let start = out.text.len();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next_if(|c| !c.is_ascii()) {
        let next = chars.peek().copied();
        let form = rules::common_form(c).filter(|form| form.len_utf8() == c.len_utf8());
        let Some(form) = form.filter(|_| next.is_none_or(stands_alone)) else {
            break;
        };
        if form != c && has_words_of_its_own(c) {
            out.note_variant(c);
        }
        out.text.push(form);
    }
    let len = out.text.len() - start;
    if len > 0 {
        out.begin_aligned(source, start);
    }
    len
}

/// Length in bytes of the run of ASCII at the start of `text` whose characters are graphemes by
/// themselves. It ends before CR, which joins LF; before a hyphen if that may end a line; and
/// before the last character if the character after the run may join it.
fn ascii_len(text: &str, reading: Reading) -> usize {
    // Testing whole blocks takes a tenth of the time.
    let (blocks, _) = text.as_bytes().as_chunks::<16>();
    let blocks = blocks.iter();
    let plain_blocks = blocks.take_while(|block| is_plain_block(block, reading));
    let in_blocks = plain_blocks.count() * 16;
    let bytes = text.as_bytes()[in_blocks..].iter();
    let plain_bytes = bytes.take_while(|byte| is_plain_byte(**byte, reading));
    let len = in_blocks + plain_bytes.count();
    let next = text[len..].chars().next();
    if next.is_none_or(stands_alone) {
        len
    } else {
        len.saturating_sub(1)
    }
}

/// Without a branch, so that the compiler tests all bytes at once.
#[inline]
fn is_plain_block(block: &[u8; 16], reading: Reading) -> bool {
    let bytes = block.iter();
    bytes.fold(true, |all, byte| {
        all & is_plain_byte(*byte, reading)
    })
}

#[inline]
fn is_plain_byte(byte: u8, reading: Reading) -> bool {
    let ends_at_hyphen = reading == Reading::Unhyphenated;
    byte.is_ascii() && !matches!(byte, b'\r' | b'`') && !(ends_at_hyphen && byte == b'-')
}

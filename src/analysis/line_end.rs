//! Line ends that separate no words: between Han characters, where a line may end anywhere; and
//! after a hyphen in a word.
//!
//! A hyphen at a line's end may belong to the word (`twenty-year`) or to the line break
//! (`ana-lyst`), and no text says which. So a text with such a hyphen has two [`Reading`]s.

use super::grapheme::is_plain_han;
use super::rules::is_latin;

const LINE_BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\u{a0}', '\u{3000}'];

/// How hyphens at line ends are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Hyphens belong to words, and line ends separate words.
    AsWritten,
    /// Hyphens at line ends belong to the line breaks: the words around them are one.
    Unhyphenated,
}

/// Whether a line end that separates no words can begin with this character.
pub(super) fn may_begin(c: char) -> bool {
    LINE_BLANKS.contains(&c) || is_hyphen(c)
}

/// Whether a word of `text` is hyphenated over a line end.
pub(super) fn has_hyphenated(text: &str) -> bool {
    if !text.contains(['\n', '\r']) {
        return false;
    }
    let mut hyphens = text.match_indices(is_hyphen);
    hyphens.any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        silent_len(before, rest, Reading::Unhyphenated) > 0
    })
}

/// Length in bytes of the line end at the start of `text`, with its hyphen, if it separates no
/// words; otherwise 0.
pub(super) fn silent_len(before: &str, text: &str, reading: Reading) -> usize {
    if before.ends_with(is_plain_han) {
        return len_between_han(text);
    }
    if reading == Reading::Unhyphenated && before.ends_with(is_latin) {
        return len_with_hyphen(text);
    }
    0
}

/// After a Han character.
fn len_between_han(text: &str) -> usize {
    let line_end = line_end_len(text);
    if text[line_end..].starts_with(is_plain_han) {
        line_end
    } else {
        0
    }
}

/// After a Latin letter. A capital letter in the next line shows that the hyphen is the word's own:
/// `Sino-American`.
fn len_with_hyphen(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(is_hyphen) else {
        return 0;
    };
    let line_end = line_end_len(rest);
    if line_end == 0 || !rest[line_end..].starts_with(is_small_latin) {
        return 0;
    }
    let hyphen = text.len() - rest.len();
    hyphen + line_end
}

/// Length in bytes of the white space at the start of `text`, if a line ends in it; otherwise 0.
fn line_end_len(text: &str) -> usize {
    let rest = text.trim_start_matches(LINE_BLANKS);
    let blanks = &text[..text.len() - rest.len()];
    if blanks.contains(['\n', '\r']) {
        blanks.len()
    } else {
        0
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

fn is_small_latin(c: char) -> bool {
    c.is_lowercase() && is_latin(c)
}

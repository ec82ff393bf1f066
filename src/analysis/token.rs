//! The tokens of the exact field: UAX #29 words of normalized text, each Han character on its own.
//!
//! What a quoted phrase matches is decided here and nowhere else.

use std::ops::Range;

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

/// A token of a normalized text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token: a word without its possessive `'s`, or one Han character.
    pub text: &'a str,
    /// Bytes of the normalized text that it stands for, the possessive included.
    pub range: Range<usize>,
    /// Counts tokens from 0; a run of clause punctuation between two tokens adds one.
    pub position: u32,
    /// One Han character.
    pub han: bool,
}

/// Cuts a normalized text into the tokens of the exact field.
#[must_use]
pub fn tokens(normalized: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(normalized.len() / 4);
    out.extend(Tokens::new(normalized));
    out
}

/// The tokens of a normalized text, one after the other.
#[derive(Clone)]
pub(crate) struct Tokens<'a> {
    normalized: &'a str,
    /// Byte up to which the text was looked at.
    at: usize,
    /// What is left of a stretch before `at` that takes the whole of UAX #29, and the byte at which
    /// it begins.
    segmented: Option<(usize, UWordBoundIndices<'a>)>,
    /// Where the last token ended, in bytes, and its position.
    last: Option<(usize, u32)>,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(normalized: &'a str) -> Self {
        Self {
            normalized,
            at: 0,
            segmented: None,
            last: None,
        }
    }

    /// Leaves out tokens before byte `at`, but none that begins there or later. Positions count
    /// anew from where it goes on.
    pub(crate) fn skip_to(&mut self, at: usize) {
        let border = (self.at + 1..=at)
            .rev()
            .find(|&at| is_border(self.normalized, at));
        if let Some(border) = border {
            *self = Self {
                at: border,
                ..Self::new(self.normalized)
            };
        }
    }

    fn segmented(&mut self) -> Option<Token<'a>> {
        let (start, words) = self.segmented.as_mut()?;
        for (i, word) in words {
            // UAX #29 lets underscores join words; around one they are emphasis marks.
            let bare = word.trim_start_matches('_');
            let start = *start + i + word.len() - bare.len();
            let bare = bare.trim_end_matches('_');
            if bare.contains(char::is_alphanumeric) {
                return Some(self.token(start..start + bare.len(), false));
            }
        }
        self.segmented = None;
        None
    }

    fn token(&mut self, range: Range<usize>, han: bool) -> Token<'a> {
        let position = self.last.map_or(0, |(end, position)| {
            let between = &self.normalized[end..range.start];
            let parted = !matches!(between, "" | " ") && between.contains(is_clause_mark);
            position + if parted { 2 } else { 1 }
        });
        self.last = Some((range.end, position));
        let text = &self.normalized[range.clone()];
        Token {
            text: text.strip_suffix("'s").unwrap_or(text),
            range,
            position,
            han,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(token) = self.segmented() {
                return Some(token);
            }
            let (at, rest) = (self.at, &self.normalized[self.at..]);
            let first = rest.chars().next()?;
            if is_han(first) {
                self.at += first.len_utf8();
                return Some(self.token(at..self.at, true));
            }
            let (mut stretch, mut word) = (rest, ascii_word(rest));
            if word.is_none() {
                stretch = &rest[..parted_len(rest)];
                word = ascii_word(stretch);
            }
            match word {
                Some(0) => self.at += 1,
                Some(word) => {
                    self.at += word;
                    return Some(self.token(at..self.at, false));
                }
                None => {
                    self.at += stretch.len();
                    self.segmented = Some((at, stretch.split_word_bound_indices()));
                }
            }
        }
    }
}

/// What the tokens from byte `at` on are doesn't depend on what stands before it: there is a Han
/// character, or a letter or digit after a blank, and nothing joins these two.
fn is_border(normalized: &str, at: usize) -> bool {
    let bytes = normalized.as_bytes();
    match bytes.get(at) {
        Some(b) if b.is_ascii() => {
            b.is_ascii_alphanumeric() && at > 0 && matches!(bytes[at - 1], b' ' | b'\n')
        }
        _ => normalized
            .get(at..)
            .is_some_and(|rest| rest.starts_with(is_han)),
    }
}

/// Han characters as the exact field counts them, iteration marks and radicals included.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Punctuation that parts clauses, and so parts a phrase. Quotes, brackets, hyphens and slashes do
/// not.
#[must_use]
pub fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        ',' | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | '、'
            | '。'
            | '，'
            | '；'
            | '：'
            | '？'
            | '！'
            | '…'
            | '—'
    )
}

/// How long the word of ASCII letters and digits is with which `text` begins, in bytes, 0 if it
/// begins with a mark that is of no word; `None` where that takes the whole of UAX #29.
fn ascii_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let whole = match bytes[word..] {
        [] => true,
        [b'_', ..] => false,
        // These join letters or digits on both sides.
        [b'.' | b',' | b':' | b';' | b'\'', after, ..] => {
            after.is_ascii() && !after.is_ascii_alphanumeric() && after != b'_'
        }
        // What follows may be joined to the mark, and blanks are joined to each other.
        [mark, after, ..] if word == 0 => {
            mark.is_ascii() && after.is_ascii() && (mark, after) != (b' ', b' ')
        }
        [mark, ..] => mark.is_ascii(),
    };
    whole.then_some(word)
}

/// How many bytes of `text` there are before the first place, but its start, where tokens begin
/// anew.
fn parted_len(text: &str) -> usize {
    (1..text.len())
        .find(|&at| is_border(text, at))
        .unwrap_or(text.len())
}

//! The tokens of the exact field: the words of UAX #29 in normalized text, and each Han character
//! by itself. They alone decide what a quoted phrase matches.

use std::ops::Range;

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

/// A token of a normalized text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// A word without its possessive `'s`, or one Han character.
    pub text: &'a str,
    /// Its bytes in the normalized text, with the possessive.
    pub range: Range<usize>,
    /// The number of the token, from 0. A run of clause punctuation between two tokens counts as
    /// one more.
    pub position: u32,
    /// Whether it is a Han character.
    pub han: bool,
}

/// Splits a normalized text into the tokens of the exact field.
#[must_use]
pub fn tokens(normalized: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(normalized.len() / 4);
    out.extend(Tokens::new(normalized));
    out
}

/// The tokens of a normalized text, one after the other.
///
/// Most words are found by a look at their bytes. The others are in stretches that
/// `unicode-segmentation` splits.
#[derive(Clone)]
pub(crate) struct Tokens<'a> {
    normalized: &'a str,
    /// The byte from which on nothing was looked at.
    at: usize,
    /// A stretch before `at` that is being split by UAX #29.
    stretch: Option<Stretch<'a>>,
    last: Option<Last>,
}

#[derive(Clone)]
struct Stretch<'a> {
    /// Its first byte in the normalized text.
    start: usize,
    /// The words that are left in it.
    words: UWordBoundIndices<'a>,
}

/// The last token that was returned.
#[derive(Clone, Copy)]
struct Last {
    /// The byte after it.
    end: usize,
    position: u32,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(normalized: &'a str) -> Self {
        Self {
            normalized,
            at: 0,
            stretch: None,
            last: None,
        }
    }

    /// Skips tokens that begin before byte `at`, but not necessarily all of them. Positions start
    /// at 0 again.
    pub(crate) fn skip_to(&mut self, at: usize) {
        let mut bytes = self.at + 1..=at;
        if let Some(border) = bytes.rfind(|&at| is_border(self.normalized, at)) {
            *self = Self {
                at: border,
                ..Self::new(self.normalized)
            };
        }
    }

    /// The next token of the stretch that is being split.
    fn next_of_stretch(&mut self) -> Option<Token<'a>> {
        let stretch = self.stretch.as_mut()?;
        for (at, word) in &mut stretch.words {
            // UAX #29 lets underscores join words. Around a word they are marks of emphasis.
            let after_marks = word.trim_start_matches('_');
            let start = stretch.start + at + word.len() - after_marks.len();
            let bare = after_marks.trim_end_matches('_');
            if bare.contains(char::is_alphanumeric) {
                return Some(self.token(start..start + bare.len(), false));
            }
        }
        self.stretch = None;
        None
    }

    fn token(&mut self, range: Range<usize>, han: bool) -> Token<'a> {
        let position = self.position_of(range.start);
        self.last = Some(Last {
            end: range.end,
            position,
        });
        let text = &self.normalized[range.clone()];
        Token {
            text: text
                .strip_suffix("'s")
                .unwrap_or(text),
            range,
            position,
            han,
        }
    }

    /// The position of a token that begins at byte `start`.
    fn position_of(&self, start: usize) -> u32 {
        let Some(last) = self.last else {
            return 0;
        };
        let between = &self.normalized[last.end..start];
        // Most tokens have nothing or a blank between them.
        if !matches!(between, "" | " ") && between.contains(is_clause_mark) {
            last.position + 2
        } else {
            last.position + 1
        }
    }

    /// Goes past the next `len` bytes, which are a token.
    fn take(&mut self, len: usize, han: bool) -> Token<'a> {
        let at = self.at;
        self.at += len;
        self.token(at..self.at, han)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(token) = self.next_of_stretch() {
                return Some(token);
            }
            let rest = &self.normalized[self.at..];
            let first = rest.chars().next()?;
            if is_han(first) {
                return Some(self.take(first.len_utf8(), true));
            }
            let mut stretch = rest;
            let mut word = ascii_word(rest);
            if word.is_none() {
                // The text after the stretch may have been in the way.
                stretch = &rest[..border_after(rest)];
                word = ascii_word(stretch);
            }
            match word {
                Some(0) => self.at += 1,
                Some(len) => return Some(self.take(len, false)),
                None => {
                    self.stretch = Some(Stretch {
                        start: self.at,
                        words: stretch.split_word_bound_indices(),
                    });
                    self.at += stretch.len();
                }
            }
        }
    }
}

/// Whether the tokens from byte `at` on don't depend on the text before: a Han character begins
/// there, or a letter or digit after a blank.
fn is_border(normalized: &str, at: usize) -> bool {
    let bytes = normalized.as_bytes();
    let Some(byte) = bytes.get(at) else {
        return false;
    };
    if byte.is_ascii() {
        let is_after_blank = bytes[..at].ends_with(b" ") || bytes[..at].ends_with(b"\n");
        return byte.is_ascii_alphanumeric() && is_after_blank;
    }
    let rest = normalized.get(at..);
    rest.is_some_and(|rest| rest.starts_with(is_han))
}

/// Length in bytes of the start of `text` up to the next border after its first byte.
fn border_after(text: &str) -> usize {
    let mut bytes = 1..text.len();
    let border = bytes.find(|&at| is_border(text, at));
    border.unwrap_or(text.len())
}

/// Whether the exact field has a token for the character: Han characters with radicals and the
/// marks of iteration and of zero.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is punctuation that separates clauses, and so the words of a phrase.
/// Quotes, brackets, hyphens and slashes do not.
#[must_use]
pub fn is_clause_mark(c: char) -> bool {
    is_ascii_clause_mark(c) || is_wide_clause_mark(c)
}

fn is_ascii_clause_mark(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '?' | '!')
}

fn is_wide_clause_mark(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '；' | '：' | '？' | '！' | '…' | '—'
    )
}

/// Length in bytes of the word of ASCII letters and digits at the start of `text`; 0 if `text`
/// begins with a mark that belongs to no word. Returns `None` if only UAX #29 can tell.
fn ascii_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let letters = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric());
    let len = letters.count();
    let ends_here = match bytes[len..] {
        [] => true,
        [b'_', ..] => false,
        // These may join letters or digits around them.
        [b'.' | b',' | b':' | b';' | b'\'', after, ..] => {
            after.is_ascii() && !after.is_ascii_alphanumeric() && after != b'_'
        }
        // The mark itself is passed over: a combining mark may join it, and blanks join each other.
        [mark, after, ..] if len == 0 => {
            mark.is_ascii() && after.is_ascii() && (mark, after) != (b' ', b' ')
        }
        [mark, ..] => mark.is_ascii(),
    };
    ends_here.then_some(len)
}

//! The tokens of the exact field: words of letters and digits in normalized text, and each Han
//! character by itself. They alone decide what a quoted phrase matches.
//!
//! An apostrophe between letters and a point or comma between digits belong to a word; every other
//! mark ends it.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// A token of a normalized text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// A word without its possessive `'s`, or one Han character.
    pub text: &'a str,
    /// Its bytes in the normalized text, with the possessive, or with the marks on the character.
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
#[derive(Clone)]
pub(crate) struct Tokens<'a> {
    normalized: &'a str,
    /// The byte from which on nothing was looked at.
    at: usize,
    last: Option<Last>,
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

    /// Goes past the next `len` bytes, of which the first `text_len` are the text of a token.
    fn take(&mut self, text_len: usize, len: usize, han: bool) -> Token<'a> {
        let range = self.at..self.at + len;
        let text = &self.normalized[self.at..self.at + text_len];
        let position = self.position_of(range.start);
        self.at = range.end;
        self.last = Some(Last {
            end: range.end,
            position,
        });
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
        // Most tokens have nothing or a blank between them. A point alone is inside a name:
        // `huawei.com`.
        let is_clause_end = match between.as_bytes() {
            [] | [b' ' | b'.'] => false,
            _ => between.contains(is_clause_mark),
        };
        last.position + 1 + u32::from(is_clause_end)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.ascii_word() {
                Start::Word(len) => return Some(self.take(len, len, false)),
                Start::Nothing => {
                    self.at += 1;
                    continue;
                }
                Start::Other => {}
            }
            let rest = &self.normalized[self.at..];
            let first = rest.chars().next()?;
            if is_han(first) {
                let len = first.len_utf8();
                return Some(self.take(len, len + marks_len(&rest[len..]), true));
            }
            let word = word_len(rest);
            if word > 0 {
                return Some(self.take(word, word, false));
            }
            self.at += first.len_utf8();
        }
    }
}

/// The kinds of text that may begin at some byte.
enum Start {
    /// A word of ASCII of this length in bytes, with no mark after it that may join more to it.
    Word(usize),
    /// A byte of ASCII at which no token begins.
    Nothing,
    /// Anything else.
    Other,
}

impl Tokens<'_> {
    /// Returns what begins at the next byte. It tells nearly all of an English text at once.
    #[inline]
    fn ascii_word(&self) -> Start {
        let rest = &self.normalized.as_bytes()[self.at..];
        let mut bytes = rest.iter();
        let end = bytes.position(|byte| !byte.is_ascii_alphanumeric());
        match (end, rest.first()) {
            (_, None) => Start::Other,
            (None, _) => Start::Word(rest.len()),
            (Some(0), Some(byte)) if byte.is_ascii() => Start::Nothing,
            (Some(end), _) if end > 0 && ends_word(rest[end]) => Start::Word(end),
            _ => Start::Other,
        }
    }
}

/// Whether a byte after a word of ASCII ends it, whatever follows.
fn ends_word(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'\'' | b'.' | b',')
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

/// Length in bytes of the combining marks at the start of `text`, which the character before them
/// takes along.
fn marks_len(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii() || is_han(c)) {
        return 0;
    }
    text.len()
        - text
            .trim_start_matches(is_combining_mark)
            .len()
}

/// Length in bytes of the word at the start of `text`; 0 if none begins there.
fn word_len(text: &str) -> usize {
    let mut len = ascii_len(text);
    while let Some(more) = more_of_word(&text[..len], &text[len..]) {
        len += more;
    }
    len
}

/// Length in bytes of the run of ASCII letters and digits at the start of `text`.
fn ascii_len(text: &str) -> usize {
    let bytes = text.as_bytes().iter();
    let word = bytes.take_while(|byte| byte.is_ascii_alphanumeric());
    word.count()
}

/// Length in bytes of the part of `rest` by which the word before it goes on: letters and digits,
/// or a mark that joins those on its sides. Returns `None` if the word ends.
fn more_of_word(word: &str, rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?;
    if mark.is_ascii() {
        return is_joined(word, mark, &rest[1..]).then(|| 1 + ascii_len(&rest[1..]));
    }
    let len = mark.len_utf8();
    let is_fraction = mark == '⁄' && is_joined(word, mark, &rest[len..]);
    let goes_on = is_letter_or_digit(mark) || is_combining_mark(mark) && !word.is_empty();
    (goes_on || is_fraction).then(|| len + ascii_len(&rest[len..]))
}

/// Whether a mark joins the word before it and the letter or digit after it.
fn is_joined(word: &str, mark: char, after: &str) -> bool {
    match mark {
        '\'' => word.ends_with(char::is_alphabetic) && after.starts_with(is_letter),
        '.' | ',' | '⁄' => {
            word.ends_with(char::is_numeric) && after.starts_with(char::is_numeric)
        }
        _ => false,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

//! The tokens of the exact field: UAX #29 words of folded text, each Han character on its own.
//!
//! What a quoted phrase matches is decided here and nowhere else.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A token of a folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token: a word without its possessive `'s`, or one Han character.
    pub text: &'a str,
    /// Bytes of the folded text that it stands for, the possessive included.
    pub range: Range<usize>,
    /// Counts tokens from 0; a run of clause punctuation between two tokens adds one.
    pub position: u32,
    /// One Han character.
    pub han: bool,
}

/// Cuts a folded text into the tokens of the exact field.
#[must_use]
pub fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(folded.len() / 4);
    let (mut at, mut other) = (0, 0);
    while let Some(c) = folded[at..].chars().next() {
        if c.is_ascii() {
            at += folded.as_bytes()[at..].iter().take_while(|b| b.is_ascii()).count();
            continue;
        }
        if is_han(c) {
            push_words(folded, other..at, &mut out);
            other = at + c.len_utf8();
            push(folded, at..other, true, &mut out);
        }
        at += c.len_utf8();
    }
    push_words(folded, other..folded.len(), &mut out);
    out
}

/// Han characters as the exact field counts them, iteration marks and radicals included.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Punctuation that parts clauses, and so parts a phrase. Quotes, brackets, hyphens and slashes do not.
#[must_use]
pub fn is_clause_mark(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | '、' | '。' | '，' | '；' | '：' | '？' | '！' | '…' | '—')
}

fn push_words<'a>(folded: &'a str, range: Range<usize>, out: &mut Vec<Token<'a>>) {
    let mut at = range.start;
    while at < range.end {
        let rest = &folded[at..range.end];
        if let Some(word) = ascii_word(rest) {
            if word > 0 {
                push(folded, at..at + word, false, out);
            }
            at += word.max(1);
        } else {
            let end = at + parted_len(rest);
            push_segmented(folded, at..end, out);
            at = end;
        }
    }
}

/// How long the word of ASCII letters and digits is with which `text` begins, in bytes, 0 if it begins with a mark that is
/// of no word; `None` where that takes the whole of UAX #29.
fn ascii_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let whole = match bytes[word..] {
        [] => true,
        [b'_', ..] => false,
        // These join letters or digits on both sides.
        [b'.' | b',' | b':' | b';' | b'\'', after, ..] => {
            after.is_ascii() && !after.is_ascii_alphanumeric() && after != b'_'
        }
        // What follows may be joined to the mark, and blanks are joined to each other.
        [mark, after, ..] if word == 0 => mark.is_ascii() && after.is_ascii() && (mark, after) != (b' ', b' '),
        [mark, ..] => mark.is_ascii(),
    };
    whole.then_some(word)
}

/// How many bytes of `text` there are before the first letter or digit after a blank: nothing joins these two.
fn parted_len(text: &str) -> usize {
    let apart = |two: &[u8]| matches!(two[0], b' ' | b'\n') && two[1].is_ascii_alphanumeric();
    text.as_bytes().windows(2).position(apart).map_or(text.len(), |blank| blank + 1)
}

fn push_segmented<'a>(folded: &'a str, range: Range<usize>, out: &mut Vec<Token<'a>>) {
    for (at, word) in folded[range.clone()].unicode_word_indices() {
        // UAX #29 lets underscores join words; around one they are emphasis marks.
        let bare = word.trim_matches('_');
        let start = range.start + at + (word.len() - word.trim_start_matches('_').len());
        if !bare.is_empty() {
            push(folded, start..start + bare.len(), false, out);
        }
    }
}

fn push<'a>(folded: &'a str, range: Range<usize>, han: bool, out: &mut Vec<Token<'a>>) {
    let position = out.last().map_or(0, |before| {
        let between = &folded[before.range.end..range.start];
        let parted = !matches!(between, "" | " ") && between.contains(is_clause_mark);
        before.position + if parted { 2 } else { 1 }
    });
    let text = &folded[range.clone()];
    let text = text.strip_suffix("'s").unwrap_or(text);
    out.push(Token { text, range, position, han });
}

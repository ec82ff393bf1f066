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
    let mut other = 0;
    for (at, c) in folded.char_indices() {
        if is_han(c) {
            push_words(folded, other..at, &mut out);
            other = at + c.len_utf8();
            push(folded, at..other, true, &mut out);
        }
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
    if range.is_empty() {
        return;
    }
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
        let parted = folded[before.range.end..range.start].contains(is_clause_mark);
        before.position + if parted { 2 } else { 1 }
    });
    let text = &folded[range.clone()];
    let text = text.strip_suffix("'s").unwrap_or(text);
    out.push(Token { text, range, position, han });
}

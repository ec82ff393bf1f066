//! Words that mean something else in capitals: `US`, `WHO`, `IT`.
//!
//! In capitals, a word that otherwise says little is a term of its own beside its stem: itself in
//! capitals.

use super::normalized::Normalized;
use super::stop::is_function_word;
use super::token::Token;

/// Maximum length of such a word, in bytes.
const MAX_LEN: usize = 5;

/// The terms for the words of `text` that mean something else in capitals, each with the number of
/// its token. A text that is all in capitals has none, unless it is a single word.
#[must_use]
pub fn in_capitals(
    text: &str,
    normalized: &Normalized,
    tokens: &[Token<'_>],
) -> Vec<(usize, String)> {
    if !has_capitals(text) || tokens.len() > 1 && !text.contains(char::is_lowercase) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, token) in tokens.iter().enumerate() {
        let may_be = (2..=MAX_LEN).contains(&token.text.len());
        if may_be
            && is_in_capitals(&text[normalized.source(token.range.clone())])
            && is_function_word(token.text)
        {
            found.push((number, token.text.to_ascii_uppercase()));
        }
    }
    found
}

/// Whether a capital of `text` is followed by another, perhaps with a point between. Most texts
/// have none, which is told quickly.
fn has_capitals(text: &str) -> bool {
    let next = text.bytes().skip(1);
    let pairs = text.bytes().zip(next);
    pairs.fold(false, |has, (byte, next)| {
        has | (byte.is_ascii_uppercase() & matches!(next, b'A'..=b'Z' | b'.'))
    })
}

/// Whether all letters of a word are capitals, perhaps with points.
fn is_in_capitals(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}

//! English stems (Snowball), for ranking and for unquoted words. British and American spellings of
//! a word have the same stem.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::spelling;
use super::token::Token;

/// The stems of the words among `tokens`, in order. Han characters are not English and are left
/// out.
#[must_use]
pub fn stems(tokens: &[Token<'_>]) -> Vec<String> {
    let words = tokens
        .iter()
        .filter(|token| !token.han);
    words
        .map(|word| stem(word.text))
        .collect()
}

/// The stem of one normalized word.
#[must_use]
pub fn stem(word: &str) -> String {
    of_word(word).into_owned()
}

/// The stem of one normalized word, borrowed where it is the start of the word.
pub(super) fn of_word(word: &str) -> Cow<'_, str> {
    match spelling::american(word) {
        Some(american) => Cow::Owned(snowball(&american).into_owned()),
        None => snowball(word),
    }
}

fn snowball(word: &str) -> Cow<'_, str> {
    // A stemmer is two words of memory: making one costs nothing.
    Stemmer::new(Algorithm::English).stem(word)
}

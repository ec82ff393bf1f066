//! English: stems, for ranking and for unquoted words.

use frostem::{Algorithm, Stemmer};

use super::token::Token;

/// The stems of the words among `tokens`, in order; Han characters are not English and are left
/// out.
#[must_use]
pub fn stems(tokens: &[Token<'_>]) -> Vec<String> {
    let stemmer = Stemmer::new(Algorithm::English);
    tokens
        .iter()
        .filter(|t| !t.han)
        .map(|t| stemmer.stem(t.text).into_owned())
        .collect()
}

/// The stem of one normalized word.
#[must_use]
pub fn stem(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

//! Text to terms, by one chain for the index **and** for queries: [`normalize()`] makes spellings
//! equal, [`token`] splits the normalized text into tokens, and the [`language`]s make of them the
//! words that ranking works with.
//!
//! Nothing here knows files, fields or queries. A change of any function's result must change
//! [`FINGERPRINT`]; otherwise an old index would be searched for terms that it doesn't contain.

pub mod analyzer;
pub(crate) mod by_word;
pub mod capitals;
mod chinese;
mod english;
pub(crate) mod grapheme;
pub mod language;
mod line_end;
mod marks;
pub mod normalize;
mod normalized;
pub mod pairs;
mod points;
mod rules;
mod script;
pub mod segment;
mod simplified;
pub mod spelling;
pub mod stem;
pub mod stop;
pub mod token;

pub use language::{LANGUAGES, Language};
pub use normalize::{Normalized, normalize, normalize_unhyphenated};
pub use script::is_traditional;
pub use token::{Token, tokens};

/// Whether `text` has a Han character.
pub(crate) fn has_han(text: &str) -> bool {
    text.contains(token::is_han)
}

/// Whether `text`, which need not be normalized, has a word or a Han character.
#[must_use]
pub fn has_words(text: &str) -> bool {
    let normalized = normalize(text).text;
    !tokens(&normalized).is_empty()
}

/// Names this chain in an index. An index with another fingerprint is refused, never searched
/// wrongly.
pub const FINGERPRINT: &str = "fold-3.1 exact-3 pairs-2 english-2 jieba-0.11-2";

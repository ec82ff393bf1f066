//! Text to terms, by one chain for the index **and** the query: [`normalize()`] makes spellings
//! equal, [`token`] cuts the normalized text, [`stem`] and [`segment`] find the words that ranking
//! works with.
//!
//! Nothing here knows files, fields or queries. A change that makes any function here answer
//! differently must change [`FINGERPRINT`], or an old index would be searched with terms that it
//! doesn't hold.

pub mod analyzer;
pub(crate) mod grapheme;
pub mod normalize;
pub mod pairs;
pub mod segment;
pub mod stem;
pub mod stop;
pub mod token;

pub use normalize::{Normalized, normalize, normalize_unhyphenated};
pub use token::{Token, tokens};

/// Names this chain in an index. An index with another fingerprint is refused, never searched
/// wrongly.
pub const FINGERPRINT: &str = "fold-2 exact-2 pairs-2 english-1 jieba-0.11-1";

//! The spans of a query's matches in a passage's text.
//!
//! The same tokens decide what matches and what is highlighted, so the two never disagree.

mod matcher;
pub(in crate::search) mod proximity;
mod spans;
mod term;

pub use matcher::Matcher;
pub use spans::spans;
pub use term::{HighlightTerm, PhraseToken, phrase_tokens};

//! The tree that a query is parsed into.

use super::filter::Filter;
use crate::analysis;

/// A query, as the user wrote it.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Unquoted words side by side, as typed.
    Words(Vec<String>),
    /// A quoted phrase, as typed, and its slack: how many positions its words may be further apart.
    Phrase(String, u32),
    /// The start of a word, or a phrase whose last word is the start of one.
    Prefix(String),
    /// A property that a passage must have.
    Filter(Filter),
    /// Excludes the matches of a query.
    Not(Box<Query>),
    /// Matches if all of the queries do.
    All(Vec<Query>),
    /// Matches if at least one of the queries does.
    Any(Vec<Query>),
}

impl Query {
    /// Returns whether the query has a word or a filter.
    pub(super) fn asks(&self) -> bool {
        match self {
            Self::Words(words) => words
                .iter()
                .any(|word| analysis::has_words(word)),
            Self::Phrase(text, _) | Self::Prefix(text) => analysis::has_words(text),
            Self::Filter(_) => true,
            Self::Not(inside) => inside.asks(),
            Self::All(inside) | Self::Any(inside) => inside.iter().any(Self::asks),
        }
    }
}

//! Notes on a query: what in it means something else than it may have been typed for.

use std::fmt;

use super::field::Field;

/// A part of a query that means something else than it may have been typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// No mark closes a phrase. Its words are searched.
    UnclosedQuote {
        /// The text after the opening mark.
        text: String,
    },
    /// A `*` or `?` that stands for no letters.
    NoWildcard {
        /// The word or phrase, as typed.
        text: String,
    },
    /// A word that looks like a filter, but no field has the name.
    UnknownField {
        /// The name before the colon.
        name: String,
        /// The word, as typed.
        text: String,
    },
    /// An operator of other query languages.
    NoOperator {
        /// The operator, as typed.
        text: String,
    },
    /// A `~` that follows no phrase, or that no number follows.
    NoSlop {
        /// The word, as typed.
        text: String,
    },
    /// The query has neither words nor filters.
    NoWords,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedQuote { text } => write!(
                f,
                "the quotation mark before “{text}” is not closed; searched for its words"
            ),
            Self::NoWildcard { text } => write!(
                f,
                "* and ? in “{text}” stand for no letters; a * at the end of a word does"
            ),
            Self::UnknownField { name, text } => write!(
                f,
                "no field “{name}”; searched for the words of “{text}”; fields: {}",
                fields()
            ),
            Self::NoOperator { text } => write!(
                f,
                "“{text}” means nothing; OR separates alternatives, - or NOT excludes"
            ),
            Self::NoSlop { text } => write!(
                f,
                "~ in “{text}” means nothing; after a phrase, ~3 allows three words in between"
            ),
            Self::NoWords => write!(f, "the query has no word to search for"),
        }
    }
}

fn fields() -> String {
    let names: Vec<&str> = Field::ALL
        .iter()
        .map(|field| field.name())
        .collect();
    names.join(", ")
}

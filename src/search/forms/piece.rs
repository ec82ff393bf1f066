//! Some words of a query with their other forms.

use std::ops::Range;

use crate::query::Query;
use crate::search::results::Way;

/// Some words of a query with other forms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The words, by position.
    pub words: Range<usize>,
    /// Parts of the words that have no other form, and that passages must have.
    pub kept: Vec<String>,
    /// The words as typed.
    pub typed: String,
    /// Their other forms.
    pub forms: Vec<String>,
    /// The full names of the terms that they may stand for.
    pub names: Vec<String>,
    pub way: Way,
    /// Whether passages with the other forms are wanted besides those that have the words. The
    /// other forms of an ordinary term are looked for only if no passage has it as typed.
    pub is_always: bool,
}

impl Piece {
    /// Returns the query for any of the other forms.
    pub(super) fn query(&self) -> Query {
        let phrases = self
            .forms
            .iter()
            .map(|form| Query::Phrase(form.clone(), 0));
        Query::Any(phrases.collect())
    }
}

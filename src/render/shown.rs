//! Whole passages to be read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Piece, snippet};
use crate::index::{BriefRecord, StoredPassage};

/// The matches of a query by the id of their passage, in bytes of its text.
pub type Matches = BTreeMap<String, Vec<Range<usize>>>;

/// Whole passages of a brief, in order.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The brief, if all of it is shown.
    pub brief: Option<&'a BriefRecord>,
    /// The passages.
    pub passages: &'a [StoredPassage],
    /// The id of the passage that was asked for, which gets a mark if there are others.
    pub asked: &'a str,
    /// The matches to highlight.
    pub matches: &'a Matches,
}

impl Shown<'_> {
    /// Returns the text of a passage with its matches apart.
    pub(super) fn pieces(&self, passage: &StoredPassage) -> Vec<Piece> {
        let spans = self.matches.get(&passage.label.id);
        let spans = spans.map_or(&[][..], Vec::as_slice);
        snippet(&passage.text, spans, usize::MAX)
    }
}

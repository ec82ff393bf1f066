//! The passages of `"…"~n`: all words near each other, by the rule of [`Proximity`].

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

use super::checked_docs::{Check, CheckedDocs};
use crate::search::highlight::proximity::{Event, Proximity};

/// The passages in which some terms are near each other.
pub(super) type NearDocs = CheckedDocs<NearCheck>;

pub(super) struct NearCheck {
    rule: Proximity,
    /// Number of matches in the passage.
    matches: usize,
    /// Kept only to save allocations: the positions of the terms, each with the term's number.
    events: Vec<Event>,
    positions: Vec<u32>,
}

impl NearDocs {
    /// Opens the passages that have `terms`, of one field and with their positions in the phrase,
    /// and at most `slop` positions of slop. Returns `None` if a term is in no passage.
    pub(super) fn open(
        terms: &[(usize, Term)],
        slop: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        // A term that occurs twice in the phrase has one list.
        let mut distinct: Vec<&Term> = Vec::new();
        let mut numbers = Vec::with_capacity(terms.len());
        for (_, term) in terms {
            let known = distinct
                .iter()
                .position(|other| *other == term);
            let number = known.unwrap_or(distinct.len());
            if number == distinct.len() {
                distinct.push(term);
            }
            numbers.push(number);
        }
        let mut lists = Vec::with_capacity(distinct.len());
        for term in distinct {
            let inverted = reader.inverted_index(term.field())?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(list) = inverted.read_postings(term, option)? else {
                return Ok(None);
            };
            lists.push(list);
        }
        let check = NearCheck {
            rule: Proximity::new(&numbers, last_position(terms), slop),
            matches: 0,
            events: Vec::new(),
            positions: Vec::new(),
        };
        Ok(Some(Self::new(lists, check)))
    }

    /// Returns the number of matches in the current passage.
    pub(super) fn matches(&self) -> usize {
        self.check.matches
    }
}

fn last_position(terms: &[(usize, Term)]) -> u32 {
    let last = terms
        .iter()
        .map(|(at, _)| *at)
        .max()
        .unwrap_or(0);
    u32::try_from(last).unwrap_or(u32::MAX)
}

impl Check for NearCheck {
    fn check(&mut self, lists: &mut [SegmentPostings], doc: DocId) -> DocId {
        self.events.clear();
        for (number, list) in lists.iter_mut().enumerate() {
            list.positions(&mut self.positions);
            for &position in &self.positions {
                self.events.push(Event {
                    position,
                    word: number,
                });
            }
        }
        self.events.sort_unstable();
        self.matches = self
            .rule
            .matches(&self.events)
            .len();
        if self.matches > 0 {
            doc
        } else {
            doc + 1
        }
    }
}

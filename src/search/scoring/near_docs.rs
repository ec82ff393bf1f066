//! The passages of `"…"~n`: all words near each other, by the rule of [`Proximity`].

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, Term};

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
    occurs: Vec<u32>,
}

impl NearDocs {
    /// Opens the passages that have `terms`, of one field and with their positions in the phrase,
    /// and at most `slop` positions of slop. Returns `None` if a term is in no passage.
    pub(super) fn open(
        terms: &[(usize, Term)],
        slop: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        // A term that occurs twice in the phrase has one list. The shortest list leads.
        let mut distinct: Vec<(&Term, SegmentPostings)> = Vec::new();
        for (_, term) in terms {
            if distinct
                .iter()
                .any(|(known, _)| *known == term)
            {
                continue;
            }
            let inverted = reader.inverted_index(term.field())?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(list) = inverted.read_postings(term, option)? else {
                return Ok(None);
            };
            distinct.push((term, list));
        }
        distinct.sort_by_key(|(_, list)| list.size_hint());
        let number = |term: &Term| {
            distinct
                .iter()
                .position(|(known, _)| *known == term)
        };
        let numbers: Vec<usize> = terms
            .iter()
            .filter_map(|(_, term)| number(term))
            .collect();
        let lists = distinct
            .into_iter()
            .map(|(_, list)| list)
            .collect();
        let check = NearCheck {
            rule: Proximity::new(&numbers, last_position(terms), slop),
            matches: 0,
            events: Vec::new(),
            positions: Vec::new(),
            occurs: Vec::new(),
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
        let mut matches = 0;
        self.rule
            .each_match(&self.events, &mut self.occurs, |_| {
                matches += 1;
            });
        self.matches = matches;
        if self.matches > 0 {
            doc
        } else {
            doc + 1
        }
    }
}

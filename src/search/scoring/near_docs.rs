//! The passages of a near query, by the rule of [`Proximity`].

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::leaf::Leaf;
use crate::search::highlight::proximity::{Event, Proximity};

/// The passages in which some terms stand near each other.
pub(in crate::search) struct NearDocs {
    /// One list a term; a term that the phrase has twice has one.
    postings: Vec<SegmentPostings>,
    near: Proximity,
    stretches: usize,
}

impl NearDocs {
    /// `None` where a term is in no passage.
    pub(in crate::search) fn open(
        leaf: &Leaf,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let inverted = reader.inverted_index(leaf.field())?;
        let mut terms: Vec<&Term> = Vec::new();
        let mut words = Vec::new();
        for (_, term) in &leaf.terms {
            words.push(terms.iter().position(|t| *t == term).unwrap_or(terms.len()));
            if words.last() == Some(&terms.len()) {
                terms.push(term);
            }
        }
        let mut postings = Vec::new();
        for term in terms {
            let Some(found) =
                inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?
            else {
                return Ok(None);
            };
            postings.push(found);
        }
        let last = leaf.terms.iter().map(|(at, _)| *at).max().unwrap_or(0);
        let near = Proximity::new(&words, u32::try_from(last).unwrap_or(u32::MAX), leaf.slop);
        let mut docs = Self {
            postings,
            near,
            stretches: 0,
        };
        docs.settle();
        Ok(Some(docs))
    }

    /// Counts the stretches in the passage on which it stands.
    pub(in crate::search) fn stretches(&self) -> usize {
        self.stretches
    }

    /// Goes on from where the first list is to a passage that all lists have and in which the terms
    /// are near.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.postings[0].doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let furthest = self.postings[1..]
                .iter_mut()
                .map(|p| if p.doc() < doc { p.seek(doc) } else { p.doc() })
                .max();
            match furthest {
                Some(other) if other > doc => {
                    self.postings[0].seek(other);
                }
                _ if self.count() > 0 => return doc,
                _ => {
                    self.postings[0].advance();
                }
            }
        }
    }

    /// Counts the stretches in the passage on which all lists stand.
    fn count(&mut self) -> usize {
        let mut events: Vec<Event> = Vec::new();
        let mut positions = Vec::new();
        for (word, postings) in self.postings.iter_mut().enumerate() {
            postings.positions(&mut positions);
            events.extend(positions.iter().map(|&position| Event { position, word }));
        }
        events.sort_unstable();
        self.stretches = self.near.matches(&events).len();
        self.stretches
    }
}

impl DocSet for NearDocs {
    fn advance(&mut self) -> DocId {
        if self.postings[0].advance() == TERMINATED {
            TERMINATED
        } else {
            self.settle()
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.postings[0].seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.postings[0].doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings
            .iter()
            .map(DocSet::size_hint)
            .min()
            .unwrap_or(0)
    }
}

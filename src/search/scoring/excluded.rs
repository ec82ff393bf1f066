//! A query whose matches are excluded.
//!
//! tantivy asks the query that it excludes for the passages that the rest finds, in order, even for
//! those before the query's first match. Phrases, ranges and conjunctions must not be asked for
//! passages before the one that they are at.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use super::seek::explanation;

/// A query that may be excluded.
#[derive(Debug)]
pub(in crate::search) struct Excluded(pub Box<dyn Query>);

impl Clone for Excluded {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Excluded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExcludedWeight(
            self.0.weight(scoring)?,
        )))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct ExcludedWeight(Box<dyn Weight>);

impl Weight for ExcludedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.scorer(reader, boost)?;
        let next = docs.doc();
        Ok(Box::new(ExcludedScorer { docs, next }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        Ok(explanation(
            "excluded",
            &mut *scorer,
            doc,
        ))
    }
}

struct ExcludedScorer {
    docs: Box<dyn Scorer>,
    /// No passage before this one, from where `docs` is on, matches.
    next: DocId,
}

impl DocSet for ExcludedScorer {
    fn advance(&mut self) -> DocId {
        self.next = self.docs.advance();
        self.next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.next = self.docs.seek(target);
        self.next
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target < self.next {
            return SeekDangerResult::SeekLowerBound(self.next);
        }
        let result = self.docs.seek_danger(target);
        self.next = match result {
            SeekDangerResult::Found => target,
            SeekDangerResult::SeekLowerBound(later) => later,
        };
        result
    }

    fn doc(&self) -> DocId {
        self.docs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.docs.size_hint()
    }

    fn cost(&self) -> u64 {
        self.docs.cost()
    }
}

impl Scorer for ExcludedScorer {
    fn score(&mut self) -> Score {
        self.docs.score()
    }
}

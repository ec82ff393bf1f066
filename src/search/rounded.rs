//! A query whose scores are multiples of [`STEP`].
//!
//! A passage's score is a sum, and a sum of floats depends in its last bits on the order of its terms, which tantivy
//! takes from how the index came about. Sums of multiples of a power of two are exact: with every leaf of a query
//! rounded so, the same corpus gives the same scores whatever runs led to it.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

/// Far below what matters, and such that scores up to 16,384 keep all of it.
pub(super) const STEP: Score = 1.0 / 1024.0;

/// `score` as a multiple of [`STEP`].
pub(super) fn round(score: Score) -> Score {
    (score / STEP).round() * STEP
}

/// A query with its scores times a weight, rounded.
#[derive(Debug)]
pub(super) struct Rounded {
    pub query: Box<dyn Query>,
    pub weight: Score,
}

impl Clone for Rounded {
    fn clone(&self) -> Self {
        Self { query: self.query.box_clone(), weight: self.weight }
    }
}

impl Query for Rounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scored = scoring.is_scoring_enabled();
        let weight = self.query.weight(scoring)?;
        Ok(if scored { Box::new(RoundedWeight { weight, factor: self.weight }) } else { weight })
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct RoundedWeight {
    weight: Box<dyn Weight>,
    factor: Score,
}

impl Weight for RoundedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(RoundedScorer { scorer: self.weight.scorer(reader, 1.0)?, factor: self.factor * boost }))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let (found, scorer) = self.weight.scorer_danger(reader, target, 1.0)?;
        Ok((found, Box::new(RoundedScorer { scorer, factor: self.factor * boost })))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.weight.count(reader)
    }
}

struct RoundedScorer {
    scorer: Box<dyn Scorer>,
    factor: Score,
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        round(self.scorer.score() * self.factor)
    }
}

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.scorer.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.scorer.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

//! Keeps the best passages of one segment.

use tantivy::collector::SegmentCollector;
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal};

use super::bm25::{SCORE_STEP, quantize};
use super::candidate::{Candidate, Collected, Key, Sort};
use super::facets::FacetCounter;
use super::factors::{heading_factor, length_factor};
use crate::index::Columns;

/// Keeps the best passages of one segment, and counts all passages that match.
///
/// The score that is collected is a multiple of [`SCORE_STEP`], and the factors are at most 1. So
/// the final score, quantized, is never greater, and most passages are rejected by `floor` alone.
pub(in crate::search) struct SegmentBest {
    keep: usize,
    sort: Sort,
    segment: SegmentOrdinal,
    total: usize,
    /// Up to about twice as many passages as to keep; see [`Self::drop_worst`].
    kept: Vec<Kept>,
    /// Passages with a lower collected score are only counted. It is infinite if no passage is to
    /// be kept, and minus infinity until there are enough, or if the order is by date. Otherwise it
    /// is `least`; in a segment whose passages are in order, it is the next greater number, because
    /// a passage that only ties with a kept one comes after it.
    floor: Score,
    /// The lowest final score of the passages that were last kept; minus infinity as long as
    /// `floor` is.
    least: Score,
    /// The key of the worst of the passages that were last kept. A passage with a greater key is
    /// not among the best. `None` until there are enough.
    worst: Option<Key>,
    columns: Columns,
    /// The dates of briefs, if the order is by date.
    date: Option<Column<u64>>,
    facets: FacetCounter,
}

#[derive(Clone, Copy)]
struct Kept {
    key: Key,
    score: Score,
    doc: DocId,
}

impl SegmentCollector for SegmentBest {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if !self.facets.is_empty() {
            self.facets.count(doc);
        }
        // Of many matches, only few get past this test.
        if score >= self.floor {
            self.consider(doc, score);
        }
    }

    fn harvest(mut self) -> Collected {
        self.drop_worst();
        let mut candidates = Vec::with_capacity(self.kept.len());
        for kept in &self.kept {
            candidates.push(Candidate {
                address: DocAddress::new(self.segment, kept.doc),
                score: kept.score,
                key: kept.key,
            });
        }
        Collected {
            total: self.total,
            candidates,
            counts: self.facets.into_counts(),
        }
    }
}

impl SegmentBest {
    /// Keeps the `keep` best passages by relevance, or by `date`.
    pub(super) fn new(
        keep: usize,
        segment: SegmentOrdinal,
        columns: Columns,
        facets: FacetCounter,
    ) -> Self {
        let floor = if keep == 0 {
            Score::INFINITY
        } else {
            Score::NEG_INFINITY
        };
        Self {
            keep,
            sort: Sort::Relevance,
            segment,
            total: 0,
            kept: Vec::new(),
            floor,
            least: Score::NEG_INFINITY,
            worst: None,
            columns,
            date: None,
            facets,
        }
    }

    /// Returns whether the labels of passages are counted.
    pub(super) fn counts_labels(&self) -> bool {
        !self.facets.is_empty()
    }

    /// Counts passages that are not among the best, if labels are not counted.
    pub(super) fn count(&mut self, passages: usize) {
        self.total += passages;
    }

    /// Returns a score below which a passage is only counted.
    pub(super) fn floor(&self) -> Score {
        self.floor
    }

    /// Orders the passages by date, as `sort` says. A segment may have no dates.
    pub(super) fn by_date(self, sort: Sort, date: Option<Column<u64>>) -> Self {
        Self { sort, date, ..self }
    }

    /// Keeps a passage if it is among the best so far. Each test costs more than the one before,
    /// and many queries have thousands of passages with the same score.
    #[inline(never)]
    fn consider(&mut self, doc: DocId, score: Score) {
        if self.loses_tie(doc, score) {
            return;
        }
        let length_factor = length_factor(&self.columns, doc);
        // The score of a heading is lowered further.
        let at_most = quantize(score * length_factor);
        if at_most < self.least {
            return;
        }
        let mut key = Key {
            date: self.date_of(doc),
            score_steps: self.score_steps(at_most),
            source_ord: self.columns.source.get_val(doc),
            ordinal: 0,
        };
        if self.is_worse(&key) {
            return;
        }
        let heading_factor = heading_factor(&self.columns, doc).unwrap_or(1.0);
        let score = quantize(score * (length_factor * heading_factor));
        key.score_steps = self.score_steps(score);
        key.ordinal = self.columns.ordinal.get_val(doc);
        if score < self.least || self.is_worse(&key) {
            return;
        }
        self.kept
            .push(Kept { key, score, doc });
        // Twice as many are gathered before the worse half is dropped, so that keeping a passage
        // takes constant time on average.
        let enough = self
            .keep
            .saturating_mul(2)
            .saturating_add(8);
        if self.kept.len() >= enough {
            self.drop_worst();
        }
    }

    /// Returns whether the passage has at most the lowest score that is kept, and the source of a
    /// later brief than the worst passage that is kept.
    fn loses_tie(&self, doc: DocId, score: Score) -> bool {
        if self.sort != Sort::Relevance || score > self.least {
            return false;
        }
        let Some(worst) = self.worst else {
            return false;
        };
        self.columns.source.get_val(doc) > worst.source_ord
    }

    fn is_worse(&self, key: &Key) -> bool {
        self.worst
            .is_some_and(|worst| *key > worst)
    }

    fn date_of(&self, doc: DocId) -> u64 {
        let Some(dates) = &self.date else {
            return 0;
        };
        match dates.first(doc) {
            Some(date) if self.sort == Sort::Oldest => u64::MAX - date,
            Some(date) => date,
            None => 0,
        }
    }

    /// Returns the steps of a score by which passages are ordered.
    fn score_steps(&self, score: Score) -> i64 {
        if self.sort != Sort::Relevance {
            return 0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "scores are small")]
        let steps = (score / SCORE_STEP) as i64;
        steps
    }

    /// Drops all but the best, and raises `floor`, `least` and `worst` to what remains.
    fn drop_worst(&mut self) {
        if self.kept.len() <= self.keep {
            return;
        }
        self.kept
            .select_nth_unstable_by(self.keep, |a, b| a.key.cmp(&b.key));
        self.kept.truncate(self.keep);
        self.worst = self
            .kept
            .iter()
            .map(|kept| kept.key)
            .max();
        if self.sort != Sort::Relevance {
            return;
        }
        let scores = self
            .kept
            .iter()
            .map(|kept| kept.score);
        self.least = scores.fold(Score::INFINITY, Score::min);
        self.floor = if self.columns.in_order {
            self.least.next_up()
        } else {
            self.least
        };
    }
}

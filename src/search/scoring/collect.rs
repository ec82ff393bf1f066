//! The best passages of a query, in an order that no accident of the index decides, and counts over
//! all of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::{Columns, Index, schema};
use crate::search::plan::weights;
use crate::search::scoring::leaf::{self, STEP};

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best match.
    #[default]
    Relevance,
    /// The latest brief; undated ones last.
    Date,
}

impl std::str::FromStr for Sort {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "relevance" => Ok(Self::Relevance),
            "date" => Ok(Self::Date),
            _ => Err(format!(
                "unknown order {name:?}; expected relevance or date"
            )),
        }
    }
}

/// Counts by label, for each counted field.
pub type Counts = BTreeMap<&'static str, BTreeMap<String, usize>>;

/// Collects the first `keep` passages and counts them all.
pub(in crate::search) struct Best<'a> {
    pub index: &'a Index,
    pub keep: usize,
    pub sort: Sort,
    /// Fast fields to count labels in, with the names to count under; empty for none.
    pub count: &'static [(&'static str, &'static str)],
}

/// A passage that may be shown.
#[derive(Debug, Clone)]
pub(in crate::search) struct Candidate {
    pub address: DocAddress,
    pub score: f32,
    key: Key,
}

impl Candidate {
    /// Its brief, as a number within its segment.
    pub(in crate::search) fn source(&self) -> (SegmentOrdinal, u64) {
        (self.address.segment_ord, self.key.source_ord)
    }

    /// The source of its brief.
    pub(in crate::search) fn source_name(&self, index: &Index) -> tantivy::Result<Arc<str>> {
        index.source_name(self.address.segment_ord, self.key.source_ord)
    }
}

/// What candidates of one segment are ordered by, after each other: date or nothing, score, source,
/// ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    date: u64,
    steps: i64,
    source_ord: u64,
    ordinal: u64,
}

/// What was collected.
#[derive(Debug, Default)]
pub(in crate::search) struct Collected {
    pub total: usize,
    pub candidates: Vec<Candidate>,
    pub counts: Counts,
}

pub(in crate::search) struct SegmentBest {
    keep: usize,
    sort: Sort,
    segment: SegmentOrdinal,
    total: usize,
    kept: Vec<(Key, Score, DocId)>,
    /// What scores less than this is counted and no more: it is worse than all that are kept, or in
    /// a segment that is in order comes too late to tie, or nothing is kept.
    floor: Score,
    /// The least score of those that are kept, where enough are.
    least: Score,
    /// What comes after this is worse than all that are kept.
    worst: Option<Key>,
    columns: Columns,
    date: Option<Column<u64>>,
    counted: Vec<(&'static str, StrColumn, Vec<usize>)>,
}

impl Collector for Best<'_> {
    type Fruit = Collected;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let fast = reader.fast_fields();
        let mut counted = Vec::new();
        for (field, name) in self.count {
            if let Some(column) = fast.str(field)? {
                let labels = column.dictionary().num_terms();
                counted.push((*name, column, vec![0; labels]));
            }
        }
        Ok(SegmentBest {
            keep: self.keep,
            sort: self.sort,
            segment,
            total: 0,
            kept: Vec::new(),
            floor: if self.keep == 0 {
                Score::INFINITY
            } else {
                Score::NEG_INFINITY
            },
            least: Score::NEG_INFINITY,
            worst: None,
            columns: self.index.columns(segment)?,
            date: if self.sort == Sort::Date {
                fast.column_opt(schema::DATE)?
            } else {
                None
            },
            counted,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for segment in segments {
            all.total += segment.total;
            all.candidates.extend(segment.candidates);
            for (field, labels) in segment.counts {
                let counts = all.counts.entry(field).or_default();
                for (label, count) in labels {
                    *counts.entry(label).or_default() += count;
                }
            }
        }
        all.candidates.sort_by_key(|candidate| candidate.key.rank());
        for tied in all
            .candidates
            .chunk_by_mut(|a, b| a.key.rank() == b.key.rank())
            .filter(|tied| tied.len() > 1)
        {
            self.break_tie(tied)?;
        }
        all.candidates.truncate(self.keep);
        Ok(all)
    }
}

impl Best<'_> {
    /// Orders passages that rank alike by brief and ordinal. A source's number means something in
    /// its segment only, so where segments meet the sources themselves are looked up.
    fn break_tie(&self, tied: &mut [Candidate]) -> tantivy::Result<()> {
        let first = tied[0].address.segment_ord;
        if tied
            .iter()
            .all(|candidate| candidate.address.segment_ord == first)
        {
            tied.sort_by_key(|candidate| (candidate.key.source_ord, candidate.key.ordinal));
            return Ok(());
        }
        let mut named = Vec::with_capacity(tied.len());
        for candidate in tied.iter() {
            named.push((
                candidate.source_name(self.index)?,
                candidate.key.ordinal,
                candidate.clone(),
            ));
        }
        named.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        tied.iter_mut()
            .zip(named)
            .for_each(|(place, (.., candidate))| *place = candidate);
        Ok(())
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if !self.counted.is_empty() {
            self.count(doc);
        }
        // Of many passages this is all.
        if score >= self.floor {
            self.consider(doc, score);
        }
    }

    fn harvest(mut self) -> Collected {
        self.drop_worst();
        let candidates = self.kept.iter().map(|&(key, score, doc)| Candidate {
            address: DocAddress::new(self.segment, doc),
            score,
            key,
        });
        let candidates = candidates.collect();
        let mut counts = Counts::new();
        for (name, column, by_ord) in &self.counted {
            let labels = (0u64..).zip(by_ord).filter(|(_, count)| **count > 0);
            counts.insert(
                name,
                labels
                    .map(|(ord, count)| (label(column, ord), *count))
                    .collect(),
            );
        }
        Collected {
            total: self.total,
            candidates,
            counts,
        }
    }
}

impl SegmentBest {
    #[inline(never)]
    fn count(&mut self, doc: DocId) {
        for (_, column, counts) in &mut self.counted {
            for ord in column.term_ords(doc) {
                if let Some(count) = usize::try_from(ord)
                    .ok()
                    .and_then(|ord| counts.get_mut(ord))
                {
                    *count += 1;
                }
            }
        }
    }

    /// Keeps a passage if it is among the best so far. Each step of finding out costs more than the
    /// one before, and many queries have thousands of passages of one score.
    #[inline(never)]
    fn consider(&mut self, doc: DocId, score: Score) {
        let ties = self.sort == Sort::Relevance && score <= self.least;
        if ties
            && self
                .worst
                .is_some_and(|worst| self.columns.source.get_val(doc) > worst.source_ord)
        {
            return;
        }
        let by_length = length_share(&self.columns, doc);
        let most = leaf::round(score * by_length);
        if most < self.least {
            return;
        }
        let mut key = Key {
            date: self.date.as_ref().and_then(|d| d.first(doc)).unwrap_or(0),
            steps: self.steps(most),
            source_ord: self.columns.source.get_val(doc),
            ordinal: 0,
        };
        if self.worst.is_some_and(|worst| key > worst) {
            return;
        }
        let score =
            leaf::round(score * (by_length * heading_share(&self.columns, doc).unwrap_or(1.0)));
        key = Key {
            steps: self.steps(score),
            ordinal: self.columns.ordinal.get_val(doc),
            ..key
        };
        if score < self.least || self.worst.is_some_and(|worst| key > worst) {
            return;
        }
        self.kept.push((key, score, doc));
        // Twice as many are gathered before the worse half goes, so that each costs constant time.
        if self.kept.len() >= self.keep.saturating_mul(2).saturating_add(8) {
            self.drop_worst();
        }
    }

    /// What a score counts in the order that is asked for.
    fn steps(&self, score: Score) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "scores are small")]
        let steps = (score / STEP) as i64;
        if self.sort == Sort::Relevance {
            steps
        } else {
            0
        }
    }

    fn drop_worst(&mut self) {
        if self.kept.len() > self.keep {
            self.kept
                .select_nth_unstable_by(self.keep, |a, b| a.0.cmp(&b.0));
            self.kept.truncate(self.keep);
            self.worst = self.kept.iter().map(|kept| kept.0).max();
            if self.sort == Sort::Relevance {
                self.least = self
                    .kept
                    .iter()
                    .map(|kept| kept.1)
                    .fold(Score::INFINITY, Score::min);
                self.floor = if self.columns.in_order {
                    self.least.next_up()
                } else {
                    self.least
                };
            }
        }
    }
}

impl Key {
    /// What decides before the brief does, best first.
    fn rank(&self) -> (std::cmp::Reverse<u64>, std::cmp::Reverse<i64>) {
        (std::cmp::Reverse(self.date), std::cmp::Reverse(self.steps))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank()
            .cmp(&other.rank())
            .then(self.source_ord.cmp(&other.source_ord))
            .then(self.ordinal.cmp(&other.ordinal))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The share of its score that a passage keeps for its length.
pub(in crate::search) fn length_share(columns: &Columns, doc: DocId) -> Score {
    SHARES[usize::from(columns.lengths.fieldnorm_id(doc))]
}

/// The share of its score that a passage keeps, if it is a heading.
pub(in crate::search) fn heading_share(columns: &Columns, doc: DocId) -> Option<Score> {
    (columns.kind.get_val(doc) == columns.heading).then_some(weights::HEADING_PASSAGE)
}

/// The share of its score that a passage keeps, by the byte that stands for its length.
static SHARES: LazyLock<[Score; 256]> = LazyLock::new(|| {
    let mut shares = [0.0; 256];
    for (id, share) in (0..=u8::MAX).zip(&mut shares) {
        *share = weights::length_share(FieldNormReader::id_to_fieldnorm(id));
    }
    shares
});

fn label(column: &StrColumn, ord: u64) -> String {
    let mut out = String::new();
    // A label that cannot be read shows as an empty one.
    let _ = column.ord_to_str(ord, &mut out);
    out
}

//! The collector: the best passages in a deterministic order, their total number, and counts by
//! label.
//!
//! Passages are ordered by score or date, then by source, then by position in the brief. None of
//! these depends on how the index was built up.

use std::collections::BTreeMap;
use std::mem;

use tantivy::collector::Collector;
use tantivy::{SegmentOrdinal, SegmentReader};

pub(in crate::search) use super::candidate::{Candidate, Collected};
pub use super::candidate::{Counts, Sort};
use super::facets::FacetCounter;
use super::segment_best::SegmentBest;
use crate::index::{Index, schema};

/// Collects the first `keep` passages and counts them all.
pub(in crate::search) struct Best<'a> {
    pub index: &'a Index,
    pub keep: usize,
    pub sort: Sort,
    /// The fast fields whose labels are counted, with the names to count under.
    pub count: &'static [(&'static str, &'static str)],
}

impl Collector for Best<'_> {
    type Fruit = Collected;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let columns = self.index.columns(segment)?;
        let facets = FacetCounter::open(self.count, reader)?;
        let best = SegmentBest::new(self.keep, segment, columns, facets);
        match self.sort {
            Sort::Relevance => Ok(best),
            Sort::Newest | Sort::Oldest => {
                let columns = reader.fast_fields();
                Ok(best.by_date(
                    self.sort,
                    columns.column_opt(schema::DATE)?,
                ))
            }
        }
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for segment in segments {
            all.total += segment.total;
            all.candidates
                .extend(segment.candidates);
            add_counts(&mut all.counts, segment.counts);
        }
        let candidates = &mut all.candidates;
        candidates.sort_by_key(|candidate| candidate.key.rank());
        for tied in candidates.chunk_by_mut(|a, b| a.key.rank() == b.key.rank()) {
            if tied.len() > 1 {
                self.break_tie(tied)?;
            }
        }
        candidates.truncate(self.keep);
        Ok(all)
    }
}

/// Adds the counts of a segment.
pub(in crate::search) fn add_counts(all: &mut Counts, segment: Counts) {
    if all.is_empty() {
        *all = segment;
        return;
    }
    for (field, labels) in segment {
        let counted = all.entry(field).or_default();
        let both = mem::take(counted)
            .into_iter()
            .chain(labels);
        *counted = summed(both.collect());
    }
}

/// Returns the sum of the counts of each label. Labels in a few runs that are in order take little
/// time, since a map is then made at once.
pub(in crate::search) fn summed(mut labels: Vec<(String, usize)>) -> BTreeMap<String, usize> {
    labels.sort_by(|(a, _), (b, _)| a.cmp(b));
    labels.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        first.1 += if is_same {
            later.1
        } else {
            0
        };
        is_same
    });
    labels.into_iter().collect()
}

impl Best<'_> {
    /// Returns a collector that counts the same and keeps nothing.
    pub(in crate::search) fn only_counting(&self) -> Self {
        Self {
            keep: 0,
            sort: Sort::Relevance,
            ..*self
        }
    }

    /// Returns a collector that keeps the same and counts nothing by label.
    pub(in crate::search) fn uncounted(&self) -> Self {
        Self {
            count: &[],
            ..*self
        }
    }

    /// Orders passages of the same rank by source, and by position in the brief.
    fn break_tie(&self, tied: &mut [Candidate]) -> tantivy::Result<()> {
        let segment = tied[0].address.segment_ord;
        let in_one_segment = tied
            .iter()
            .all(|hit| hit.address.segment_ord == segment);
        if in_one_segment {
            tied.sort_by_key(|hit| (hit.key.source_ord, hit.key.ordinal));
            return Ok(());
        }
        // The number of a source is valid in its segment only, so the names are compared.
        let mut named = Vec::with_capacity(tied.len());
        for hit in tied.iter() {
            named.push((
                hit.source_name(self.index)?,
                hit.clone(),
            ));
        }
        named.sort_by(|(a_name, a), (b_name, b)| {
            let by_name = a_name.cmp(b_name);
            by_name.then(a.key.ordinal.cmp(&b.key.ordinal))
        });
        for (place, (_, hit)) in tied.iter_mut().zip(named) {
            *place = hit;
        }
        Ok(())
    }
}

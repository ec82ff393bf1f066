//! Passages that were collected, and their order.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use tantivy::{DocAddress, SegmentOrdinal};

use crate::index::Index;

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Sort {
    /// The best match first.
    #[default]
    Relevance,
    /// The latest brief first, and undated briefs last.
    Newest,
    /// The earliest brief first, and undated briefs last.
    Oldest,
}

impl FromStr for Sort {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "relevance" => Ok(Self::Relevance),
            // The older name.
            "newest" | "date" => Ok(Self::Newest),
            "oldest" => Ok(Self::Oldest),
            _ => Err(format!(
                "unknown order {name:?}; expected relevance, newest or oldest"
            )),
        }
    }
}

/// Number of passages by label, for each counted field.
pub type Counts = BTreeMap<&'static str, BTreeMap<String, usize>>;

/// A passage that may be shown.
#[derive(Debug, Clone)]
pub(in crate::search) struct Candidate {
    pub address: DocAddress,
    pub score: f32,
    pub(super) key: Key,
}

impl Candidate {
    /// Returns what identifies its brief: the segment, and the number of the source in it.
    pub(in crate::search) fn source(&self) -> (SegmentOrdinal, u64) {
        (
            self.address.segment_ord,
            self.key.source_ord,
        )
    }

    /// Returns the source of its brief.
    pub(in crate::search) fn source_name(&self, index: &Index) -> tantivy::Result<Arc<str>> {
        index.source_name(
            self.address.segment_ord,
            self.key.source_ord,
        )
    }
}

/// The result of collecting.
#[derive(Debug, Default)]
pub(in crate::search) struct Collected {
    pub total: usize,
    pub candidates: Vec<Candidate>,
    pub counts: Counts,
}

/// Orders the passages of one segment: by date or score, then by source and by position in the
/// brief. The least key is that of the passage to show first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// The brief's date as a number that is greater for a passage to be shown earlier; 0 without a
    /// date, or if the order is not by date.
    pub date: u64,
    /// The score in steps; 0 if the order is by date.
    pub score_steps: i64,
    /// The number of the source, which is valid in its segment only.
    pub source_ord: u64,
    /// The number of the passage in its brief.
    pub ordinal: u64,
}

impl Key {
    /// Returns the part that also orders passages of different segments.
    pub(super) fn rank(&self) -> (Reverse<u64>, Reverse<i64>) {
        (
            Reverse(self.date),
            Reverse(self.score_steps),
        )
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_rank = self.rank().cmp(&other.rank());
        let by_source = by_rank.then(
            self.source_ord
                .cmp(&other.source_ord),
        );
        by_source.then(self.ordinal.cmp(&other.ordinal))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

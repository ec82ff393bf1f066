//! Passages that are not in files of a folder, and an index of some of them in memory.
//!
//! A search asks such a place for what a folder's index knows: how many passages have a term, which
//! terms there are, how many passages match. The passages that it ranks are fetched, and
//! an index in memory is made of these: with the statistics of all passages. So one ranking, one
//! highlighting and one desk serve both.

use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::schema::Field;

use super::manifest::Manifest;
use super::record::BriefRecord;
use super::shape::Shape;
use crate::error::Result;
use crate::model::StoredPassage;

/// A place other than a folder that has the passages of an index. It shows one state of them.
pub(crate) trait Elsewhere: Send + Sync {
    /// Returns how many passages have each of some terms.
    fn frequencies(&self, terms: &[(Field, String)]) -> Result<Vec<u64>>;

    /// Returns the terms of a field that start with `start`, sorted, each with the number of
    /// passages that have it.
    fn terms(&self, field: Field, start: &str) -> Result<Vec<(String, u64)>>;

    /// Returns how many passages match.
    fn count(&self, matching: &Shape) -> Result<usize>;

    /// Returns how many of the passages that match have each label of each of some columns. A
    /// column without any label, in whatever passage, has none.
    fn labels(&self, matching: &Shape, columns: &[&'static str]) -> Result<Vec<Option<Labels>>>;

    /// Returns how many passages match, and some of them.
    fn gather(&self, wanted: &Wanted) -> Result<Gathered>;

    /// Returns some passages of a brief by its id, in order.
    fn passages(&self, brief_id: &str, ordinals: RangeInclusive<u32>)
    -> Result<Vec<StoredPassage>>;

    /// Reads the list of all briefs, by source.
    fn briefs(&self) -> Result<Vec<BriefRecord>>;

    /// Returns an error if what was read is no longer one state.
    fn check(&self) -> Result<()>;

    /// Whether this is still the state that a search would see now.
    fn is_current(&self) -> Result<bool>;

    /// Opens the state that a search would see now.
    fn reopen(&self) -> Result<Arc<dyn Elsewhere>>;

    /// The fewest shards that answered, and the number of all, if some did not and that was
    /// allowed.
    fn missed(&self) -> Option<(u64, u64)>;

    /// The contents of the state, as a folder's manifest tells them.
    fn manifest(&self) -> &Manifest;
}

/// Labels of a column with the numbers of passages that have them.
pub(crate) type Labels = Vec<(String, usize)>;

/// The passages that a search wants to rank.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wanted {
    /// Those that match.
    pub matching: Shape,
    /// The shapes that bring passages among the best, if these are others than those that match.
    pub scoring: Vec<Shape>,
    /// How many of them.
    pub keep: Keep,
}

/// How many passages a search wants of those that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All.
    All,
    /// So many of the best.
    Best(usize),
    /// So many of the latest; the earliest if it is not `newest`.
    Dated { keep: usize, newest: bool },
}

/// The passages that were gathered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    /// Number of passages that match.
    pub total: usize,
    pub found: Vec<Found>,
}

/// A passage as it was gathered.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The brief's source.
    pub source: String,
    /// Its number in its brief.
    pub ordinal: u32,
    /// The day on which it was first indexed: 20261128.
    pub added: u64,
    /// The bytes that the index stores of it.
    pub stored: Vec<u8>,
    /// The values of its fields, but for those that its text tells.
    pub values: Vec<(Field, FieldValue)>,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldValue {
    Text(String),
    Number(u64),
}

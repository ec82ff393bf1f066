//! Scores passages: the leaves that a plan is made of, the collector that keeps the best passages,
//! and the explanation of a score.

pub(in crate::search) mod bits;
pub(in crate::search) mod bm25;
mod candidate;
mod checked_docs;
pub(in crate::search) mod collect;
mod counting;
pub(in crate::search) mod draw;
pub(in crate::search) mod excluded;
pub(in crate::search) mod explain;
pub(in crate::search) mod facets;
mod factors;
pub(in crate::search) mod leaf;
mod list;
pub(in crate::search) mod max_score;
mod near_docs;
mod paired_docs;
pub(in crate::search) mod partitions;
pub(in crate::search) mod parts;
pub(in crate::search) mod ranking;
pub(in crate::search) mod row;
mod seek;
mod segment_best;
pub(in crate::search) mod shape;
pub(in crate::search) mod union;
pub(in crate::search) mod weights;

//! Scores: the leaves that a plan is made of, and the collector that keeps the best.

pub(in crate::search) mod collect;
pub(in crate::search) mod explain;
pub(in crate::search) mod leaf;
mod near_docs;
mod paired;
pub(in crate::search) mod union;

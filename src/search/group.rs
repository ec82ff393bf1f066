//! Hits by brief: the best passages of each, the briefs in the order of their best hit.
//!
//! What is grouped is all hits, so that no brief is missing because others have many.

use std::collections::HashMap;

use serde::Serialize;

use crate::error::Result;
use crate::index::{BriefLabel, Index};
use crate::search::scoring::collect::Candidate;

/// The briefs that have hits.
#[derive(Debug, Clone)]
pub struct Groups {
    /// Number of briefs that have hits.
    pub total: usize,
    /// The briefs asked for, by their best hit.
    pub briefs: Vec<Group>,
}

/// A brief that has hits. Those that are shown stand in a row among all that are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The brief.
    pub brief: BriefLabel,
    /// Number of its passages that match.
    pub total: usize,
    /// How many of them are shown.
    pub shown: usize,
}

/// Hits of one brief, before they are read.
pub(super) struct Part<'a> {
    pub total: usize,
    /// The best, with their ranks over all hits.
    pub best: Vec<(usize, &'a Candidate)>,
}

/// Parts `hits`, which are in order, by brief, and keeps the `most` best of each.
pub(super) fn by_brief<'a>(
    index: &Index,
    hits: &'a [Candidate],
    most: usize,
) -> Result<Vec<Part<'a>>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    // A source's number means something in its segment only; the name itself is looked up once for
    // each.
    let mut by_number = HashMap::new();
    let mut by_name = HashMap::new();
    for (rank, hit) in (1..).zip(hits) {
        let number = hit.source();
        let at = if let Some(&at) = by_number.get(&number) {
            at
        } else {
            let name = hit.source_name(index).map_err(index.error())?;
            *by_name.entry(name).or_insert(parts.len())
        };
        by_number.insert(number, at);
        if at == parts.len() {
            parts.push(Part {
                total: 0,
                best: Vec::new(),
            });
        }
        let part = &mut parts[at];
        part.total += 1;
        if part.best.len() < most {
            part.best.push((rank, hit));
        }
    }
    Ok(parts)
}

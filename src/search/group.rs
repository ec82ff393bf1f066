//! Groups hits by brief: the best passages of each brief, and the briefs in the order of their best
//! hit.
//!
//! All hits are grouped, not only those of a page, so that no brief is missing because others have
//! many hits.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::error::Result;
use crate::index::{BriefLabel, Index};
use crate::search::scoring::collect::Candidate;

/// The briefs that have hits.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Groups {
    /// Number of briefs that have hits.
    pub total: usize,
    /// The briefs asked for, in the order of their best hit.
    pub briefs: Vec<Group>,
}

/// A brief that has hits. The hits that are shown follow one another in the list of all hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// The brief.
    pub brief: BriefLabel,
    /// Number of its passages that match.
    pub total: usize,
    /// Number of its passages that are shown.
    pub shown: usize,
}

/// The hits of one brief, before they are read.
#[derive(Default)]
pub(super) struct Part<'a> {
    pub total: usize,
    /// The best hits, with their ranks among all hits.
    pub best: Vec<(usize, &'a Candidate)>,
}

/// Groups `hits`, which are in order, by brief, and keeps the `most` best of each brief.
pub(super) fn by_brief<'a>(
    index: &Index,
    hits: &'a [Candidate],
    most: usize,
) -> Result<Vec<Part<'a>>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut numbers = BriefNumbers::default();
    for (rank, hit) in (1..).zip(hits) {
        let number = numbers.of(hit, index)?;
        if number == parts.len() {
            parts.push(Part::default());
        }
        let part = &mut parts[number];
        part.total += 1;
        if part.best.len() < most {
            part.best.push((rank, hit));
        }
    }
    Ok(parts)
}

/// Numbers briefs in the order in which they first occur.
///
/// A brief's number in the index is valid in one segment only, and looking up its name takes long,
/// so each name is looked up once for each segment.
#[derive(Default)]
struct BriefNumbers {
    by_segment: HashMap<(u32, u64), usize>,
    by_name: HashMap<Arc<str>, usize>,
}

impl BriefNumbers {
    fn of(&mut self, hit: &Candidate, index: &Index) -> Result<usize> {
        if let Some(&number) = self.by_segment.get(&hit.source()) {
            return Ok(number);
        }
        let name = hit
            .source_name(index)
            .map_err(index.error())?;
        let next = self.by_name.len();
        let number = *self
            .by_name
            .entry(name)
            .or_insert(next);
        self.by_segment
            .insert(hit.source(), number);
        Ok(number)
    }
}

//! Reads the passages of briefs, brief by brief, on all cores.

use rayon::prelude::*;

use crate::error::Result;
use crate::index::{BriefRecord, Index, StoredPassage};
use crate::search;

/// Calls `count` with each of `briefs` and its passages, and returns the results in the order of
/// `briefs`.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn by_brief<T: Send>(
    index: &Index,
    briefs: &[&BriefRecord],
    count: impl Fn(&BriefRecord, Vec<StoredPassage>) -> T + Sync,
) -> Result<Vec<T>> {
    briefs
        .par_iter()
        .map(|brief| {
            let passages = search::passages(index, &brief.id, 1..=u32::MAX)?;
            Ok(count(brief, passages))
        })
        .collect()
}

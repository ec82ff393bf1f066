//! Runs a planned query, and counts what a query matches.

use tantivy::query::Query as TantivyQuery;

use super::run::{count_matches, run};
use super::scoring::collect::{Best, Collected};
use super::{issues, plan};
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;

/// Returns the passages that `best` keeps of those that match `query`, and counts all of them.
pub(super) fn collect(
    index: &Index,
    query: &dyn TantivyQuery,
    best: &Best<'_>,
) -> Result<Collected> {
    let mut collected = run(index, query, best)?;
    issues::label(&mut collected.counts);
    Ok(collected)
}

/// Returns the number of passages that match `query`.
pub(super) fn count(index: &Index, query: &Query) -> Result<usize> {
    let plan = plan::plan(
        index,
        query,
        &[],
        plan::Options::default(),
    )?;
    count_matches(index, &*plan.query)
}

//! The briefs that a request is about.

use super::place::in_time;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::query::Query;
use crate::search::{self, Request};

/// The facet of sources.
const SOURCE: &str = "source";

/// Returns the briefs that have a passage that the filters of `request` allow, by date and source.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn scope<'a>(
    index: &Index,
    briefs: &'a [BriefRecord],
    request: &Request,
) -> Result<Vec<&'a BriefRecord>> {
    let mut scope: Vec<&BriefRecord> = briefs.iter().collect();
    if !request.filters.is_empty() {
        let mut all = Request::new(Query::All(Vec::new()));
        all.filters
            .clone_from(&request.filters);
        all.limit = Some(0);
        all.facets = true;
        let results = search::search(index, &all)?;
        let counts = results.facets.unwrap_or_default();
        let sources = counts.get(SOURCE);
        scope.retain(|brief| {
            sources.is_some_and(|sources| sources.contains_key(&brief.label.source))
        });
    }
    scope.sort_by(|a, b| in_time(&a.label).cmp(&in_time(&b.label)));
    Ok(scope)
}

/// Returns the number of words and Han characters of `briefs`.
pub(super) fn tokens<'a>(briefs: impl IntoIterator<Item = &'a BriefRecord>) -> u64 {
    briefs
        .into_iter()
        .map(|brief| brief.lengths.tokens)
        .sum()
}

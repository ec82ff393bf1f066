//! How passages write what the index has in normalized spelling.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::collect::collect;
use crate::search::highlight::{Matcher, spans};
use crate::search::plan;
use crate::search::scoring::collect::{Best, Sort};

/// Number of passages in which a spelling is looked up.
const MAX_PASSAGES: usize = 16;

/// Returns `normalized`, a word or phrase, as passages write it: as it is if one of them writes it
/// so, else as most of them do.
pub(super) fn as_written(index: &Index, normalized: &str) -> Result<String> {
    let query = Query::Phrase(normalized.to_owned(), 0);
    let plan = plan::plan(
        index,
        &query,
        &[],
        plan::Options::default(),
    )?;
    let best = Best {
        index,
        keep: MAX_PASSAGES,
        sort: Sort::Relevance,
        count: &[],
    };
    let found = collect(index, &*plan.query, &best)?;
    let matcher = Matcher::new(&plan.highlights);
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for candidate in &found.candidates {
        let text = index
            .passage_at(candidate.address)?
            .text;
        for span in spans(&text, &matcher) {
            *forms
                .entry(text[span].to_owned())
                .or_default() += 1;
        }
    }
    if forms.is_empty() || forms.contains_key(normalized) {
        return Ok(normalized.to_owned());
    }
    let commonest = forms
        .into_iter()
        .max_by_key(|(_, count)| *count);
    Ok(commonest.map_or_else(
        || normalized.to_owned(),
        |(form, _)| form,
    ))
}

//! The terms that an index holds, gone through in order.

use std::collections::BTreeSet;

use tantivy::schema::Field;

use crate::error::Result;
use crate::index::Index;

/// Gives `visit` each term of `field` that starts with `start`, with the number of passages that
/// have it, once for each segment. Deleted passages are counted until their segment is written
/// anew.
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn each_term(
    index: &Index,
    field: Field,
    start: Option<&str>,
    mut visit: impl FnMut(&str, u64),
) -> Result<()> {
    for segment in index.searcher.segment_readers() {
        let inverted = segment.inverted_index(field).map_err(index.error())?;
        let range = inverted.terms().range();
        let range = if let Some(start) = start {
            range.ge(start)
        } else {
            range
        };
        let mut stream = range.into_stream().map_err(|e| index.error()(e.into()))?;
        while stream.advance() {
            let Ok(term) = std::str::from_utf8(stream.key()) else {
                continue;
            };
            if start.is_some_and(|s| !term.starts_with(s)) {
                break;
            }
            visit(term, u64::from(stream.value().doc_freq));
        }
    }
    Ok(())
}

/// The terms of `field` that start with `start`, sorted.
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn words_starting(index: &Index, field: Field, start: &str) -> Result<Vec<String>> {
    let mut found = BTreeSet::new();
    each_term(index, field, Some(start), |term, _| {
        found.insert(term.to_owned());
    })?;
    Ok(found.into_iter().collect())
}

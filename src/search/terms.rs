//! Goes through the terms of an index in order.

use std::collections::BTreeSet;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

use crate::error::Result;
use crate::index::Index;

/// Calls `visit` with each term of `field` that starts with `start`, and with the number of
/// passages that have it, once for each segment. Deleted passages are counted until their segment
/// is merged.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn each_term(
    index: &Index,
    field: Field,
    start: Option<&str>,
    mut visit: impl FnMut(&str, u64),
) -> Result<()> {
    let start = start.unwrap_or_default();
    if index.elsewhere().is_some() {
        let terms = match index.ready() {
            Some(elsewhere) => elsewhere.terms(field, start)?,
            None => Vec::new(),
        };
        terms
            .iter()
            .for_each(|(term, passages)| visit(term, *passages));
        return Ok(());
    }
    for segment in index.searcher.segment_readers() {
        each_term_of(segment, field, start, &mut visit).map_err(index.error())?;
    }
    Ok(())
}

fn each_term_of(
    segment: &SegmentReader,
    field: Field,
    start: &str,
    visit: &mut impl FnMut(&str, u64),
) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(field)?;
    let from_start = inverted.terms().range().ge(start);
    let mut stream = from_start.into_stream()?;
    while stream.advance() {
        let Ok(term) = std::str::from_utf8(stream.key()) else {
            continue;
        };
        if !term.starts_with(start) {
            break;
        }
        visit(term, u64::from(stream.value().doc_freq));
    }
    Ok(())
}

/// Calls `visit`, as [`each_term`] does, with each term of `field` that may be at most `edits`
/// edits, 1 or 2, from `text`: with no other, unless the passages are elsewhere. Two neighbouring
/// letters that are swapped are one edit.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn each_similar_term(
    index: &Index,
    field: Field,
    (text, edits): (&str, u8),
    mut visit: impl FnMut(&str, u64),
) -> Result<()> {
    if index.elsewhere().is_some() {
        return each_term(index, field, None, visit);
    }
    let term = Term::from_field_text(field, text);
    let similar = FuzzyTermQuery::new(term, edits, true);
    for segment in index.searcher.segment_readers() {
        each_similar_of(segment, field, &similar, &mut visit).map_err(index.error())?;
    }
    Ok(())
}

fn each_similar_of(
    segment: &SegmentReader,
    field: Field,
    similar: &FuzzyTermQuery,
    visit: &mut impl FnMut(&str, u64),
) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(field)?;
    let found = inverted
        .terms()
        .search(similar.automaton()?);
    let mut stream = found.into_stream()?;
    while stream.advance() {
        if let Ok(term) = std::str::from_utf8(stream.key()) {
            visit(term, u64::from(stream.value().doc_freq));
        }
    }
    Ok(())
}

/// Returns the terms of `field` that start with `start`, sorted.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn words_starting(index: &Index, field: Field, start: &str) -> Result<Vec<String>> {
    let mut found = BTreeSet::new();
    each_term(index, field, Some(start), |term, _| {
        found.insert(term.to_owned());
    })?;
    Ok(found.into_iter().collect())
}

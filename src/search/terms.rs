//! Goes through the terms of an index in order.

use std::collections::BTreeSet;

use tantivy::query::{DfaWrapper, FuzzyTermQuery};
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

/// A word to which others are similar: its text, and the number of edits from it, 1 or 2. Two
/// neighbouring letters that are swapped are one edit.
pub(super) type Similar<'a> = (&'a str, u8);

/// Calls `visit` with the number of a word, and, as [`each_term`] does, with each term of `field`
/// that may be similar to it: with no other, unless the passages are elsewhere.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn each_similar_term(
    index: &Index,
    field: Field,
    words: &[Similar<'_>],
    mut visit: impl FnMut(usize, &str, u64),
) -> Result<()> {
    if index.elsewhere().is_some() {
        return each_term(index, field, None, |term, passages| {
            (0..words.len()).for_each(|word| visit(word, term, passages));
        });
    }
    for (word, (text, edits)) in words.iter().enumerate() {
        let term = Term::from_field_text(field, text);
        let similar = FuzzyTermQuery::new(term, *edits, true);
        let similar = similar
            .automaton()
            .map_err(index.error())?;
        for segment in index.searcher.segment_readers() {
            let mut visit = |term: &str, passages| visit(word, term, passages);
            each_similar_of(segment, field, &similar, &mut visit).map_err(index.error())?;
        }
    }
    Ok(())
}

fn each_similar_of(
    segment: &SegmentReader,
    field: Field,
    similar: &DfaWrapper,
    visit: &mut impl FnMut(&str, u64),
) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(field)?;
    let found = inverted.terms().search(similar);
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

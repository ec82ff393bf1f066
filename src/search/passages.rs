//! Stored passages, by id and by brief.

use std::ops::RangeInclusive;

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::ids;
use crate::error::Result;
use crate::index::{Index, StoredPassage};

/// Returns the passage with this id and up to `context` passages of its brief before and after it,
/// in order.
///
/// # Errors
/// Returns an error if there is no such passage, or if the index cannot be read.
pub fn around(index: &Index, id: &str, context: u32) -> Result<Vec<StoredPassage>> {
    let Some((brief_id, ordinal)) = ids::split(id) else {
        return Err(ids::no_passage(id));
    };
    let first = ordinal.saturating_sub(context);
    let last = ordinal.saturating_add(context);
    let found = passages(index, brief_id, first..=last)?;
    if found
        .iter()
        .any(|passage| passage.label.id == id)
    {
        Ok(found)
    } else {
        Err(ids::no_passage(id))
    }
}

/// Returns the passages with these ordinals, in order, of the brief with the id `brief_id`.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn passages(
    index: &Index,
    brief_id: &str,
    ordinals: RangeInclusive<u32>,
) -> Result<Vec<StoredPassage>> {
    if let Some(elsewhere) = index.elsewhere() {
        return elsewhere.passages(brief_id, ordinals);
    }
    let term = Term::from_field_text(index.fields.brief_id, brief_id);
    let of_brief = TermQuery::new(term, IndexRecordOption::Basic);
    let addresses = index
        .searcher
        .search(&of_brief, &DocSetCollector)
        .map_err(index.error())?;
    let mut found = Vec::new();
    for address in addresses {
        let ordinal = ordinal(index, address)?;
        if u32::try_from(ordinal).is_ok_and(|ordinal| ordinals.contains(&ordinal)) {
            found.push((ordinal, address));
        }
    }
    found.sort_unstable();
    found
        .into_iter()
        .map(|(_, address)| index.passage_at(address))
        .collect()
}

/// Returns the passages that translate `passage` or that it translates, in order.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn twins(index: &Index, passage: &StoredPassage) -> Result<Vec<StoredPassage>> {
    let ordinals = || {
        passage
            .twins
            .iter()
            .map(|twin| twin.ordinal)
    };
    let (Some(first), Some(last)) = (ordinals().min(), ordinals().max()) else {
        return Ok(Vec::new());
    };
    let brief_id = ids::split(&passage.label.id).map_or("", |(brief_id, _)| brief_id);
    let mut found = passages(index, brief_id, first..=last)?;
    found.retain(|other| {
        let ordinal = ids::split(&other.label.id).map(|(_, ordinal)| ordinal);
        ordinals().any(|twin| Some(twin) == ordinal)
    });
    Ok(found)
}

fn ordinal(index: &Index, address: DocAddress) -> Result<u64> {
    let columns = index
        .columns(address.segment_ord)
        .map_err(index.error())?;
    Ok(columns
        .ordinal
        .get_val(address.doc_id))
}

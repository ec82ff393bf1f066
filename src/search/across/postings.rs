//! The passages that have a word.

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, TERMINATED, Term, postings::Postings};

use super::units::Word;
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::Index;
use crate::model::Lang;
use crate::query::Query;
use crate::search::collect::collect;
use crate::search::plan;
use crate::search::scoring::collect::{Best, Sort};

/// Minimum share of a translation that is looked for as a phrase if it is no word of the index.
const MIN_PHRASE_SHARE: f32 = 0.02;

/// A passage that has a word, and how often.
pub(super) type Posting = (DocAddress, u32);

/// Returns the passages that have `word`.
pub(super) fn of(index: &Index, word: &Word) -> Result<Vec<Posting>> {
    let field = match word.lang {
        Lang::Mixed => return verbatim(index, &word.text),
        Lang::Zh => index.fields.chinese,
        Lang::En => index.fields.english,
    };
    let found = in_field(index, field, &word.text)?;
    let is_phrase = word.share >= MIN_PHRASE_SHARE && word.text.starts_with(is_han);
    if found.is_empty() && is_phrase {
        return verbatim(index, &word.text);
    }
    Ok(found)
}

fn in_field(index: &Index, field: Field, text: &str) -> Result<Vec<Posting>> {
    let term = Term::from_field_text(field, text);
    let mut found = Vec::new();
    for (at, segment) in (0..).zip(index.searcher.segment_readers()) {
        let read = || {
            let inverted = segment.inverted_index(field)?;
            inverted
                .read_postings(&term, IndexRecordOption::WithFreqs)
                .map_err(tantivy::TantivyError::from)
        };
        let Some(mut postings) = read().map_err(index.error())? else {
            continue;
        };
        let alive = segment.alive_bitset();
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                found.push((
                    DocAddress::new(at, doc),
                    postings.term_freq(),
                ));
            }
            doc = postings.advance();
        }
    }
    Ok(found)
}

/// Returns the passages that have the characters of `text` in a row.
fn verbatim(index: &Index, text: &str) -> Result<Vec<Posting>> {
    let phrase = Query::Phrase(text.to_owned(), 0);
    let passages = matching(index, &phrase)?;
    let once = passages
        .into_iter()
        .map(|address| (address, 1));
    Ok(once.collect())
}

/// Returns the passages that match `query`, in order.
pub(super) fn matching(index: &Index, query: &Query) -> Result<Vec<DocAddress>> {
    let planned = plan::plan(
        index,
        query,
        &[],
        plan::Options::default(),
    )?;
    let all = Best {
        index,
        keep: usize::MAX,
        sort: Sort::Relevance,
        count: &[],
    };
    let found = collect(index, &*planned.query, &all)?;
    let addresses = found.candidates.iter();
    let mut passages: Vec<DocAddress> = addresses
        .map(|candidate| candidate.address)
        .collect();
    passages.sort_unstable();
    Ok(passages)
}

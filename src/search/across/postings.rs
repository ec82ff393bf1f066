//! The passages that have a word.

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, TERMINATED, Term, postings::Postings};

use super::units::Word;
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::{Index, Keep, Shape, Wanted};
use crate::model::Lang;
use crate::query::Query;
use crate::search::scoring::collect::{Best, Sort};
use crate::search::scoring::shape::shape;
use crate::search::{plan, run};

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
    if is_phrase(index, field, word)? {
        return verbatim(index, &word.text);
    }
    in_field(index, field, &word.text)
}

/// Returns whether a word is looked for as a phrase, since it is no word of the index.
fn is_phrase(index: &Index, field: Field, word: &Word) -> Result<bool> {
    let may_be = word.share >= MIN_PHRASE_SHARE && word.text.starts_with(is_han);
    let term = Term::from_field_text(field, &word.text);
    Ok(may_be && index.doc_freq(&term)? == 0)
}

/// Fetches all passages in a language that have one of `words`, if passages are elsewhere. Returns
/// whether they are there.
pub(super) fn gather<'w>(
    index: &Index,
    words: impl Iterator<Item = &'w Word>,
    lang: Lang,
) -> Result<bool> {
    if index.elsewhere().is_none() {
        return Ok(true);
    }
    let mut any = Vec::new();
    for word in words {
        any.push(of_word(index, word)?);
    }
    let languages = [lang, Lang::Mixed].map(|lang| lang.to_string());
    let in_language = Shape::Terms(index.fields.lang, languages.to_vec());
    let wanted = Wanted {
        matching: Shape::Bool {
            must: vec![Shape::Any(any), in_language],
            should: Vec::new(),
            must_not: Vec::new(),
        },
        scoring: Vec::new(),
        keep: Keep::All,
    };
    Ok(run::gathered(index, wanted).is_some())
}

/// Returns the shape of the passages that have a word.
fn of_word(index: &Index, word: &Word) -> Result<Shape> {
    let field = match word.lang {
        Lang::Mixed => index.fields.exact,
        Lang::Zh => index.fields.chinese,
        Lang::En => index.fields.english,
    };
    if word.lang != Lang::Mixed && !is_phrase(index, field, word)? {
        return Ok(Shape::Term(field, word.text.clone()));
    }
    let planned = plan::plan(
        index,
        &Query::Phrase(word.text.clone(), 0),
        &[],
        plan::Options::default(),
    )?;
    shape(&*planned.query).map_err(index.error())
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

/// Returns the passages that match `query`, in order: of those that have been fetched, if passages
/// are elsewhere.
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
    let found = run::here(index, &*planned.query, &all)?;
    let addresses = found.candidates.iter();
    let mut passages: Vec<DocAddress> = addresses
        .map(|candidate| candidate.address)
        .collect();
    passages.sort_unstable();
    Ok(passages)
}

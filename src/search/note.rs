//! Notes on an answer: what a search did otherwise than the query may have been meant.

use std::fmt;

use tantivy::columnar::Cardinality;
use tantivy::query::{BooleanQuery, ExistsQuery, Occur};

use super::collect::count;
use super::plan::{self, Planned};
use super::request::Request;
use super::run::count_matches;
use super::scoring::parts::Shaped;
use crate::analysis::{self, spelling};
use crate::error::Result;
use crate::index::{Index, Shape, schema};
use crate::query::{self, Query, Value};

/// Something that a search did otherwise than the query may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A part of the query means something else than it may have been typed for.
    Query(query::Note),
    /// Words that say little by themselves are not required.
    NotRequired(Vec<String>),
    /// Not all of so many words are required.
    AnyWords,
    /// No passage has all of the words.
    NoneHasAll,
    /// The phrases of a question are not required.
    NotDemanded(Vec<String>),
    /// A word stands for several things, of which all were searched.
    Ambiguous {
        /// The word as typed.
        text: String,
        /// The full names.
        names: Vec<String>,
    },
    /// Passages of briefs without a date match all but the filter of dates.
    Undated(usize),
    /// Some shards of a cluster did not answer.
    Partial {
        /// Number of the shards that did.
        answered: u64,
        /// Number of all shards.
        all: u64,
    },
    /// A phrase occurs in another spelling too.
    OtherSpelling {
        /// The phrase in the other spelling.
        phrase: String,
        /// Number of passages that contain it, with the rest of the query.
        passages: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(note) => write!(f, "{note}"),
            Self::NotRequired(words) => write!(
                f,
                "not required: {}; a phrase in quotation marks requires all its words",
                words.join(", ")
            ),
            Self::AnyWords => write!(
                f,
                "of so many words any will do; passages with the most of them come first"
            ),
            Self::NoneHasAll => write!(
                f,
                "no passage has all of the words; those that have most of them come first"
            ),
            Self::NotDemanded(phrases) => write!(
                f,
                "not required in a question: {}",
                phrases.join(", ")
            ),
            Self::Ambiguous { text, names } => write!(
                f,
                "{text} may stand for {}; all were searched",
                names.join(" or ")
            ),
            Self::Undated(passages) => write!(
                f,
                "left out by the date: {passages} {} of briefs without one",
                if *passages == 1 {
                    "passage"
                } else {
                    "passages"
                }
            ),
            Self::Partial { answered, all } => write!(
                f,
                "only {answered} of {all} shards answered; passages may be missing"
            ),
            Self::OtherSpelling { phrase, passages } => {
                write!(f, "also spelt “{phrase}”: {passages}")
            }
        }
    }
}

/// Returns the notes on the search for `query`, which was planned as `planned`.
pub(super) fn notes(
    index: &Index,
    request: &Request,
    query: &Query,
    planned: &Planned,
) -> Result<Vec<Note>> {
    let mut notes: Vec<Note> = request
        .notes
        .iter()
        .cloned()
        .map(Note::Query)
        .collect();
    if !planned.not_required.is_empty() {
        notes.push(Note::NotRequired(
            planned.not_required.clone(),
        ));
    }
    if planned.any_words {
        notes.push(Note::AnyWords);
    }
    if !planned.not_demanded.is_empty() {
        notes.push(Note::NotDemanded(
            planned.not_demanded.clone(),
        ));
    }
    let whole = plan::whole(query, &request.filters);
    notes.extend(undated(index, &whole)?);
    notes.extend(other_spellings(index, &whole)?);
    Ok(notes)
}

/// Returns the note on the shards that did not answer, if that was allowed and some did not.
pub(super) fn partial(index: &Index) -> Option<Note> {
    let (answered, all) = index.elsewhere()?.missed()?;
    Some(Note::Partial { answered, all })
}

/// Returns the note on the passages that only a filter of dates keeps out, since their briefs have
/// no date.
fn undated(index: &Index, query: &Query) -> Result<Option<Note>> {
    let undated = without_dates(query);
    if undated == *query || !has_undated(index)? {
        return Ok(None);
    }
    let planned = plan::plan(
        index,
        &undated,
        &[],
        plan::Options::default(),
    )?;
    let has_date = Box::new(has_date(index));
    let without_date = BooleanQuery::new(vec![
        (Occur::Must, planned.query),
        (Occur::MustNot, has_date),
    ]);
    let total = count_matches(index, &without_date)?;
    Ok((total > 0).then_some(Note::Undated(total)))
}

fn has_date(index: &Index) -> Shaped {
    Shaped {
        query: Box::new(ExistsQuery::new(
            schema::DATE.to_owned(),
            false,
        )),
        shape: Shape::Has(index.fields.date),
    }
}

/// Returns whether a passage has no date.
fn has_undated(index: &Index) -> Result<bool> {
    if index.elsewhere().is_some() {
        // The count itself tells.
        return Ok(true);
    }
    for segment in index.searcher.segment_readers() {
        let column = segment
            .fast_fields()
            .column_opt::<u64>(schema::DATE);
        let column = column.map_err(index.error())?;
        let is_full = column.is_some_and(|dates| dates.get_cardinality() == Cardinality::Full);
        if !is_full {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns `query` without the filters of dates that a passage must meet.
fn without_dates(query: &Query) -> Query {
    match query {
        Query::All(parts) => {
            let kept = parts
                .iter()
                .filter(|part| !is_date(part));
            Query::All(kept.map(without_dates).collect())
        }
        _ if is_date(query) => Query::All(Vec::new()),
        _ => query.clone(),
    }
}

fn is_date(query: &Query) -> bool {
    matches!(query, Query::Filter(filter) if matches!(filter.value, Value::Dates { .. }))
}

/// Returns the notes on the phrases that occur in another spelling too.
fn other_spellings(index: &Index, query: &Query) -> Result<Vec<Note>> {
    let Query::All(parts) = query else {
        return Ok(Vec::new());
    };
    let mut notes = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let Query::Phrase(text, 0) = part else {
            continue;
        };
        let Some(phrase) = in_other_spelling(index, text)? else {
            continue;
        };
        let mut others = parts.clone();
        others[at] = Query::Phrase(phrase.clone(), 0);
        let passages = count(index, &Query::All(others))?;
        if passages > 0 {
            notes.push(Note::OtherSpelling { phrase, passages });
        }
    }
    Ok(notes)
}

/// Returns `phrase`, normalized, with each word that the index has in another spelling in that
/// spelling; `None` if it has no such word.
fn in_other_spelling(index: &Index, phrase: &str) -> Result<Option<String>> {
    let normalized = analysis::normalize(phrase).text;
    let mut respelt = String::new();
    let mut copied = 0;
    for token in analysis::tokens(&normalized) {
        let Some(spelling) = other_spelling(index, &token)? else {
            continue;
        };
        respelt.push_str(&normalized[copied..token.range.start]);
        respelt.push_str(&spelling);
        copied = token.range.start + token.text.len();
    }
    respelt.push_str(&normalized[copied..]);
    Ok((copied > 0).then_some(respelt))
}

/// Returns the first other spelling of a word that the index has.
fn other_spelling(index: &Index, token: &analysis::Token<'_>) -> Result<Option<String>> {
    if token.han {
        return Ok(None);
    }
    for spelling in spelling::other_spellings(token.text) {
        if index.has_word(&spelling)? {
            return Ok(Some(spelling));
        }
    }
    Ok(None)
}

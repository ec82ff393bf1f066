//! Why a query has no hits: which of its parts occur nowhere, and what it would find without one.

use serde::Serialize;

use super::spelling;
use super::suggestion::Suggestion;
use super::written::as_written;
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::collect::count;
use crate::search::plan;

/// Maximum number of parts of a query that are searched one by one.
const MAX_PARTS: usize = 16;
/// Maximum number of missing parts for which similar spellings are searched.
const MAX_SPELLED: usize = 4;
/// Maximum number of spellings suggested for a missing part.
const MAX_SUGGESTIONS: usize = 3;

/// Why a query has no hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ZeroHits {
    /// The words, phrases and prefixes of the query that occur in no passage at all.
    pub missing: Vec<Missing>,
    /// The numbers of hits without one of its parts.
    pub without: Vec<Without>,
}

/// A part of a query that occurs in no passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Missing {
    /// The part, as typed.
    pub text: String,
    /// Similar spellings that do occur.
    #[serde(rename = "near")]
    pub similar: Vec<Suggestion>,
}

/// A query without one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Without {
    /// The part, as typed, or the filter in words.
    pub part: String,
    /// Number of passages that match all other parts.
    pub total: usize,
}

/// Returns why `query`, with all its filters, has no hits.
pub(in crate::search) fn diagnose(index: &Index, query: &Query) -> Result<ZeroHits> {
    let mut missing: Vec<Missing> = Vec::new();
    let mut without: Vec<Without> = Vec::new();
    for part in parts(query)
        .into_iter()
        .take(MAX_PARTS)
    {
        let is_known = missing
            .iter()
            .any(|known| known.text == part.typed);
        if !part.is_filter() && !is_known && count(index, &part.query)? == 0 {
            let similar = if missing.len() < MAX_SPELLED {
                suggestions(index, &part.query)?
            } else {
                Vec::new()
            };
            missing.push(Missing {
                text: part.typed.clone(),
                similar,
            });
        }
        let is_counted = without
            .iter()
            .any(|known| known.part == part.typed);
        let total = count_without(index, query, &part.query)?;
        if total > 0 && !is_counted {
            without.push(Without {
                part: part.typed,
                total,
            });
        }
    }
    Ok(ZeroHits { missing, without })
}

/// Returns the spellings to suggest for a part of a query, as passages write them.
fn suggestions(index: &Index, part: &Query) -> Result<Vec<Suggestion>> {
    let mut similar = spelling::similar(index, part, MAX_SUGGESTIONS)?;
    for suggestion in &mut similar {
        suggestion.written = as_written(index, &suggestion.text)?;
    }
    Ok(similar)
}

/// A word, phrase, prefix or filter of a query.
struct Part {
    typed: String,
    query: Query,
}

impl Part {
    fn new(typed: String, query: Query) -> Self {
        Self { typed, query }
    }

    fn is_filter(&self) -> bool {
        matches!(self.query, Query::Filter(_))
    }
}

/// Returns the parts that a passage must match at least some of. Negated parts are left out.
fn parts(query: &Query) -> Vec<Part> {
    match query {
        Query::Words(words) => words
            .iter()
            .filter(|word| !plan::is_wordless(word))
            .map(|word| {
                Part::new(
                    word.clone(),
                    Query::Words(vec![word.clone()]),
                )
            })
            .collect(),
        Query::Phrase(text, 0) => vec![Part::new(format!("\"{text}\""), query.clone())],
        Query::Phrase(text, slop) => {
            vec![Part::new(
                format!("\"{text}\"~{slop}"),
                query.clone(),
            )]
        }
        Query::Prefix(start) => vec![Part::new(format!("{start}*"), query.clone())],
        Query::Filter(filter) => vec![Part::new(filter.to_string(), query.clone())],
        Query::All(inside) | Query::Any(inside) => inside
            .iter()
            .flat_map(parts)
            .collect(),
        Query::Not(_) => Vec::new(),
    }
}

/// Returns the number of passages that `query` finds without `part`; 0 if only filters would be
/// left.
fn count_without(index: &Index, query: &Query, part: &Query) -> Result<usize> {
    match without(query, part) {
        Some(rest)
            if !parts(&rest)
                .iter()
                .all(Part::is_filter) =>
        {
            count(index, &rest)
        }
        _ => Ok(0),
    }
}

/// Returns `query` without `part`, wherever it occurs; `None` if nothing is left.
fn without(query: &Query, part: &Query) -> Option<Query> {
    if query == part {
        return None;
    }
    match (query, part) {
        (Query::Words(words), Query::Words(dropped)) => {
            let mut left = words.clone();
            left.retain(|word| !dropped.contains(word));
            (!left.is_empty()).then_some(Query::Words(left))
        }
        (Query::All(inside), _) => all_without(inside, part).map(Query::All),
        (Query::Any(inside), _) => all_without(inside, part).map(Query::Any),
        _ => Some(query.clone()),
    }
}

fn all_without(queries: &[Query], part: &Query) -> Option<Vec<Query>> {
    let left: Vec<Query> = queries
        .iter()
        .filter_map(|query| without(query, part))
        .collect();
    (!left.is_empty()).then_some(left)
}

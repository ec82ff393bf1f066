//! Why nothing was found: what stands nowhere, what is spelt like it, and what there would be
//! without it.

use serde::Serialize;

use super::super::{plan, run};
use super::spelling::{self, Near};
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::scoring::collect::{Best, Sort};

/// Most parts of a query that are looked for one by one.
const MOST_PARTS: usize = 16;
/// Most of those that stand nowhere for which spellings are looked for.
const MOST_SPELT: usize = 4;
/// Spellings that are offered for each.
const SPELLINGS: usize = 3;

/// Why a query finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nothing {
    /// Its words, phrases and prefixes that stand in no passage, whatever else is asked.
    pub missing: Vec<Missing>,
    /// How many passages there are without one of its parts, where it has several.
    pub without: Vec<Without>,
}

/// What stands in no passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// As typed.
    pub text: String,
    /// What is spelt like it and does stand somewhere.
    pub near: Vec<Near>,
}

/// A query without one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Without {
    /// The part, as typed, or the filter in words.
    pub part: String,
    /// How many passages have all the others.
    pub total: usize,
}

/// Why `whole`, a query with its filters, finds nothing.
pub(in crate::search) fn why(index: &Index, whole: &Query) -> Result<Nothing> {
    let mut nothing = Nothing {
        missing: Vec::new(),
        without: Vec::new(),
    };
    for (typed, part) in parts(whole).into_iter().take(MOST_PARTS) {
        let is_filter = matches!(part, Query::Filter(_));
        let known = nothing.missing.iter().any(|m| m.text == typed);
        if !is_filter && !known && total(index, &part)? == 0 {
            let spelt = nothing.missing.len() < MOST_SPELT;
            let near = if spelt {
                spelling::near(index, &part, SPELLINGS)?
            } else {
                Vec::new()
            };
            nothing.missing.push(Missing {
                text: typed.clone(),
                near,
            });
        }
        if let Some(rest) = without(whole, &part).filter(asks_for_text) {
            let total = total(index, &rest)?;
            if total > 0 && nothing.without.iter().all(|w| w.part != typed) {
                nothing.without.push(Without { part: typed, total });
            }
        }
    }
    Ok(nothing)
}

/// In a question, quotation marks are its own as often as they ask for a phrase. Those in it that
/// stand nowhere are taken for words, and named.
pub(in crate::search) fn relax(index: &Index, query: Query) -> Result<(Query, Vec<String>)> {
    let Query::All(parts) = &query else {
        return Ok((query, Vec::new()));
    };
    // Most queries have no phrase beside words: those are not read for a question here.
    if !parts.iter().any(|part| matches!(part, Query::Phrase(..))) || !plan::asks(&query) {
        return Ok((query, Vec::new()));
    }
    let (mut relaxed, mut all, mut words): (_, _, Vec<String>) =
        (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Query::Words(more) => words.extend(more.iter().cloned()),
            Query::Phrase(text, _) if total(index, part)? == 0 => {
                relaxed.push(format!("\"{text}\""));
                words.extend(text.split_whitespace().map(str::to_owned));
            }
            other => all.push(other.clone()),
        }
    }
    if relaxed.is_empty() {
        return Ok((query, relaxed));
    }
    all.push(Query::Words(words));
    Ok((Query::All(all), relaxed))
}

/// How many passages match.
pub(in crate::search) fn total(index: &Index, query: &Query) -> Result<usize> {
    let lowered = plan::plan(index, query, &[], false)?;
    let none = Best {
        index,
        keep: 0,
        sort: Sort::Relevance,
        count: &[],
    };
    Ok(run(index, &*lowered.query, &none)?.total)
}

/// What a passage must have at least some of, each part by itself and as typed. What must not be
/// there is no part.
fn parts(query: &Query) -> Vec<(String, Query)> {
    match query {
        Query::Words(words) => {
            let words = words.iter().filter(|word| !plan::is_wordless(word));
            words
                .map(|word| (word.clone(), Query::Words(vec![word.clone()])))
                .collect()
        }
        Query::Phrase(text, 0) => vec![(format!("\"{text}\""), query.clone())],
        Query::Phrase(text, slop) => vec![(format!("\"{text}\"~{slop}"), query.clone())],
        Query::Prefix(start) => vec![(format!("{start}*"), query.clone())],
        Query::Filter(filter) => vec![(filter.to_string(), query.clone())],
        Query::All(inside) | Query::Any(inside) => inside.iter().flat_map(parts).collect(),
        Query::Not(_) => Vec::new(),
    }
}

fn asks_for_text(query: &Query) -> bool {
    parts(query)
        .iter()
        .any(|(_, part)| !matches!(part, Query::Filter(_)))
}

/// `query` without `part`, wherever it stands; `None` where nothing is left.
fn without(query: &Query, part: &Query) -> Option<Query> {
    let each = |inside: &[Query]| -> Vec<Query> {
        inside.iter().filter_map(|q| without(q, part)).collect()
    };
    match (query, part) {
        (query, part) if query == part => None,
        (Query::Words(words), Query::Words(gone)) => {
            let left: Vec<String> = words
                .iter()
                .filter(|word| !gone.contains(word))
                .cloned()
                .collect();
            (!left.is_empty()).then_some(Query::Words(left))
        }
        (Query::All(inside), _) => Some(each(inside))
            .filter(|left| !left.is_empty())
            .map(Query::All),
        (Query::Any(inside), _) => Some(each(inside))
            .filter(|left| !left.is_empty())
            .map(Query::Any),
        _ => Some(query.clone()),
    }
}

//! Query expansion: the similar spellings that a fuzzy search adds.

use std::collections::HashSet;

use serde::Serialize;

use super::spelling;
use super::suggestion::Suggestion;
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::plan::is_function_word;
use crate::search::request::Request;

/// Maximum number of words of a query that are expanded.
const MAX_WORDS: usize = 16;
/// Maximum number of spellings added to a word or phrase.
const MAX_SPELLINGS: usize = 8;

/// A word or phrase with the similar spellings that were searched as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Expanded {
    /// The word or phrase, as typed.
    pub text: String,
    /// Similar spellings.
    #[serde(rename = "near")]
    pub similar: Vec<Suggestion>,
}

/// A query with the spellings that were added to it.
pub(in crate::search) struct Expansion {
    pub query: Query,
    pub expanded: Vec<Expanded>,
}

impl Expansion {
    fn unchanged(query: &Query) -> Self {
        Self {
            query: query.clone(),
            expanded: Vec::new(),
        }
    }
}

/// Expands the query of `request` if its search is fuzzy.
pub(in crate::search) fn expand(index: &Index, request: &Request) -> Result<Expansion> {
    if request.fuzzy {
        expand_query(index, &request.query)
    } else {
        Ok(Expansion::unchanged(&request.query))
    }
}

fn expand_query(index: &Index, query: &Query) -> Result<Expansion> {
    match query {
        // The words stay as they are beside their expansions: they may be a question, or occur
        // verbatim.
        Query::Words(words) if words.len() > 1 => {
            let expansions = expand_all(index, &content_words(words))?;
            let any = vec![query.clone(), Query::All(expansions.queries)];
            Ok(Expansion {
                query: Query::Any(any),
                expanded: expansions.expanded,
            })
        }
        Query::Words(words) => with_similar(index, query, &words.join(" ")),
        Query::Phrase(text, 0) => with_similar(index, query, text),
        Query::All(inside) => Ok(expand_all(index, inside)?.into_query(Query::All)),
        Query::Any(inside) => Ok(expand_all(index, inside)?.into_query(Query::Any)),
        _ => Ok(Expansion::unchanged(query)),
    }
}

/// Several queries, expanded.
struct Expansions {
    queries: Vec<Query>,
    expanded: Vec<Expanded>,
}

impl Expansions {
    fn into_query(self, combine: fn(Vec<Query>) -> Query) -> Expansion {
        Expansion {
            query: combine(self.queries),
            expanded: self.expanded,
        }
    }
}

fn expand_all(index: &Index, queries: &[Query]) -> Result<Expansions> {
    let mut all = Expansions {
        queries: Vec::new(),
        expanded: Vec::new(),
    };
    for query in queries {
        let expansion = expand_query(index, query)?;
        all.queries.push(expansion.query);
        all.expanded
            .extend(expansion.expanded);
    }
    Ok(all)
}

/// Returns the distinct words of `words` that are not function words, each as a query.
fn content_words(words: &[String]) -> Vec<Query> {
    let mut seen = HashSet::new();
    words
        .iter()
        .filter(|word| !is_function_word(word) && seen.insert(*word))
        .map(|word| Query::Words(vec![word.clone()]))
        .take(MAX_WORDS)
        .collect()
}

/// Returns `part`, a word or phrase as `typed`, or any of its similar spellings.
fn with_similar(index: &Index, part: &Query, typed: &str) -> Result<Expansion> {
    if is_function_word(typed) {
        return Ok(Expansion::unchanged(part));
    }
    let similar = spelling::similar(index, part, MAX_SPELLINGS)?;
    if similar.is_empty() {
        return Ok(Expansion::unchanged(part));
    }
    let mut any = vec![part.clone()];
    for suggestion in &similar {
        any.push(Query::Phrase(
            suggestion.text.clone(),
            0,
        ));
    }
    let text = typed.to_owned();
    Ok(Expansion {
        query: Query::Any(any),
        expanded: vec![Expanded { text, similar }],
    })
}

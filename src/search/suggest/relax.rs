//! Phrases of a question that occur nowhere are searched as words.

use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::collect::count;
use crate::search::plan;

/// Turns the phrases in a question that occur nowhere into words. Returns the query, and these
/// phrases with quotation marks.
///
/// The quotation marks in a question are as often part of it as they ask for a phrase.
pub(in crate::search) fn relax_phrases(
    index: &Index,
    query: Query,
) -> Result<(Query, Vec<String>)> {
    let Query::All(parts) = &query else {
        return Ok((query, Vec::new()));
    };
    // Most queries have no phrase beside words: there is no need to look for a question in them.
    let has_phrase = parts
        .iter()
        .any(|part| matches!(part, Query::Phrase(..)));
    if !has_phrase || !plan::asks(&query) {
        return Ok((query, Vec::new()));
    }
    let mut relaxed = Vec::new();
    let mut others = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Query::Words(more) => words.extend(more.iter().cloned()),
            Query::Phrase(text, _) if count(index, part)? == 0 => {
                relaxed.push(format!("\"{text}\""));
                words.extend(
                    text.split_whitespace()
                        .map(str::to_owned),
                );
            }
            other => others.push(other.clone()),
        }
    }
    if relaxed.is_empty() {
        return Ok((query, relaxed));
    }
    others.push(Query::Words(words));
    Ok((Query::All(others), relaxed))
}

//! Similar spellings of a word or phrase that occur in the index.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::candidate::MAX_TRIED;
use super::similar_chinese;
use super::similar_english;
use super::suggestion::Suggestion;
use crate::analysis::{self, Token};
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::collect::count;

/// Maximum number of tokens of a phrase whose spelling is looked at.
const MAX_TOKENS: usize = 12;

/// Returns at most `max` spellings that occur in the index and are similar to `part`, a word or
/// phrase: the most similar and then the most frequent first.
pub(in crate::search) fn similar(
    index: &Index,
    part: &Query,
    max: usize,
) -> Result<Vec<Suggestion>> {
    let text = match part {
        Query::Words(words) => words.join(" "),
        Query::Phrase(text, 0) => text.clone(),
        _ => return Ok(Vec::new()),
    };
    let normalized = analysis::normalize(&text).text;
    let tokens = analysis::tokens(&normalized);
    if tokens.is_empty() || tokens.len() > MAX_TOKENS {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (text, distance) in candidates(index, &normalized, &tokens)? {
        let passages = count(index, &Query::Phrase(text.clone(), 0))?;
        if passages > 0 && text != normalized {
            let suggestion = Suggestion {
                written: text.clone(),
                text,
                passages,
            };
            found.push((distance, suggestion));
        }
    }
    found.sort_by_cached_key(|(distance, suggestion)| {
        let frequency = Reverse(suggestion.passages);
        (
            *distance,
            frequency,
            suggestion.text.clone(),
        )
    });
    found.truncate(max);
    Ok(found
        .into_iter()
        .map(|(_, suggestion)| suggestion)
        .collect())
}

/// Returns the spellings to look for in place of `normalized`, each with its distance.
fn candidates(
    index: &Index,
    normalized: &str,
    tokens: &[Token<'_>],
) -> Result<BTreeMap<String, usize>> {
    let mut distances = BTreeMap::new();
    let english = similar_english::words(index, tokens)?;
    for (at, token) in tokens.iter().enumerate() {
        let similar = if token.han {
            similar_chinese::characters(index, tokens, at)?
        } else {
            english[at].clone()
        };
        for spelling in similar.into_iter().take(MAX_TRIED) {
            distances
                .entry(replaced(tokens, at, &spelling.text))
                .or_insert(spelling.distance);
        }
    }
    if similar_chinese::may_be_word(tokens) {
        for spelling in similar_chinese::words(index, normalized)? {
            distances.insert(spelling.text, spelling.distance);
        }
    }
    Ok(distances)
}

/// Returns the tokens as a phrase, with `other` in place of the one at `at`.
fn replaced(tokens: &[Token<'_>], at: usize, other: &str) -> String {
    let mut phrase = String::new();
    for (n, token) in tokens.iter().enumerate() {
        if n > 0 && !(token.han && tokens[n - 1].han) {
            phrase.push(' ');
        }
        phrase.push_str(if n == at {
            other
        } else {
            token.text
        });
    }
    phrase
}

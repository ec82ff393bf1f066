//! The passages in the other language that match a query by its translations.

use std::sync::Arc;

use tantivy::DocAddress;

use super::coherence::Choice;
use super::parts::Parts;
use super::postings::matching;
use super::score::{Scored, score};
use super::units::Units;
use crate::analysis::normalize::normalize_text;
use crate::analysis::tokens;
use crate::error::Result;
use crate::index::{Index, StoredPassage};
use crate::lexicon::Dictionary;
use crate::model::Lang;
use crate::query::Query;
use crate::search::highlight::{HighlightTerm, Matcher, spans};
use crate::search::passages;
use crate::search::results::{Hit, Via, Way};
use crate::search::scoring::explain::{Explanation, Reason};

/// Maximum number of words that are named as the way to a hit, and to all hits.
const MAX_VIA: usize = 6;

/// The best of the passages in the other language.
#[derive(Debug, Default)]
pub(super) struct Tier {
    /// Number of passages that match.
    pub total: usize,
    pub hits: Vec<Hit>,
}

/// Returns the best `keep` passages that match `parts` by translations.
pub(super) fn tier(
    index: &Index,
    dictionary: &Dictionary,
    parts: &Parts,
    keep: usize,
) -> Result<Tier> {
    let conditions = match parts.conditions.as_slice() {
        [] => None,
        conditions => Some(matching(
            index,
            &Query::All(conditions.to_vec()),
        )?),
    };
    let allows = |address: DocAddress| {
        let conditions = conditions.as_ref();
        conditions.is_none_or(|passages| {
            passages
                .binary_search(&address)
                .is_ok()
        })
    };
    let mut tier = Tier::default();
    let mut lists = Vec::new();
    for target in [Lang::Zh, Lang::En] {
        let Some(mut units) = Units::of(dictionary, &parts.parts, target) else {
            continue;
        };
        let scored = score(index, &mut units, target, &allows)?;
        tier.total += scored.len();
        let mut hits = Vec::new();
        for scored in first(index, scored, keep)? {
            hits.push(hit(index, &units, &scored)?);
        }
        lists.push(hits);
    }
    tier.hits = alternated(lists);
    Ok(tier)
}

/// Returns the first `keep` of `scored`. Those of the same score are in the order of their sources
/// and their places.
fn first(index: &Index, mut scored: Vec<Scored>, keep: usize) -> Result<Vec<Scored>> {
    if let Some(last) = keep
        .checked_sub(1)
        .and_then(|at| scored.get(at))
    {
        let least = last.score;
        scored.retain(|scored| scored.score >= least);
    }
    let mut placed = Vec::with_capacity(scored.len());
    for scored in scored {
        let DocAddress {
            segment_ord,
            doc_id,
        } = scored.address;
        let columns = index
            .columns(segment_ord)
            .map_err(index.error())?;
        let source = index.source_name(
            segment_ord,
            columns.source.get_val(doc_id),
        );
        let source = source.map_err(index.error())?;
        placed.push((
            source,
            columns.ordinal.get_val(doc_id),
            scored,
        ));
    }
    placed.sort_by(|a, b| {
        let by_score = b.2.score.total_cmp(&a.2.score);
        by_score.then_with(|| (&a.0, a.1).cmp(&(&b.0, b.1)))
    });
    placed.truncate(keep);
    Ok(placed
        .into_iter()
        .map(|(_, _, scored)| scored)
        .collect())
}

/// Returns the first of each list, then the second of each, and so on.
fn alternated(lists: Vec<Vec<Hit>>) -> Vec<Hit> {
    let mut ranked = Vec::new();
    for (list, hits) in lists.into_iter().enumerate() {
        let hits = hits.into_iter().enumerate();
        ranked.extend(hits.map(|(rank, hit)| (rank, list, hit)));
    }
    ranked.sort_by_key(|(rank, list, _)| (*rank, *list));
    ranked
        .into_iter()
        .map(|(_, _, hit)| hit)
        .collect()
}

fn hit(index: &Index, units: &Units, scored: &Scored) -> Result<Hit> {
    let passage = index.passage_at(scored.address)?;
    let terms = highlights(units, &scored.choices);
    let spans = spans(&passage.text, &Matcher::new(&terms));
    let words = via(&passage, &spans);
    Ok(Hit {
        rank: 0,
        score: scored.score,
        spans,
        link: None,
        marked: Arc::default(),
        twins: passages::twins(index, &passage)?,
        via: Some(Via {
            words,
            way: Way::Translated,
        }),
        passage,
        explanation: Some(explanation(units, scored)),
    })
}

/// Returns what each of the query's words adds to a score by its translations.
fn explanation(units: &Units, scored: &Scored) -> Explanation {
    let parts = scored
        .parts
        .iter()
        .map(|(unit, score)| {
            let choices = scored
                .choices
                .iter()
                .filter(|choice| choice.0 == *unit);
            let words: Vec<&str> = choices
                .map(|choice| {
                    units.units[*unit].words[choice.1]
                        .text
                        .as_str()
                })
                .collect();
            Reason {
                what: format!("translated: {}", words.join(", ")),
                score: *score,
            }
        });
    Explanation {
        parts: parts.collect(),
        factors: Vec::new(),
    }
}

fn highlights(units: &Units, choices: &[Choice]) -> Vec<HighlightTerm> {
    let mut terms = Vec::new();
    for (unit, word) in choices {
        let word = &units.units[*unit].words[*word];
        if word.share <= 0.0 {
            continue;
        }
        let text = normalize_text(&word.text);
        terms.push(if word.lang == Lang::En {
            HighlightTerm::Stem(word.text.clone())
        } else {
            HighlightTerm::phrase(&tokens(&text))
        });
    }
    terms
}

/// Returns the words of `passage` in `spans`, each once. Neighbours are named together.
fn via(passage: &StoredPassage, spans: &[std::ops::Range<usize>]) -> Vec<String> {
    let text = &passage.text;
    let mut joined: Vec<std::ops::Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if text[last.end..span.start]
                    .trim()
                    .is_empty() =>
            {
                last.end = span.end;
            }
            _ => joined.push(span.clone()),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for span in joined {
        let word = text[span].to_lowercase();
        let word = word
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(MAX_VIA);
    words
}

/// Returns the words by which `hits` were found, the most frequent first.
pub(super) fn via_of_all<'h>(hits: impl Iterator<Item = &'h Hit>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for word in hits
        .filter_map(|hit| hit.via.as_ref())
        .flat_map(|via| &via.words)
    {
        match counts
            .iter_mut()
            .find(|(known, _)| known == word)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((word.clone(), 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(MAX_VIA);
    counts
        .into_iter()
        .map(|(word, _)| word)
        .collect()
}

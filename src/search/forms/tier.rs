//! The passages that have another form of a query's words, after the answer to the query.

use std::collections::HashSet;

use super::piece::Piece;
use super::pieces::pieces;
use crate::analysis::normalize::normalize_text;
use crate::analysis::tokens;
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::answer;
use crate::search::note::Note;
use crate::search::request::Request;
use crate::search::results::{Hit, OtherForms, Results, Via, Way};

/// Adds to `results`, which list `listed` hits in all, the passages that have another form of the
/// words of `request`, as far as there is room on the page, and notes on them.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(in crate::search) fn add(
    index: &Index,
    request: &Request,
    listed: usize,
    results: &mut Results,
) -> Result<()> {
    if request.exact_only || request.group.is_some() {
        return Ok(());
    }
    let Some((words, others)) = words(&request.query) else {
        return Ok(());
    };
    let mut pieces = pieces(index, words, &request.glossary)?;
    let has_own = results.total > 0 && results.zero_hits.is_none();
    pieces.retain(|piece| piece.is_always || !has_own);
    let limit = request.limit.unwrap_or(usize::MAX);
    let room = limit.saturating_sub(results.hits.len());
    if pieces.is_empty() {
        return Ok(());
    }
    let of_forms = Request {
        query: rewritten(words, &pieces, others),
        notes: Vec::new(),
        limit: Some(room.max(1)),
        offset: request
            .offset
            .saturating_sub(listed),
        facets: false,
        fuzzy: false,
        ..request.clone()
    };
    let found = answer::search(index, &of_forms)?;
    if found.total > 0 {
        results
            .notes
            .extend(ambiguous(&pieces));
        results.forms = Some(OtherForms {
            total: found.total,
            ways: ways(&pieces),
        });
        let first = request.offset.max(listed) + 1;
        let hits = new_hits(found.hits, &results.hits);
        let hits = hits
            .into_iter()
            .take(room)
            .zip(first..);
        results
            .hits
            .extend(hits.map(|(hit, rank)| labelled(hit, rank, &pieces)));
    }
    Ok(())
}

/// Returns those of `hits` that are not among `known`.
fn new_hits(mut hits: Vec<Hit>, known: &[Hit]) -> Vec<Hit> {
    let ids = known
        .iter()
        .map(|hit| hit.passage.label.id.as_str());
    let ids: HashSet<&str> = ids.collect();
    hits.retain(|hit| !ids.contains(hit.passage.label.id.as_str()));
    hits
}

/// Returns the words of a query, and its other parts, if it has words on one level only.
fn words(query: &Query) -> Option<(&[String], Vec<Query>)> {
    match query {
        Query::Words(words) => Some((words, Vec::new())),
        Query::All(parts) => {
            let mut of_words = parts
                .iter()
                .filter_map(|part| match part {
                    Query::Words(words) => Some(words.as_slice()),
                    _ => None,
                });
            let words = of_words.next()?;
            let others = parts
                .iter()
                .filter(|part| !matches!(part, Query::Words(_)));
            of_words
                .next()
                .is_none()
                .then(|| (words, others.cloned().collect()))
        }
        _ => None,
    }
}

/// Returns the query with the other forms of `pieces`, without what the query itself finds.
fn rewritten(words: &[String], pieces: &[Piece], others: Vec<Query>) -> Query {
    let mut parts = others;
    let mut kept: Vec<String> = Vec::new();
    let is_in_piece = |at: usize| {
        pieces
            .iter()
            .any(|piece| piece.words.contains(&at))
    };
    for (at, word) in words.iter().enumerate() {
        if !is_in_piece(at) {
            kept.push(word.clone());
        }
    }
    let of_pieces = pieces
        .iter()
        .flat_map(|piece| &piece.kept);
    kept.extend(of_pieces.cloned());
    if !kept.is_empty() {
        parts.push(Query::Words(kept));
    }
    parts.extend(pieces.iter().map(Piece::query));
    let typed = Query::Words(words.to_vec());
    parts.push(Query::Not(Box::new(typed)));
    Query::All(parts)
}

/// Returns the notes on pieces that stand for several things.
fn ambiguous(pieces: &[Piece]) -> Vec<Note> {
    let several = pieces
        .iter()
        .filter(|piece| piece.way == Way::OtherForm && piece.names.len() > 1);
    several
        .map(|piece| Note::Ambiguous {
            text: piece.typed.clone(),
            names: piece.names.clone(),
        })
        .collect()
}

/// Returns the forms of `pieces` but those that are typed, by their way.
fn ways(pieces: &[Piece]) -> Vec<Via> {
    let mut ways = Vec::new();
    for piece in pieces {
        let typed = normalize_text(&piece.typed);
        let mut words = piece.forms.clone();
        words.retain(|form| !has_words(&typed, &normalize_text(form)));
        ways.push(Via {
            words,
            way: piece.way,
        });
    }
    ways
}

/// Returns `hit` with the forms that it has as its reason.
fn labelled(mut hit: Hit, rank: usize, pieces: &[Piece]) -> Hit {
    let text = normalize_text(&hit.passage.text);
    let mut via = Via {
        words: Vec::new(),
        way: Way::OtherForm,
    };
    for piece in pieces {
        let has = |form: &&String| has_words(&text, &normalize_text(form));
        for form in piece.forms.iter().filter(has) {
            via.way = piece.way;
            if !via.words.contains(form) {
                via.words.push(form.clone());
            }
        }
    }
    without_parts(&mut via.words);
    hit.rank = rank;
    hit.via = Some(via);
    hit
}

/// Returns whether the tokens of a normalized text have those of `form` in a row.
fn has_words(text: &str, form: &str) -> bool {
    let of = |text| -> Vec<&str> {
        let tokens = tokens(text).into_iter();
        tokens
            .map(|token| token.text)
            .collect()
    };
    let form = of(form);
    !form.is_empty()
        && of(text)
            .windows(form.len())
            .any(|row| row == form)
}

/// Removes the words that are a part of another.
fn without_parts(words: &mut Vec<String>) {
    let all = words.clone();
    words.retain(|word| {
        let mut longer = all
            .iter()
            .filter(|other| other.len() > word.len());
        !longer.any(|other| other.contains(word.as_str()))
    });
}

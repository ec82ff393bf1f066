//! Spellings that the index holds near one that is typed: English words by edit distance, Chinese
//! by one changed character or by sound.

use std::collections::{BTreeMap, HashSet};

use pinyin::ToPinyin;
use serde::Serialize;
use strsim::osa_distance;
use tantivy::Term;
use tantivy::query::PhraseQuery;

use super::super::{run, stored};
use super::nothing;
use crate::analysis::{self, Token, stop, token};
use crate::error::Result;
use crate::index::Index;
use crate::query::Query;
use crate::search::highlight::needle::shape;
use crate::search::scoring::collect::{Best, Sort};
use crate::search::terms::each_term;

/// Words of more letters may differ by two edits, others by one; shorter than [`SHORTEST`] by none.
const ONE_EDIT: usize = 5;
const SHORTEST: usize = 3;
/// Longest phrase, in tokens, whose spelling is looked at.
const LONGEST: usize = 12;
/// Spellings of one place in a phrase that are tried.
const TRIED: usize = 8;
/// Passages that are read to see what stands in a place.
const READ: usize = 64;
/// Longest Chinese word, in characters, that is looked for in the index's dictionary.
const LONGEST_WORD: usize = 4;
/// Words of a query that are widened.
const MOST_WIDENED: usize = 16;
/// Spellings that a widened query looks for beside a word.
const WIDENED: usize = 8;

/// A spelling that stands somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Near {
    /// Normalized.
    pub text: String,
    /// How many passages have it.
    pub passages: usize,
}

/// What was typed, and the spellings that were looked for beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Widened {
    /// As typed.
    pub text: String,
    /// Spellings near it.
    pub near: Vec<Near>,
}

/// The spellings near a word or a phrase, at most `most`, the nearest and then the most frequent
/// first.
pub(in crate::search) fn near(index: &Index, part: &Query, most: usize) -> Result<Vec<Near>> {
    let text = match part {
        Query::Words(words) => words.join(" "),
        Query::Phrase(text, 0) => text.clone(),
        _ => return Ok(Vec::new()),
    };
    let normalized = analysis::normalize(&text).text;
    let tokens = analysis::tokens(&normalized);
    if tokens.is_empty() || tokens.len() > LONGEST {
        return Ok(Vec::new());
    }
    // By text: how far it is.
    let mut spellings: BTreeMap<String, usize> = BTreeMap::new();
    let english = english(index, &tokens)?;
    for (at, token) in tokens.iter().enumerate() {
        let others = if token.han {
            characters(index, &tokens, at)?
        } else {
            english[at].clone()
        };
        for (distance, other) in others.into_iter().take(TRIED) {
            spellings
                .entry(replaced(&tokens, at, &other))
                .or_insert(distance);
        }
    }
    if tokens.iter().all(|t| t.han) && (2..=LONGEST_WORD).contains(&tokens.len()) {
        spellings.extend(
            words(index, &normalized)?
                .into_iter()
                .map(|(distance, word)| (word, distance)),
        );
    }
    let mut found = Vec::new();
    for (text, distance) in spellings {
        let passages = nothing::total(index, &Query::Phrase(text.clone(), 0))?;
        if passages > 0 && text != normalized {
            found.push((distance, Near { text, passages }));
        }
    }
    found.sort_by(|a, b| (a.0, b.1.passages, &a.1.text).cmp(&(b.0, a.1.passages, &b.1.text)));
    Ok(found.into_iter().map(|(_, near)| near).take(most).collect())
}

/// `query` with the spellings near each of its words and phrases beside them, and which those are.
pub(in crate::search) fn widen(index: &Index, query: &Query) -> Result<(Query, Vec<Widened>)> {
    let mut widened = Vec::new();
    let query = widen_into(index, query, &mut widened)?;
    Ok((query, widened))
}

fn widen_into(index: &Index, query: &Query, widened: &mut Vec<Widened>) -> Result<Query> {
    let mut each = |inside: &[Query]| {
        inside
            .iter()
            .map(|q| widen_into(index, q, widened))
            .collect::<Result<Vec<_>>>()
    };
    Ok(match query {
        // Beside the words as they stand, which may be a question or stand verbatim.
        Query::Words(words) if words.len() > 1 => {
            let content = words
                .iter()
                .filter(|word| !stop::is_function_word(&analysis::normalize(word).text));
            let mut content: Vec<Query> = content
                .map(|word| Query::Words(vec![word.clone()]))
                .collect();
            // A word that is said twice is spelt once, and only so many are.
            let mut seen = HashSet::new();
            content.retain(|word| seen.insert(format!("{word:?}")));
            content.truncate(MOST_WIDENED);
            Query::Any(vec![query.clone(), Query::All(each(&content)?)])
        }
        Query::Words(words) => beside(index, query, &words.join(" "), widened)?,
        Query::Phrase(text, 0) => beside(index, query, text, widened)?,
        Query::All(inside) => Query::All(each(inside)?),
        Query::Any(inside) => Query::Any(each(inside)?),
        _ => query.clone(),
    })
}

fn beside(index: &Index, part: &Query, typed: &str, widened: &mut Vec<Widened>) -> Result<Query> {
    let normalized = analysis::normalize(typed).text;
    let near = if stop::is_function_word(&normalized) {
        Vec::new()
    } else {
        near(index, part, WIDENED)?
    };
    if near.is_empty() {
        return Ok(part.clone());
    }
    let mut any = vec![part.clone()];
    any.extend(near.iter().map(|near| Query::Phrase(near.text.clone(), 0)));
    widened.push(Widened {
        text: typed.to_owned(),
        near,
    });
    Ok(Query::Any(any))
}

/// For each token that is a word of letters: how far the words near it are, and which, nearest and
/// most frequent first.
fn english(index: &Index, tokens: &[Token<'_>]) -> Result<Vec<Vec<(usize, String)>>> {
    let lengths: Vec<usize> = tokens.iter().map(|t| t.text.chars().count()).collect();
    let edits = |n: usize| match lengths[n] {
        _ if tokens[n].han || !tokens[n].text.chars().all(char::is_alphabetic) => 0,
        0..SHORTEST => 0,
        SHORTEST..=ONE_EDIT => 1,
        _ => 2,
    };
    let mut found: Vec<BTreeMap<String, (usize, u64)>> = vec![BTreeMap::new(); tokens.len()];
    if (0..tokens.len()).all(|n| edits(n) == 0) {
        return Ok(vec![Vec::new(); tokens.len()]);
    }
    each_term(index, index.fields.exact, None, |term, passages| {
        if term.starts_with(token::is_han) {
            return;
        }
        let length = term.chars().count();
        for (n, token) in tokens.iter().enumerate() {
            let edits = edits(n);
            if edits == 0 || length.abs_diff(lengths[n]) > edits || term == token.text {
                continue;
            }
            let distance = osa_distance(term, token.text);
            if distance <= edits {
                found[n].entry(term.to_owned()).or_insert((distance, 0)).1 += passages;
            }
        }
    })?;
    let sorted = found.into_iter().map(|words| {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|(_, (distance, passages))| (*distance, std::cmp::Reverse(*passages)));
        words
            .into_iter()
            .map(|(word, (distance, _))| (distance, word))
            .collect()
    });
    Ok(sorted.collect())
}

/// The Han characters that stand in the place of token `at` where all others stand as typed; those
/// of the same sound first, then the most frequent.
fn characters(index: &Index, tokens: &[Token<'_>], at: usize) -> Result<Vec<(usize, String)>> {
    let shape = shape(tokens);
    let rest = shape
        .iter()
        .enumerate()
        .filter(|(n, _)| *n != at)
        .map(|(_, token)| token);
    let field = index.fields.exact;
    let terms: Vec<_> = rest
        .map(|(offset, text)| (*offset as usize, Term::from_field_text(field, text)))
        .collect();
    if terms.len() < 2 {
        return Ok(Vec::new());
    }
    let best = Best {
        index,
        keep: READ,
        sort: Sort::Relevance,
        count: &[],
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for candidate in run(index, &PhraseQuery::new_with_offset(terms), &best)?.candidates {
        let passage = stored(
            index,
            &index
                .searcher
                .doc(candidate.address)
                .map_err(index.error())?,
        )?;
        let normalized = analysis::normalize(&passage.text).text;
        for window in analysis::tokens(&normalized).windows(tokens.len()) {
            let stands = |(n, (token, (offset, text))): (usize, (&Token<'_>, &(u32, String)))| {
                token.position == window[0].position + offset
                    && (n == at && token.han || token.text == text)
            };
            if window.iter().zip(&shape).enumerate().all(stands) {
                *counts.entry(window[at].text.to_owned()).or_default() += 1;
            }
        }
    }
    let mut found: Vec<_> = counts
        .into_iter()
        .map(|(c, n)| (sounds(&c, tokens[at].text), n, c))
        .collect();
    found.sort_by_key(|(distance, count, _)| (*distance, std::cmp::Reverse(*count)));
    Ok(found
        .into_iter()
        .map(|(distance, _, c)| (distance, c))
        .collect())
}

/// The index's words of as many characters as `typed` that sound the same or have one other
/// character.
fn words(index: &Index, typed: &str) -> Result<Vec<(usize, String)>> {
    let length = typed.chars().count();
    let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    each_term(index, index.fields.chinese, None, |word, passages| {
        if word.len() == typed.len() && word.chars().count() == length {
            let changed = word
                .chars()
                .zip(typed.chars())
                .filter(|(a, b)| a != b)
                .count();
            let distance = sounds(word, typed);
            if distance == 1 || changed == 1 {
                found.entry(word.to_owned()).or_insert((distance, 0)).1 += passages;
            }
        }
    })?;
    let mut found: Vec<_> = found
        .into_iter()
        .filter(|(word, _)| word != typed)
        .collect();
    found.sort_by_key(|(_, (distance, passages))| (*distance, std::cmp::Reverse(*passages)));
    Ok(found
        .into_iter()
        .take(TRIED)
        .map(|(word, (distance, _))| (distance, word))
        .collect())
}

/// 1 where two texts of as many characters are said alike, but for the tone; else 2.
fn sounds(a: &str, b: &str) -> usize {
    let alike = |(a, b): (char, char)| {
        a == b
            || matches!((a.to_pinyin(), b.to_pinyin()), (Some(a), Some(b)) if a.plain() == b.plain())
    };
    if a.chars().zip(b.chars()).all(alike) {
        1
    } else {
        2
    }
}

/// The tokens with `other` in the place of one of them, as a phrase reads.
fn replaced(tokens: &[Token<'_>], at: usize, other: &str) -> String {
    let mut out = String::new();
    for (n, token) in tokens.iter().enumerate() {
        if n > 0 && !(token.han && tokens[n - 1].han) {
            out.push(' ');
        }
        out.push_str(if n == at { other } else { token.text });
    }
    out
}

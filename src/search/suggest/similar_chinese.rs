//! Chinese spellings that differ by one character or sound the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use pinyin::ToPinyin;
use tantivy::Term;
use tantivy::query::PhraseQuery;

use super::candidate::{MAX_TRIED, Spelling};
use crate::analysis::{self, Token};
use crate::error::Result;
use crate::index::{Index, Shape};
use crate::search::collect::collect;
use crate::search::highlight::{PhraseToken, phrase_tokens};
use crate::search::scoring::collect::{Best, Sort};
use crate::search::scoring::parts::Shaped;
use crate::search::scoring::shape;
use crate::search::terms::each_term;

/// Maximum number of characters of a word that is compared with the words of the index.
const MAX_CHARACTERS: usize = 4;
/// Maximum number of passages that are read to see which characters occur in a place.
const MAX_READ: usize = 64;
/// Distance of a spelling that sounds the same, but for the tones.
const SAME_SOUND: usize = 1;
/// Distance of any other spelling.
const OTHER_SOUND: usize = 2;

/// Whether `tokens` may be one Chinese word.
pub(super) fn may_be_word(tokens: &[Token<'_>]) -> bool {
    let are_han = tokens.iter().all(|token| token.han);
    are_han && (2..=MAX_CHARACTERS).contains(&tokens.len())
}

/// Returns the Han characters that occur in place of token `at` where all others occur as typed:
/// those with the same sound first, then the most frequent.
pub(super) fn characters(index: &Index, tokens: &[Token<'_>], at: usize) -> Result<Vec<Spelling>> {
    let phrase = phrase_tokens(tokens);
    let mut terms = Vec::new();
    for (n, token) in phrase.iter().enumerate() {
        if n != at {
            let term = Term::from_field_text(index.fields.exact, &token.text);
            terms.push((token.offset as usize, term));
        }
    }
    if terms.len() < 2 {
        return Ok(Vec::new());
    }
    let best = Best {
        index,
        keep: MAX_READ,
        sort: Sort::Relevance,
        count: &[],
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let found = collect(
        index,
        &Shaped {
            shape: Shape::Phrase(shape::phrase(
                index.fields.exact,
                &terms,
                &[],
            )),
            query: Box::new(PhraseQuery::new_with_offset(terms)),
        },
        &best,
    )?;
    for candidate in found.candidates {
        let passage = index.passage_at(candidate.address)?;
        let normalized = analysis::normalize(&passage.text).text;
        for window in analysis::tokens(&normalized).windows(tokens.len()) {
            if is_variant(window, &phrase, at) {
                *counts
                    .entry(window[at].text.to_owned())
                    .or_default() += 1;
            }
        }
    }
    let typed = tokens[at].text;
    let mut similar: Vec<(Spelling, usize)> = counts
        .into_iter()
        .map(|(text, count)| (Spelling::new(text, typed), count))
        .collect();
    similar.sort_by_key(|(spelling, count)| (spelling.distance, Reverse(*count)));
    Ok(similar
        .into_iter()
        .map(|(spelling, _)| spelling)
        .collect())
}

/// Whether `tokens` are the phrase, but for any Han character at `at`.
fn is_variant(tokens: &[Token<'_>], phrase: &[PhraseToken], at: usize) -> bool {
    let first = tokens[0].position;
    tokens
        .iter()
        .zip(phrase)
        .enumerate()
        .all(|(n, (token, typed))| {
            let is_in_place = token.position == first + typed.offset;
            is_in_place && (token.text == typed.text || n == at && token.han)
        })
}

/// Returns the words of the index with as many characters as `typed` that sound the same or differ
/// in one character: those with the same sound first, then the most frequent.
pub(super) fn words(index: &Index, typed: &str) -> Result<Vec<Spelling>> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    each_term(
        index,
        index.fields.chinese,
        None,
        |word, passages| {
            if word.len() == typed.len() && word != typed && is_similar(word, typed) {
                *found
                    .entry(word.to_owned())
                    .or_default() += passages;
            }
        },
    )?;
    let mut similar: Vec<(Spelling, u64)> = found
        .into_iter()
        .map(|(word, passages)| (Spelling::new(word, typed), passages))
        .collect();
    similar.sort_by_key(|(spelling, passages)| (spelling.distance, Reverse(*passages)));
    similar.truncate(MAX_TRIED);
    Ok(similar
        .into_iter()
        .map(|(spelling, _)| spelling)
        .collect())
}

impl Spelling {
    fn new(text: String, typed: &str) -> Self {
        let distance = if sounds_like(&text, typed) {
            SAME_SOUND
        } else {
            OTHER_SOUND
        };
        Self { distance, text }
    }
}

/// Whether `word` has as many characters as `typed` and sounds the same or differs in one.
fn is_similar(word: &str, typed: &str) -> bool {
    let characters = word.chars().count();
    if characters != typed.chars().count() {
        return false;
    }
    let pairs = word.chars().zip(typed.chars());
    let changed = pairs
        .filter(|(a, b)| a != b)
        .count();
    changed == 1 || sounds_like(word, typed)
}

/// Whether two texts with equally many characters sound the same, but for the tones.
fn sounds_like(a: &str, b: &str) -> bool {
    a.chars()
        .zip(b.chars())
        .all(|(a, b)| a == b || is_homophone(a, b))
}

fn is_homophone(a: char, b: char) -> bool {
    match (a.to_pinyin(), b.to_pinyin()) {
        (Some(a), Some(b)) => a.plain() == b.plain(),
        _ => false,
    }
}

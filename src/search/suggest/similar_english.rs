//! English words at a small edit distance.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use strsim::osa_distance;

use super::candidate::Spelling;
use crate::analysis::{Token, token};
use crate::error::Result;
use crate::index::Index;
use crate::search::terms::{Similar, each_similar_term};

/// Minimum number of letters of a word that may be misspelled.
const MIN_LETTERS: usize = 3;
/// Maximum number of letters of a word that may differ by one edit only; longer ones may by two.
const MAX_LETTERS_FOR_ONE_EDIT: usize = 5;
/// Maximum length of a word that may be misspelled, in bytes: what finds similar ones takes up to
/// a megabyte for each letter.
const MAX_BYTES: usize = 48;

/// Returns, for each of `tokens`, the words of the index that are similar to it: the most similar
/// and then the most frequent first.
pub(super) fn words(index: &Index, tokens: &[Token<'_>]) -> Result<Vec<Vec<Spelling>>> {
    let mut words: Vec<Typed<'_>> = tokens
        .iter()
        .map(Typed::new)
        .collect();
    let mut misspelled: Vec<&mut Typed<'_>> = words
        .iter_mut()
        .filter(|word| word.max_edits > 0)
        .collect();
    let similar: Vec<Similar<'_>> = misspelled
        .iter()
        .map(|word| (word.text, word.max_edits))
        .collect();
    if !similar.is_empty() {
        let exact = index.fields.exact;
        each_similar_term(
            index,
            exact,
            &similar,
            |word, term, passages| {
                misspelled[word].compare(term, passages);
            },
        )?;
    }
    Ok(words
        .into_iter()
        .map(Typed::into_spellings)
        .collect())
}

/// A token of the query, and the words that are similar to it.
struct Typed<'a> {
    text: &'a str,
    letters: usize,
    /// Maximum edit distance of a similar word; 0 for a token that has none.
    max_edits: u8,
    similar: BTreeMap<String, Known>,
}

/// A word of the index.
struct Known {
    distance: usize,
    passages: u64,
}

impl<'a> Typed<'a> {
    fn new(token: &Token<'a>) -> Self {
        let letters = token.text.chars().count();
        let is_word = !token.han
            && token
                .text
                .chars()
                .all(char::is_alphabetic);
        let max_edits = match letters {
            _ if !is_word || token.text.len() > MAX_BYTES => 0,
            0..MIN_LETTERS => 0,
            MIN_LETTERS..=MAX_LETTERS_FOR_ONE_EDIT => 1,
            _ => 2,
        };
        Self {
            text: token.text,
            letters,
            max_edits,
            similar: BTreeMap::new(),
        }
    }

    /// Notes `term` if it is similar. A term is compared once for each segment.
    fn compare(&mut self, term: &str, passages: u64) {
        if term == self.text || term.starts_with(token::is_han) {
            return;
        }
        // Most words differ by their length, which is cheaper to see than their distance.
        let letters = term.chars().count();
        if letters.abs_diff(self.letters) > usize::from(self.max_edits) {
            return;
        }
        let distance = osa_distance(term, self.text);
        if distance <= usize::from(self.max_edits) {
            let first = Known {
                distance,
                passages: 0,
            };
            let known = self
                .similar
                .entry(term.to_owned())
                .or_insert(first);
            known.passages += passages;
        }
    }

    fn into_spellings(self) -> Vec<Spelling> {
        let mut similar: Vec<(String, Known)> = self.similar.into_iter().collect();
        similar.sort_by_key(|(_, known)| (known.distance, Reverse(known.passages)));
        let spelling = |(text, known): (String, Known)| Spelling {
            distance: known.distance,
            text,
        };
        similar
            .into_iter()
            .map(spelling)
            .collect()
    }
}

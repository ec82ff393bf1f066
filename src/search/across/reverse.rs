//! From English stems to the Chinese words that they translate.

use std::collections::{BTreeMap, HashMap};

use crate::lexicon::Dictionary;

/// Weight of a translation by the number of stems of the gloss that it has the stem from.
const BY_LENGTH: [f32; 3] = [1.0, 0.15, 0.05];
/// Exponent of how often a Chinese word occurs, as a translation.
const COMMONNESS: f32 = 0.35;
/// Weight of the word itself, against the best translation.
const ITSELF: f32 = 0.5;

/// The glosses of the dictionary that have the stems of a query, by one pass over all of them.
pub(super) struct Reverse<'d> {
    dictionary: &'d Dictionary,
    /// The words of glosses that are wholly of these stems.
    phrases: HashMap<Vec<u32>, Vec<(String, f32)>>,
    /// The words of short glosses that have a stem, with the length of the gloss.
    singles: HashMap<u32, Vec<(String, f32)>>,
    /// Length of the longest phrase.
    longest: usize,
}

impl<'d> Reverse<'d> {
    pub(super) fn of(dictionary: &'d Dictionary, stems: &[String]) -> Self {
        let mut found = Self {
            dictionary,
            phrases: HashMap::new(),
            singles: HashMap::new(),
            longest: 1,
        };
        let numbers = stems
            .iter()
            .filter_map(|stem| dictionary.stems.number(stem));
        let numbers: Vec<u32> = numbers.collect();
        for table in &dictionary.tables {
            table.for_each_gloss(|at, gloss| {
                if gloss
                    .iter()
                    .any(|stem| numbers.contains(stem))
                {
                    found.add(table.words.get(at), gloss, &numbers);
                }
            });
        }
        found
    }

    fn add(&mut self, text: &str, gloss: &[u32], numbers: &[u32]) {
        if is_single(text) {
            return;
        }
        let common = self
            .dictionary
            .common(text)
            .unwrap_or(0.0);
        let weight = (COMMONNESS * common).exp();
        if gloss
            .iter()
            .all(|stem| numbers.contains(stem))
        {
            self.longest = self.longest.max(gloss.len());
            let phrase = self
                .phrases
                .entry(gloss.to_vec())
                .or_default();
            phrase.push((text.to_owned(), weight));
        }
        let Some(factor) = BY_LENGTH.get(gloss.len() - 1) else {
            return;
        };
        for stem in gloss
            .iter()
            .filter(|stem| numbers.contains(stem))
        {
            let single = self
                .singles
                .entry(*stem)
                .or_default();
            single.push((text.to_owned(), weight * factor));
        }
    }

    /// Returns the key of a phrase: the numbers of its stems, each once.
    fn key(&self, stems: &[String]) -> Option<Vec<u32>> {
        let mut key = Vec::with_capacity(stems.len());
        for stem in stems {
            let number = self.dictionary.stems.number(stem)?;
            if !key.contains(&number) {
                key.push(number);
            }
        }
        Some(key)
    }

    /// Returns the number of stems in the longest phrase that `stems` start with, at least 1.
    pub(super) fn longest(&self, stems: &[String]) -> usize {
        let mut lengths = (2..=self.longest.min(stems.len())).rev();
        let found = lengths.find(|length| {
            let key = self.key(&stems[..*length]);
            key.is_some_and(|key| self.phrases.contains_key(&key))
        });
        found.unwrap_or(1)
    }

    pub(super) fn of_phrase(&self, stems: &[String]) -> BTreeMap<String, f32> {
        let words = self
            .key(stems)
            .and_then(|key| self.phrases.get(&key));
        best(words.into_iter().flatten())
    }

    /// Returns the translations of a word, and the word itself.
    pub(super) fn of_stem(&self, stem: &str) -> BTreeMap<String, f32> {
        let number = self.dictionary.stems.number(stem);
        let words = number.and_then(|number| self.singles.get(&number));
        let mut shares = best(words.into_iter().flatten());
        let most = shares
            .values()
            .copied()
            .fold(0.0, f32::max);
        let itself = if most > 0.0 {
            most * ITSELF
        } else {
            1.0
        };
        shares.insert(stem.to_owned(), itself);
        shares
    }
}

/// Returns the words with the largest weight of each.
fn best<'w>(words: impl Iterator<Item = &'w (String, f32)>) -> BTreeMap<String, f32> {
    let mut shares: BTreeMap<String, f32> = BTreeMap::new();
    for (text, weight) in words {
        let share = shares
            .entry(text.clone())
            .or_insert(0.0);
        *share = share.max(*weight);
    }
    shares
}

/// Returns whether a word is a single character, which has too many translations.
pub(super) fn is_single(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

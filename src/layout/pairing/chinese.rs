//! Chinese text as it is compared: its words with their translations, its numbers and Latin words.

use std::collections::BTreeSet;

use super::glosses::{Glosses, Word};
use crate::analysis::token::is_han;
use crate::analysis::tokens;
use crate::lexicon::{Dictionary, numbers, segment};

/// A Chinese text.
#[derive(Debug, Clone, Default)]
pub(super) struct Chinese {
    /// Number of Han characters.
    pub han: usize,
    /// Its words that have glosses, each once.
    pub words: Vec<Word>,
    /// Its numbers, in thousandths.
    pub numbers: Vec<i64>,
    /// Its words of Latin letters.
    pub latin: BTreeSet<String>,
}

impl Chinese {
    pub(super) fn new<'a>(
        dictionary: &'a Dictionary,
        glosses: &mut Glosses<'a>,
        normalized: &'a str,
    ) -> Self {
        let words = segment::words(dictionary, normalized);
        let numbers = words
            .into_iter()
            .filter_map(|word| glosses.number(word));
        let mut numbers: Vec<usize> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        let words = numbers
            .into_iter()
            .map(|number| glosses.word(number));
        Self {
            han: normalized.matches(is_han).count(),
            words: words.collect(),
            numbers: numbers::in_chinese(normalized),
            latin: latin(normalized),
        }
    }

    /// Returns the text of several parts. A word that is in two of them counts twice.
    pub(super) fn joined(parts: &[Self]) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.han += part.han;
            joined.words.extend(&part.words);
            joined.numbers.extend(&part.numbers);
            joined
                .latin
                .extend(part.latin.iter().cloned());
        }
        joined
    }
}

/// Returns the words of Latin letters, two letters and more, of a normalized text.
pub(super) fn latin(normalized: &str) -> BTreeSet<String> {
    if !normalized.contains(|c: char| c.is_ascii_alphabetic()) {
        return BTreeSet::new();
    }
    let tokens = tokens(normalized);
    let words = tokens.iter().filter(|token| {
        let text = token.text;
        !token.han && text.len() > 1 && text.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    words
        .map(|token| token.text.to_owned())
        .collect()
}

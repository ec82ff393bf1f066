//! Chinese text as it is compared: its words with their translations, its numbers and Latin words.

use std::collections::BTreeSet;

use crate::analysis::token::is_han;
use crate::analysis::{normalize, tokens};
use crate::lexicon::{Dictionary, numbers, segment};

/// A word that is rarer than once in `e` - 1 passages says something.
const MIN_RARITY: f32 = 1.0;
/// Maximum probability that a passage has a stem.
const MAX_SHARE: f32 = 0.6;
/// Minimum factor by which the second rarest stem of a gloss makes the gloss rarer.
const MIN_SECOND: f32 = 0.3;

/// A word with its glosses.
#[derive(Debug, Clone)]
pub(super) struct Word<'d> {
    pub rarity: f32,
    /// Of each the numbers of its stems.
    pub glosses: Vec<&'d [u32]>,
    /// Logarithm of the probability that a passage has none of the glosses.
    pub log_none: f32,
}

/// A Chinese text.
#[derive(Debug, Clone, Default)]
pub(super) struct Chinese<'d> {
    /// Number of Han characters.
    pub han: usize,
    /// Its words that have glosses, each once.
    pub words: Vec<Word<'d>>,
    /// Its numbers, in thousandths.
    pub numbers: Vec<i64>,
    /// Its words of Latin letters.
    pub latin: BTreeSet<String>,
}

impl<'d> Chinese<'d> {
    pub(super) fn new(dictionary: &'d Dictionary, text: &str) -> Self {
        let normalized = normalize(text).text;
        let words: BTreeSet<&str> = segment::words(dictionary, &normalized)
            .into_iter()
            .collect();
        let words = words
            .into_iter()
            .filter_map(|w| word(dictionary, w));
        Self {
            han: normalized.matches(is_han).count(),
            words: words.collect(),
            numbers: numbers::in_chinese(&normalized),
            latin: latin(&normalized),
        }
    }

    /// Returns the text of several parts. A word that is in two of them counts twice.
    pub(super) fn joined(parts: &[Self]) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.han += part.han;
            joined
                .words
                .extend(part.words.iter().cloned());
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
    let tokens = tokens(normalized);
    let words = tokens.iter().filter(|token| {
        let text = token.text;
        !token.han && text.len() > 1 && text.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    words
        .map(|token| token.text.to_owned())
        .collect()
}

/// Returns a word with its glosses, or `None` if it has none or is too common to say anything.
fn word<'d>(dictionary: &'d Dictionary, word: &str) -> Option<Word<'d>> {
    let rarity = dictionary.rarity(word);
    let mut glosses = Vec::new();
    let mut log_none = 0.0;
    dictionary.for_each_gloss_of(word, |stems| {
        log_none += (1.0 - share(dictionary, stems)).ln();
        glosses.push(stems);
    });
    let says = rarity >= MIN_RARITY && !glosses.is_empty();
    says.then_some(Word {
        rarity,
        glosses,
        log_none,
    })
}

/// Returns the probability that a passage has the gloss of these stems.
fn share(dictionary: &Dictionary, stems: &[u32]) -> f32 {
    let (mut rarest, mut second) = (MAX_SHARE, None);
    for stem in stems {
        let rarity = dictionary.stems.rarity(*stem);
        let share = (1.0 / (rarity.exp() - 1.0).max(1.0)).min(MAX_SHARE);
        if share < rarest {
            second = Some(rarest);
            rarest = share;
        } else {
            second = Some(second.map_or(share, |second: f32| second.min(share)));
        }
    }
    if stems.len() < 2 {
        return rarest;
    }
    rarest
        * second.map_or(1.0, |second| {
            second.sqrt().max(MIN_SECOND)
        })
}

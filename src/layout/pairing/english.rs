//! English text as it is compared: its stems, its numbers and its words.

use std::collections::{BTreeMap, BTreeSet};

use super::chinese::latin;
use crate::analysis::normalize;
use crate::lexicon::english::content_stems;
use crate::lexicon::stems::unknown_rarity;
use crate::lexicon::{Dictionary, numbers};

/// An English text.
#[derive(Debug, Clone, Default)]
pub(super) struct English {
    /// Number of words of Latin letters.
    pub words: usize,
    /// The stems that the dictionary has, by number, with their rarities.
    pub stems: BTreeMap<u32, f32>,
    /// The rarities of all stems together.
    pub rarity: f32,
    /// Its numbers, in thousandths.
    pub numbers: Vec<i64>,
    /// Its words of two letters and more.
    pub latin: BTreeSet<String>,
}

impl English {
    pub(super) fn new(dictionary: &Dictionary, text: &str) -> Self {
        let normalized = normalize(text).text;
        let mut english = Self {
            words: count_words(text),
            numbers: numbers::in_english(&normalized),
            latin: latin(&normalized),
            ..Self::default()
        };
        let stems: BTreeSet<String> = content_stems(text)
            .into_iter()
            .collect();
        for stem in stems {
            if let Some(number) = dictionary.stems.number(&stem) {
                let rarity = dictionary.stems.rarity(number);
                english.rarity += rarity.min(unknown_rarity());
                english.stems.insert(number, rarity);
            } else {
                english.rarity += unknown_rarity();
            }
        }
        english
    }

    /// Returns the text of several parts. The rarities of a stem that is in two of them count
    /// twice.
    pub(super) fn joined(parts: &[Self]) -> Self {
        let mut joined = Self::default();
        for part in parts {
            joined.words += part.words;
            joined.stems.extend(&part.stems);
            joined.rarity += part.rarity;
            joined.numbers.extend(&part.numbers);
            joined
                .latin
                .extend(part.latin.iter().cloned());
        }
        joined
    }
}

/// Counts the words of Latin letters; an apostrophe or a hyphen does not end a word.
fn count_words(text: &str) -> usize {
    let is_inside = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '-');
    let pieces = text.split(|c: char| !is_inside(c));
    pieces
        .filter(|piece| piece.contains(|c: char| c.is_ascii_alphabetic()))
        .count()
}

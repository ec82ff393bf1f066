//! English text as it is compared: its stems, its numbers and its words.

use std::collections::BTreeSet;

use super::quotient::quotient;
use super::stemmed::stemmed;
use crate::analysis::normalize;
use crate::analysis::token::Tokens;
use crate::lexicon::stems::unknown_rarity;
use crate::lexicon::{Dictionary, numbers};

/// An English text.
#[derive(Debug, Clone, Default)]
pub(super) struct English {
    /// Number of words of Latin letters.
    pub words: usize,
    /// The numbers of the stems that the dictionary has, sorted.
    pub stems: Vec<u32>,
    /// A bit for each of these, to tell soon that a stem is not among them.
    bits: [u64; 4],
    /// The rarities of all stems together.
    pub rarity: f32,
    /// Its numbers, in thousandths.
    pub numbers: Vec<i64>,
    /// Those of its words that the Chinese of the brief has in Latin letters.
    pub latin: BTreeSet<String>,
}

impl English {
    /// Returns the text; of its words in Latin letters it keeps those in `latin`.
    pub(super) fn new(dictionary: &Dictionary, text: &str, latin: &BTreeSet<String>) -> Self {
        let normalized = normalize(text).text;
        let stemmed = stemmed(dictionary, Tokens::new(&normalized));
        let rarities = stemmed.known.iter().map(|number| {
            let rarity = dictionary.stems.rarity(*number);
            rarity.min(unknown_rarity())
        });
        let rarity = rarities.sum::<f32>() + unknown_rarity() * quotient(stemmed.unknown);
        let mut english = Self {
            words: count_words(text),
            rarity,
            numbers: numbers::in_english(&normalized),
            stems: stemmed.known,
            ..Self::default()
        };
        if !latin.is_empty() {
            let texts = Tokens::new(&normalized).map(|token| token.text);
            let shared = texts.filter(|text| latin.contains(*text));
            english.latin = shared.map(str::to_owned).collect();
        }
        english.note_bits();
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
        joined.stems.sort_unstable();
        joined.stems.dedup();
        joined.note_bits();
        joined
    }

    /// Returns whether the stem with this number is among those of the text.
    pub(super) fn has(&self, stem: u32) -> bool {
        let (at, bit) = place(stem);
        self.bits[at] & bit != 0
            && self
                .stems
                .binary_search(&stem)
                .is_ok()
    }

    fn note_bits(&mut self) {
        for stem in &self.stems {
            let (at, bit) = place(*stem);
            self.bits[at] |= bit;
        }
    }
}

/// Returns the place of a stem's bit.
fn place(stem: u32) -> (usize, u64) {
    (
        (stem / 64 % 4) as usize,
        1 << (stem % 64),
    )
}

/// Counts the words of Latin letters; an apostrophe or a hyphen does not end a word.
fn count_words(text: &str) -> usize {
    let is_inside = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '-');
    let (mut words, mut has_letter) = (0, false);
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphabetic() {
            has_letter = true;
        } else if !is_inside(c) {
            words += usize::from(has_letter);
            has_letter = false;
        }
    }
    words
}

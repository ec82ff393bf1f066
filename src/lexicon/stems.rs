//! The stems that the glosses of a dictionary are made of, each with a number.

use std::collections::HashMap;

use super::lines::Lines;

/// Steps of a stored rarity in one unit of it.
pub const RARITY_STEPS: f32 = 20.0;
/// Rarity of a stem that no text had when the dictionary was made.
const UNKNOWN_RARITY: f32 = 9.0;

/// The stems of a dictionary, numbered from 0.
#[derive(Debug)]
pub struct Stems {
    /// Those of the large list, sorted.
    sorted: Lines,
    /// Their rarities, in steps.
    rarity: Vec<u8>,
    /// Those that came after, with their numbers.
    more: HashMap<String, u32>,
}

impl Stems {
    /// Returns the stems of `sorted`, with a rarity for each.
    #[must_use]
    pub fn new(sorted: Lines, rarity: Vec<u8>) -> Self {
        Self {
            sorted,
            rarity,
            more: HashMap::new(),
        }
    }

    /// Returns the number of `stem`, if a gloss has it.
    #[must_use]
    pub fn number(&self, stem: &str) -> Option<u32> {
        let sorted = self.sorted.find(stem);
        sorted.or_else(|| self.more.get(stem).copied())
    }

    /// Returns the number of `stem`, which is added if it is new.
    pub fn number_or_add(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.number(stem) {
            return number;
        }
        let number = self.sorted.len() + u32::try_from(self.more.len()).unwrap_or(u32::MAX);
        self.more
            .insert(stem.to_owned(), number);
        number
    }

    /// Returns how rare the stem with this number is: the logarithm of one more than the number of
    /// passages for each passage that has it.
    #[must_use]
    pub fn rarity(&self, number: u32) -> f32 {
        match self.rarity.get(number as usize) {
            Some(steps) => f32::from(*steps) / RARITY_STEPS,
            None => UNKNOWN_RARITY,
        }
    }

    /// Returns the stem with this number, if it is one of the large list.
    #[must_use]
    pub fn text(&self, number: u32) -> Option<&str> {
        if number < self.sorted.len() {
            return Some(self.sorted.get(number));
        }
        let mut more = self.more.iter();
        more.find(|(_, n)| **n == number)
            .map(|(stem, _)| stem.as_str())
    }
}

/// Returns the rarity of a word that no gloss has, or that was never seen.
#[must_use]
pub fn unknown_rarity() -> f32 {
    UNKNOWN_RARITY
}

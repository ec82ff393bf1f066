//! The places of the words that start with the same two characters. Segmenting a text looks for
//! words at each of its characters, and most pairs of characters begin none.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::table::Lines;

/// The places of words by their first two characters.
#[derive(Debug, Default)]
pub struct Heads {
    /// By [`key`]: the first such word, and the one after the last.
    ranges: FxHashMap<u64, (u32, u32)>,
}

impl Heads {
    /// Returns the places of `words`.
    #[must_use]
    pub fn new(words: &Lines) -> Self {
        let mut ranges: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        ranges.reserve(words.len() as usize);
        for number in 0..words.len() {
            let mut chars = words.get(number).chars();
            let Some(first) = chars.next() else {
                continue;
            };
            let range = ranges
                .entry(key(first, chars.next()))
                .or_insert((number, number));
            range.1 = number + 1;
        }
        Self { ranges }
    }

    /// Returns the number of the word that is this character.
    #[must_use]
    pub fn single(&self, c: char) -> Option<u32> {
        let range = self.ranges.get(&key(c, None));
        range.map(|(number, _)| *number)
    }

    /// Returns the words that start with these two characters.
    #[must_use]
    pub fn pair(&self, first: char, second: char) -> Range<u32> {
        let range = self
            .ranges
            .get(&key(first, Some(second)));
        range.map_or(0..0, |(start, end)| *start..*end)
    }
}

fn key(first: char, second: Option<char>) -> u64 {
    u64::from(first) << 32 | second.map_or(0, u64::from)
}

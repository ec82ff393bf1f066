//! The places of the words that start with the same two characters. Segmenting a text looks for
//! words at each of its characters, and most pairs of characters begin none.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lines::Lines;

/// Number of characters that have a place in [`Heads::firsts`].
const FIRSTS: usize = 1 << 16;

/// The places of words by their first characters.
#[derive(Debug, Default)]
pub struct Heads {
    /// By the first character: 0 if no word starts with it, else 1, or 2 and the number of the word
    /// that is this character.
    firsts: Vec<u32>,
    /// By the first two: the first such word, and the one after the last.
    pairs: FxHashMap<(char, char), (u32, u32)>,
}

impl Heads {
    /// Returns the places of `words`. Those that start with a very rare character are left out.
    #[must_use]
    pub fn new(words: &Lines) -> Self {
        let mut firsts = vec![0; FIRSTS];
        let mut pairs: FxHashMap<(char, char), (u32, u32)> = FxHashMap::default();
        pairs.reserve(words.len() as usize);
        for number in 0..words.len() {
            let mut chars = words.get(number).chars();
            let first = chars
                .next()
                .filter(|c| (*c as usize) < FIRSTS);
            let Some(first) = first else {
                continue;
            };
            let of_first = &mut firsts[first as usize];
            let Some(second) = chars.next() else {
                *of_first = number + 2;
                continue;
            };
            *of_first = (*of_first).max(1);
            let range = pairs
                .entry((first, second))
                .or_insert((number, number));
            range.1 = number + 1;
        }
        Self { firsts, pairs }
    }

    /// Returns whether a word starts with this character.
    #[must_use]
    pub fn starts(&self, c: char) -> bool {
        self.firsts
            .get(c as usize)
            .is_some_and(|first| *first > 0)
    }

    /// Returns the number of the word that is this character.
    #[must_use]
    pub fn single(&self, c: char) -> Option<u32> {
        let first = self.firsts.get(c as usize)?;
        first.checked_sub(2)
    }

    /// Returns the words that start with these two characters.
    #[must_use]
    pub fn pair(&self, first: char, second: char) -> Range<u32> {
        let range = self.pairs.get(&(first, second));
        range.map_or(0..0, |(start, end)| *start..*end)
    }
}

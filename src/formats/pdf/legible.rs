//! Whether text can be read at all: fonts that don't say which characters they draw give garbage.

use super::glyphs::is_private;

/// Part of the characters that may mean nothing: one in five.
const MAX_UNREADABLE: usize = 5;
/// Minimum part of Latin letters that are vowels: one in four. English has 40 %. With each letter
/// three places on, which is what a font without names makes of it, 15 to 20 % are.
const MIN_VOWELS: usize = 4;
/// Number of letters from which on vowels are counted.
const ENOUGH_LETTERS: usize = 300;

/// Counts of the characters of a file.
#[derive(Default, Debug)]
pub(super) struct Tally {
    characters: usize,
    unreadable: usize,
    letters: usize,
    vowels: usize,
}

impl Tally {
    /// Counts the characters of a word. A single private character is a bullet.
    pub(super) fn add(&mut self, word: &str) {
        let is_single = word.chars().nth(1).is_none();
        for c in word.chars() {
            self.characters += 1;
            let is_unreadable = c == '\u{fffd}' || is_private(c) && !is_single;
            self.unreadable += usize::from(is_unreadable);
            self.letters += usize::from(c.is_ascii_alphabetic());
            self.vowels += usize::from("aeiouyAEIOUY".contains(c));
        }
    }

    /// Returns whether the text is garbage: too many of its characters mean nothing, or it is of
    /// Latin letters and has too few vowels, as if it were in cipher.
    pub(super) fn is_garbage(&self) -> bool {
        let is_latin = self.letters > ENOUGH_LETTERS && self.letters * 2 > self.characters;
        self.unreadable * MAX_UNREADABLE > self.characters
            || is_latin && self.vowels * MIN_VOWELS < self.letters
    }
}

//! A table of Chinese words with their glosses, each a list of stems: in memory, and as the bytes
//! of a data file.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::heads::Heads;
use super::lines::Lines;

/// Level of compression of a data file, which is made once.
const COMPRESSION: i32 = 19;

/// The words of one list, with the glosses of each.
#[derive(Debug, Default)]
pub struct Table {
    /// The words, sorted.
    pub words: Lines,
    /// How common each word is, in steps; see [`Packed`].
    pub common: Vec<u8>,
    /// How rare each word is among passages, in steps.
    pub rarity: Vec<u8>,
    /// Where the glosses of each word start in `glosses`, and the end of the last.
    starts: Vec<u32>,
    /// The glosses word by word: of each its length and the numbers of its stems, then a 0.
    glosses: Vec<u32>,
    /// Where the words with each two first characters are, once they were needed.
    heads: OnceLock<Heads>,
}

/// Number of words up to which looking at each is as quick as halving.
const FEW: u32 = 8;

impl Table {
    /// Returns the table of `words` with these glosses, laid out as in [`Packed`].
    #[must_use]
    pub fn new(words: Lines, common: Vec<u8>, rarity: Vec<u8>, glosses: Vec<u32>) -> Self {
        let mut starts = vec![0];
        let mut at = 0;
        while at < glosses.len() {
            let length = glosses[at] as usize;
            at += length + 1;
            if length == 0 {
                starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Self {
            words,
            common,
            rarity,
            starts,
            glosses,
            heads: OnceLock::new(),
        }
    }

    /// Returns the number of a word.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        let mut chars = word.chars();
        let heads = self.heads();
        let first = chars.next()?;
        match chars.next() {
            Some(second) => self
                .words
                .find_in(word, heads.pair(first, second)),
            None => heads.single(first),
        }
    }

    /// Calls `found` with each word that `text` starts with, the shortest first: its length in
    /// bytes and its number.
    pub fn words_at(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        let mut chars = text.chars();
        let (Some(first), second) = (chars.next(), chars.next()) else {
            return;
        };
        let heads = self.heads();
        if !heads.starts(first) {
            return;
        }
        if let Some(number) = heads.single(first) {
            found(first.len_utf8(), number);
        }
        let Some(second) = second else {
            return;
        };
        let mut range = heads.pair(first, second);
        let mut end = first.len_utf8() + second.len_utf8();
        while range.len() > FEW as usize {
            if self.words.get(range.start).len() == end {
                found(end, range.start);
                range.start += 1;
            }
            let Some(next) = chars.next() else {
                return;
            };
            end += next.len_utf8();
            range = self
                .words
                .starting_with(&text[..end], range);
        }
        for number in range {
            let word = self.words.get(number);
            if text.starts_with(word) {
                found(word.len(), number);
            }
        }
    }

    fn heads(&self) -> &Heads {
        self.heads
            .get_or_init(|| Heads::new(&self.words))
    }

    /// Returns the glosses of word `number`: of each the numbers of its stems.
    pub fn glosses(&self, number: u32) -> impl Iterator<Item = &[u32]> {
        let mut at = self.starts[number as usize] as usize;
        std::iter::from_fn(move || {
            let length = self.glosses[at] as usize;
            let gloss = &self.glosses[at + 1..at + 1 + length];
            at += length + 1;
            (length > 0).then_some(gloss)
        })
    }

    /// Calls `visit` with the number of a word and a gloss of it, for all glosses in order.
    pub fn for_each_gloss(&self, mut visit: impl FnMut(u32, &[u32])) {
        let (mut word, mut at) = (0, 0);
        while at < self.glosses.len() {
            let length = self.glosses[at] as usize;
            if length == 0 {
                word += 1;
            } else {
                visit(
                    word,
                    &self.glosses[at + 1..at + 1 + length],
                );
            }
            at += length + 1;
        }
    }
}

/// A table and its stems as a data file has them, before compression.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Packed {
    /// The stems, sorted, a line each.
    pub stems: String,
    /// How rare each stem is: the logarithm of one more than the number of passages for each
    /// passage that has it, in steps of 1/20.
    pub stem_rarity: Vec<u8>,
    /// The Chinese words, normalized and sorted, a line each.
    pub words: String,
    /// How common each word is: the logarithm of one more than its count in jieba's dictionary, in
    /// steps of 1/16.
    pub common: Vec<u8>,
    /// How rare each word is, as of a stem.
    pub rarity: Vec<u8>,
    /// The glosses, word by word: of each its length and the numbers of its stems, then a 0.
    pub glosses: Vec<u32>,
}

impl Packed {
    /// Returns the bytes of the data file.
    ///
    /// # Errors
    /// Returns an error if the bytes cannot be compressed.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let plain = postcard::to_allocvec(self).map_err(std::io::Error::other)?;
        zstd::encode_all(plain.as_slice(), COMPRESSION)
    }

    /// Reads the bytes of a data file, or returns `None` if they are damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let plain = zstd::decode_all(bytes).ok()?;
        postcard::from_bytes(&plain).ok()
    }
}

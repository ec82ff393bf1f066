//! Stems of English words by number, remembered: a collection has few words, many times.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::analysis::Token;
use crate::analysis::by_word::ByWord;
use crate::lexicon::Dictionary;
use crate::lexicon::english::content_stem;

/// Maximum number of words that a thread remembers.
const MAX_WORDS: usize = 50_000;
/// Number from which on stems are counted that the dictionary doesn't have.
const UNKNOWN: u32 = 1 << 31;

/// The words that a thread has seen.
#[derive(Default)]
struct Seen {
    /// The number of each word's stem; `None` for a word without meaning of its own.
    words: ByWord<Option<u32>>,
    /// The numbers of stems that the dictionary doesn't have.
    unknown: FxHashMap<String, u32>,
}

/// The stems of a text, each once.
#[derive(Debug, Default)]
pub(super) struct Stemmed {
    /// The numbers of those that the dictionary has, sorted.
    pub known: Vec<u32>,
    /// Number of the others.
    pub unknown: usize,
}

/// Returns the stems of the tokens that carry meaning. All calls have the same dictionary.
pub(super) fn stemmed<'t>(
    dictionary: &Dictionary,
    tokens: impl Iterator<Item = Token<'t>>,
) -> Stemmed {
    thread_local! {
        static SEEN: RefCell<Seen> = RefCell::default();
    }
    let mut numbers = SEEN.with_borrow_mut(|seen| {
        if seen.words.len() > MAX_WORDS {
            *seen = Seen::default();
        }
        let numbers = tokens.filter_map(|token| seen.number(dictionary, &token));
        numbers.collect::<Vec<u32>>()
    });
    numbers.sort_unstable();
    numbers.dedup();
    let known = numbers.partition_point(|number| *number < UNKNOWN);
    let unknown = numbers.len() - known;
    numbers.truncate(known);
    Stemmed {
        known: numbers,
        unknown,
    }
}

impl Seen {
    fn number(&mut self, dictionary: &Dictionary, token: &Token<'_>) -> Option<u32> {
        if token.han {
            return None;
        }
        if let Some(number) = self.words.get(token.text) {
            return *number;
        }
        let number = content_stem(token).map(|stem| {
            let known = dictionary.stems.number(&stem);
            known.unwrap_or_else(|| self.unknown(stem))
        });
        self.words
            .insert(token.text, number);
        number
    }

    fn unknown(&mut self, stem: String) -> u32 {
        let next = u32::try_from(self.unknown.len()).unwrap_or(0);
        *self
            .unknown
            .entry(stem)
            .or_insert(UNKNOWN | next)
    }
}

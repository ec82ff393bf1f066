//! English stems (Snowball), for ranking and for unquoted words. British and American spellings of
//! a word have the same stem.

use std::borrow::Cow;
use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};

use super::by_word::ByWord;
use super::spelling;
use super::token::Token;

/// The stems of the words among `tokens`, in order. Han characters are not English and are left
/// out.
#[must_use]
pub fn stems(tokens: &[Token<'_>]) -> Vec<String> {
    let words = tokens
        .iter()
        .filter(|token| !token.han);
    words
        .map(|word| stem(word.text))
        .collect()
}

/// The stem of one normalized word.
#[must_use]
pub fn stem(word: &str) -> String {
    of_word(word).into_owned()
}

/// Maximum number of words whose stems a thread remembers: texts repeat their words.
const MAX_REMEMBERED: usize = 50_000;

/// A stem that is remembered.
enum Remembered {
    /// It is so many bytes from the start of the word.
    Start(usize),
    Other(String),
}

/// The stem of one normalized word, borrowed where it is the start of the word.
pub(super) fn of_word(word: &str) -> Cow<'_, str> {
    thread_local! {
        static STEMS: RefCell<ByWord<Remembered>> = RefCell::default();
    }
    STEMS.with_borrow_mut(|stems| {
        match stems.get(word) {
            Some(Remembered::Start(len)) => return Cow::Borrowed(&word[..*len]),
            Some(Remembered::Other(stem)) => return Cow::Owned(stem.clone()),
            None => {}
        }
        if stems.len() == MAX_REMEMBERED {
            stems.clear();
        }
        let stem = computed(word);
        let remembered = if word.starts_with(&*stem) {
            Remembered::Start(stem.len())
        } else {
            Remembered::Other(stem.clone().into_owned())
        };
        stems.insert(word, remembered);
        stem
    })
}

fn computed(word: &str) -> Cow<'_, str> {
    match spelling::american(word) {
        Some(american) => Cow::Owned(snowball(&american).into_owned()),
        None => snowball(word),
    }
}

fn snowball(word: &str) -> Cow<'_, str> {
    // A stemmer is two words of memory: making one costs nothing.
    Stemmer::new(Algorithm::English).stem(word)
}

//! The English words that carry meaning, by their stems.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis::stem::stem;
use crate::analysis::{Token, normalize, tokens};

/// Words that translate nothing by themselves, and those with which dictionaries describe.
const NO_CONTENT: &str = "\
    a about all also an and any are as at be been being but by can could did do does down each \
    eg esp etc for from had has have he her here his how i ie if in into is it its just may me \
    might more most must my no nor not of on one only or other our out over own s same sb shall \
    she should so some someone something sth such t than that the their them then there these \
    they this those to too under up us very was we were what when where which who whom whose will \
    with would you your";

fn has_content(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        NO_CONTENT
            .split_ascii_whitespace()
            .collect()
    });
    !WORDS.contains(word)
}

/// Returns the stem of a token of a normalized text, if it is a word that carries meaning and no
/// number.
#[must_use]
pub fn content_stem(token: &Token<'_>) -> Option<String> {
    let is_word = !token.han
        && token
            .text
            .starts_with(char::is_alphabetic);
    (is_word && has_content(token.text)).then(|| stem(token.text))
}

/// Returns the stems of the words of `text` that carry meaning, in order, without numbers.
#[must_use]
pub fn content_stems(text: &str) -> Vec<String> {
    let normalized = normalize(text).text;
    tokens(&normalized)
        .iter()
        .filter_map(content_stem)
        .collect()
}

/// Returns the stems of `text` as a dictionary has them of a translation: each once.
#[must_use]
pub fn gloss_stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for stem in content_stems(text) {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

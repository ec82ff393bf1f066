//! Function words and their like, over all languages. They stay in the index, so phrases keep them.
//! An unquoted query of several words doesn't require them, and a question is recognized by them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::language::{LANGUAGES, Language};

/// Whether a normalized word says little by itself.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    // A set, since each piece of a Chinese query is looked up.
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lists = LANGUAGES
            .iter()
            .flat_map(|language| [language.function_words, language.question_words]);
        lists
            .flat_map(str::split_ascii_whitespace)
            .collect()
    });
    WORDS.contains(word)
}

/// Whether a normalized word is a character that joins or ends words and hardly ever is part of
/// one.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    is_listed(word, |language| language.particles)
}

/// Whether a normalized word asks.
#[must_use]
pub fn is_question_word(word: &str) -> bool {
    is_listed(word, |language| language.question_words)
}

/// Whether a question says with this normalized word what kind of answer it wants (“what is it
/// called?”). No passage that answers the question has to contain it.
#[must_use]
pub fn names_an_answer(word: &str) -> bool {
    is_listed(word, |language| language.answer_words)
}

/// Whether a normalized text contains a question word of a language that doesn't separate words.
#[must_use]
pub fn contains_question_word(normalized: &str) -> bool {
    LANGUAGES
        .iter()
        .filter(|language| !language.is_spaced)
        .flat_map(|language| {
            language
                .question_words
                .split_ascii_whitespace()
        })
        .any(|word| normalized.contains(word))
}

fn is_listed(word: &str, list: fn(&Language) -> &'static str) -> bool {
    let mut words = LANGUAGES
        .iter()
        .flat_map(|language| list(language).split_ascii_whitespace());
    words.any(|listed| listed == word)
}

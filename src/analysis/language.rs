//! The languages whose words are indexed and ranked: a table, with one [`Language`] for each.
//!
//! Writing an index goes over [`LANGUAGES`], so another language is another entry;
//! `CONTRIBUTING.md` says what else it needs. Each language has a file for its lists of words and
//! its functions.

use std::borrow::Cow;

use super::normalized::Normalized;
use super::token::Token;
use super::{chinese, english, segment};
use crate::model::Lang;

/// All that the analysis knows of a language. Its words are normalized, in texts and in lists.
#[derive(Debug)]
#[non_exhaustive]
pub struct Language {
    /// Its name in English.
    pub name: &'static str,
    /// The language of the passages that are written in it.
    pub lang: Lang,
    /// Whether a token can be a word of the language or part of a word, by the token's script.
    pub owns: fn(&Token<'_>) -> bool,
    /// Returns the language's words among the tokens of a normalized text, as they occur there. The
    /// tokens may be a selection: words are made of these only.
    pub words: for<'a> fn(&'a Normalized, &[Token<'a>]) -> Vec<&'a str>,
    /// Returns the form under which a word is indexed.
    pub stem: for<'a> fn(&'a str) -> Cow<'a, str>,
    /// Whether blanks separate its words. If not, question words are looked for anywhere in a text.
    pub is_spaced: bool,
    /// Words that say little by themselves, separated by blanks as in all these lists.
    pub function_words: &'static str,
    /// Words that ask. They are function words too.
    pub question_words: &'static str,
    /// Characters that join or end words and hardly ever are part of one.
    pub particles: &'static str,
    /// Words by which a question says what kind of answer it wants, and which no answer contains.
    pub answer_words: &'static str,
}

/// The languages, in the order of the fields of their words in a schema.
pub static LANGUAGES: &[Language] = &[
    Language {
        name: "English",
        lang: Lang::En,
        owns: english::owns,
        words: english::words,
        stem: english::stem,
        is_spaced: true,
        function_words: english::FUNCTION_WORDS,
        question_words: english::QUESTION_WORDS,
        particles: "",
        answer_words: english::ANSWER_WORDS,
    },
    Language {
        name: "Chinese",
        lang: Lang::Zh,
        owns: chinese::owns,
        words: segment::words_of_tokens,
        stem: chinese::stem,
        is_spaced: false,
        function_words: chinese::FUNCTION_WORDS,
        question_words: chinese::QUESTION_WORDS,
        particles: chinese::PARTICLES,
        answer_words: chinese::ANSWER_WORDS,
    },
];

/// English, or another language in an alphabet.
pub static ENGLISH: &Language = &LANGUAGES[0];
/// Chinese.
pub static CHINESE: &Language = &LANGUAGES[1];

/// One value for each language, in the order of [`LANGUAGES`].
pub type PerLanguage<T> = [T; LANGUAGES.len()];

impl Language {
    /// The language's place in [`LANGUAGES`].
    #[must_use]
    pub fn position(&self) -> usize {
        let mut languages = LANGUAGES.iter();
        let position = languages.position(|other| other.lang == self.lang);
        // It is found: the languages of the table are all that there are.
        position.unwrap_or_default()
    }
}

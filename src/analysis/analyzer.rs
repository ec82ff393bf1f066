//! Text to the terms that are indexed, and these terms as tantivy reads them.
//!
//! A text is analysed once, into lists of terms. A list is plain text with a term on each line; the
//! number of the line is the term's position. tantivy only has to split the lines.

use tantivy::tokenizer::{self, TokenStream, Tokenizer};

use super::capitals::in_capitals;
use super::language::{ENGLISH, LANGUAGES, Language, PerLanguage};
use super::normalize::{Normalized, normalize, normalize_unhyphenated};
use super::pairs;
use super::token::{Token, tokens};

/// A term of the exact field that stands for a run of clause punctuation. A phrase with such a run
/// requires the term, so that no word can take its place.
pub const GAP: &str = ",";

/// An empty line separates the two readings of a text whose words are hyphenated over line ends,
/// and the text from the targets of its links.
const OTHER_READING: &str = "\n";
/// Positions between them: more than the maximum slop of a query.
const READINGS_APART: usize = 1000;

/// The terms of one passage, a list for each field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Terms {
    /// Every token, and [`GAP`] between tokens that clause punctuation separates. If words are
    /// hyphenated over line ends, the list has all tokens a second time, with these words joined.
    /// The targets of links come last.
    pub exact: String,
    /// Pairs of neighbouring tokens of which one is a very common word.
    pub pairs: String,
    /// The words of each language.
    pub words: PerLanguage<String>,
}

impl Terms {
    /// The words of one language.
    #[must_use]
    pub fn words_of(&self, language: &Language) -> &str {
        &self.words[language.position()]
    }

    /// Adds the exact tokens and the pairs of one reading.
    fn push_tokens(&mut self, tokens: &[Token<'_>]) {
        push_exact(&mut self.exact, tokens);
        for [before, after] in pairs::pairs(tokens) {
            self.pairs.push_str(before);
            self.pairs.push(pairs::BETWEEN);
            push(&mut self.pairs, after);
        }
    }

    /// Adds the words that each wanted language makes of these tokens of a normalized text.
    fn push_words(&mut self, normalized: &Normalized, tokens: &[Token<'_>], wanted: Wanted) {
        for (language, list) in LANGUAGES
            .iter()
            .zip(&mut self.words)
            .filter(|(language, _)| wanted(language))
        {
            for word in (language.words)(normalized, tokens) {
                push(list, &(language.stem)(word));
            }
        }
    }
}

/// Tells the languages whose words are wanted.
type Wanted = fn(&Language) -> bool;

/// Analyses the text of a passage.
#[must_use]
pub fn terms(text: &str) -> Terms {
    in_languages(text, |_| true)
}

fn in_languages(text: &str, wanted: Wanted) -> Terms {
    let normalized = normalize(text);
    let as_written = tokens(&normalized.text);
    let mut terms = Terms::default();
    terms.push_tokens(&as_written);
    terms.push_words(&normalized, &as_written, wanted);
    for (_, term) in in_capitals(text, &normalized, &as_written) {
        push(
            &mut terms.words[ENGLISH.position()],
            &term,
        );
    }
    if let Some(unhyphenated) = normalize_unhyphenated(text) {
        push_unhyphenated(&mut terms, text, &unhyphenated, wanted);
    }
    terms
}

/// Analyses the text of a passage, and the targets of its links that the text doesn't show.
#[must_use]
pub fn terms_with_links(text: &str, links: &[String]) -> Terms {
    with_links(text, links, |_| true)
}

/// As [`terms_with_links`], without the words of the languages that need a dictionary: loading that
/// takes longer than a search.
pub(crate) fn terms_without_dictionary(text: &str, links: &[String]) -> Terms {
    with_links(text, links, |language| {
        language.is_spaced
    })
}

fn with_links(text: &str, links: &[String], wanted: Wanted) -> Terms {
    let mut terms = in_languages(text, wanted);
    for link in links {
        if text.contains(link) {
            continue;
        }
        let normalized = normalize(link);
        let tokens = tokens(&normalized.text);
        terms.exact.push_str(OTHER_READING);
        terms.push_tokens(&tokens);
        terms.push_words(&normalized, &tokens, wanted);
    }
    terms
}

/// Adds the second reading of `text`: all of its tokens, and those words that were joined in it.
fn push_unhyphenated(terms: &mut Terms, text: &str, unhyphenated: &Normalized, wanted: Wanted) {
    let mut tokens = tokens(&unhyphenated.text);
    terms.exact.push_str(OTHER_READING);
    terms.push_tokens(&tokens);
    tokens.retain(|token| {
        let source = unhyphenated.source(token.range.clone());
        text[source].contains(['\n', '\r'])
    });
    terms.push_words(unhyphenated, &tokens, wanted);
}

fn push_exact(exact: &mut String, tokens: &[Token<'_>]) {
    let mut next = tokens
        .first()
        .map_or(0, |token| token.position);
    for token in tokens {
        for _ in next..token.position {
            push(exact, GAP);
        }
        push(exact, token.text);
        next = token.position + 1;
    }
}

/// The words of all languages in a text, in one list.
#[must_use]
pub fn words(text: &str) -> String {
    terms(text).words.concat()
}

/// The number of terms in a list.
#[must_use]
pub fn count(list: &str) -> u64 {
    Lines(list)
        .filter(|line| !line.is_empty())
        .count() as u64
}

/// The number of words and Han characters in a list of exact tokens: without clause punctuation,
/// second readings and links.
#[must_use]
pub fn count_tokens(exact: &str) -> u64 {
    let first_reading = Lines(exact).take_while(|line| !line.is_empty());
    first_reading
        .filter(|line| *line != GAP)
        .count() as u64
}

/// The lines of a list that are left. Lines are short, so looking at each byte is quicker than
/// [`str::lines`], which searches.
struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let mut bytes = self.0.bytes();
        let end = bytes.position(|byte| byte == b'\n');
        let Some(end) = end else {
            return Some(std::mem::take(&mut self.0));
        };
        let line = &self.0[..end];
        self.0 = &self.0[end + 1..];
        Some(line)
    }
}

fn push(list: &mut String, term: &str) {
    list.push_str(term);
    list.push('\n');
}

/// The tokenizer of the index: splits a list of terms.
#[derive(Debug, Clone, Copy)]
pub struct TermList;

/// The terms of one list.
pub struct TermStream<'a> {
    rest: Lines<'a>,
    token: tokenizer::Token,
}

impl Tokenizer for TermList {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, list: &'a str) -> TermStream<'a> {
        TermStream {
            rest: Lines(list),
            token: tokenizer::Token::default(),
        }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(mut term) = self.rest.next() else {
            return false;
        };
        while term.is_empty() {
            let Some(next) = self.rest.next() else {
                return false;
            };
            self.token.position = self
                .token
                .position
                .wrapping_add(READINGS_APART);
            term = next;
        }
        // The first position is 0, since a default token's position is `usize::MAX`.
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &tokenizer::Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut tokenizer::Token {
        &mut self.token
    }
}

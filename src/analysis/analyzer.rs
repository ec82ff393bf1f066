//! Texts to the terms that the index holds, and those terms as tantivy takes them.
//!
//! A text is analysed once, into lists of terms: plain text with a term a line, the line being the
//! term's position. tantivy only has to split the lines.

use tantivy::tokenizer::{self, TokenStream, Tokenizer};

use super::{
    Token, normalize::normalize_text, normalize_unhyphenated, pairs, segment, stem, tokens,
};

/// Stands in the exact field for a run of clause punctuation. A phrase that has one asks for it, so
/// that no word can stand in its place.
pub const GAP: &str = ",";

/// A line without a term parts the readings of a text whose words are hyphenated over line ends.
const OTHER_READING: &str = "\n";
/// Positions between two readings: more than the slack that any query may have.
const READINGS_APART: usize = 1000;

/// The terms of one passage, a list for each field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Every token, and [`GAP`] where clause punctuation parts them; all of it twice, with words
    /// joined the second time, where words are hyphenated over line ends.
    pub exact: String,
    /// Pairs of tokens with a common word.
    pub pairs: String,
    /// English stems.
    pub english: String,
    /// Chinese words.
    pub chinese: String,
}

/// Analyses a text as it stands in a brief.
#[must_use]
pub fn terms(text: &str) -> Terms {
    let normalized = normalize_text(text);
    let read = tokens(&normalized);
    let mut out = Terms::default();
    push_exact(&mut out.exact, &read);
    pairs::pairs(&read).for_each(|pair| push(&mut out.pairs, &pair));
    stem::stems(&read)
        .iter()
        .for_each(|stem| push(&mut out.english, stem));
    segment::words(&normalized)
        .iter()
        .for_each(|word| push(&mut out.chinese, word));
    if let Some(unhyphenated) = normalize_unhyphenated(text) {
        let mut joined = tokens(&unhyphenated.text);
        out.exact.push_str(OTHER_READING);
        push_exact(&mut out.exact, &joined);
        pairs::pairs(&joined).for_each(|pair| push(&mut out.pairs, &pair));
        joined
            .retain(|token| text[unhyphenated.source(token.range.clone())].contains(['\n', '\r']));
        stem::stems(&joined)
            .iter()
            .for_each(|stem| push(&mut out.english, stem));
    }
    out
}

fn push_exact(exact: &mut String, tokens: &[Token<'_>]) {
    let mut next = tokens.first().map_or(0, |t| t.position);
    for token in tokens {
        for _ in next..token.position {
            push(exact, GAP);
        }
        push(exact, token.text);
        next = token.position + 1;
    }
}

/// The stems and the Chinese words of a text, in one list.
#[must_use]
pub fn words(text: &str) -> String {
    let Terms {
        english, chinese, ..
    } = terms(text);
    english + &chinese
}

/// How many terms a list holds.
#[must_use]
pub fn count(list: &str) -> u64 {
    list.lines().filter(|term| !term.is_empty()).count() as u64
}

fn push(list: &mut String, term: &str) {
    list.push_str(term);
    list.push('\n');
}

/// Splits a list of terms.
#[derive(Debug, Clone, Copy)]
pub struct TermList;

/// The terms of one list.
pub struct TermStream<'a> {
    rest: std::str::Lines<'a>,
    token: tokenizer::Token,
}

impl Tokenizer for TermList {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, list: &'a str) -> TermStream<'a> {
        TermStream {
            rest: list.lines(),
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
            self.token.position = self.token.position.wrapping_add(READINGS_APART);
            term = next;
        }
        // The first position is 0: the default is the largest number there is.
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

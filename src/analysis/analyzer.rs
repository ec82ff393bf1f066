//! Texts to the terms that the index holds, and those terms as tantivy takes them.
//!
//! A text is analysed once, into lists of terms: plain text with a term a line, the line being the term's position.
//! tantivy only has to split the lines.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{fold::fold_text, pairs, segment, stem, tokens};

/// Stands in the exact field for a run of clause punctuation. A phrase that has one asks for it, so that no word can
/// stand in its place.
pub const GAP: &str = ",";

/// The terms of one passage, a list for each field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Every token, and [`GAP`] where clause punctuation parts them.
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
    let folded = fold_text(text);
    let tokens = tokens(&folded);
    let mut exact = String::with_capacity(folded.len() + tokens.len());
    let mut next = tokens.first().map_or(0, |t| t.position);
    for token in &tokens {
        for _ in next..token.position {
            push(&mut exact, GAP);
        }
        push(&mut exact, token.text);
        next = token.position + 1;
    }
    let mut out = Terms { exact, ..Terms::default() };
    pairs::pairs(&tokens).for_each(|pair| push(&mut out.pairs, &pair));
    stem::stems(&tokens).iter().for_each(|stem| push(&mut out.english, stem));
    segment::words(&folded).iter().for_each(|word| push(&mut out.chinese, word));
    out
}

/// The stems and the Chinese words of a text, in one list.
#[must_use]
pub fn words(text: &str) -> String {
    let Terms { english, chinese, .. } = terms(text);
    english + &chinese
}

/// How many terms a list holds.
#[must_use]
pub fn count(list: &str) -> u64 {
    list.lines().count() as u64
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
    token: Token,
}

impl Tokenizer for TermList {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, list: &'a str) -> TermStream<'a> {
        TermStream { rest: list.lines(), token: Token::default() }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.rest.next() else { return false };
        // The first position is 0: the default is the largest number there is.
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

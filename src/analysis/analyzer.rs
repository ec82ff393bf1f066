//! The analysers as tantivy takes them. Each works on text that is folded already.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{segment, stem, tokens};

/// The analyser of the exact field: every token with its position.
pub const EXACT: Analyzer = Analyzer(exact_terms);
/// English stems.
pub const ENGLISH: Analyzer = Analyzer(english_terms);
/// Chinese words.
pub const CHINESE: Analyzer = Analyzer(chinese_terms);
/// Both, for the headings above a passage.
pub const WORDS: Analyzer = Analyzer(all_words);

/// A function from folded text to positioned terms, as a tantivy tokenizer.
#[derive(Clone, Copy)]
pub struct Analyzer(fn(&str) -> Vec<Token>);

/// The terms of one text.
pub struct Terms {
    terms: std::vec::IntoIter<Token>,
    current: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        Terms { terms: (self.0)(text).into_iter(), current: Token::default() }
    }
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        match self.terms.next() {
            Some(term) => {
                self.current = term;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.current
    }
}

fn exact_terms(folded: &str) -> Vec<Token> {
    tokens(folded).iter().map(|t| term(t.text.to_owned(), t.position as usize)).collect()
}

fn english_terms(folded: &str) -> Vec<Token> {
    stem::stems(&tokens(folded)).into_iter().enumerate().map(|(i, s)| term(s, i)).collect()
}

fn chinese_terms(folded: &str) -> Vec<Token> {
    segment::words(folded).iter().enumerate().map(|(i, w)| term((*w).to_owned(), i)).collect()
}

fn all_words(folded: &str) -> Vec<Token> {
    let mut terms = english_terms(folded);
    terms.extend(chinese_terms(folded));
    terms
}

fn term(text: String, position: usize) -> Token {
    Token { text, position, ..Token::default() }
}

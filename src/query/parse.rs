//! The parser: tokens to a [`Query`].

use std::iter::Peekable;
use std::vec::IntoIter;

use unicode_width::UnicodeWidthStr;

use super::filter::Filter;
use super::note::Note;
use super::tokens::{Token, TokenKind, Tokens, tokens};
use super::tree::Query;
use crate::error::{Error, Result};

/// Maximum depth of nested parentheses.
const MAX_DEPTH: usize = 50;
/// Maximum number of tokens that are not words. [`MAX_LENGTH`] bounds the number of words.
const MAX_PARTS: usize = 256;
/// Maximum length of a query, in bytes.
const MAX_LENGTH: usize = 10_000;

/// A query, and notes on what in it means something else than it may have been typed for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// The notes, in the order of the query.
    pub notes: Vec<Note>,
}

/// Parses a query.
///
/// # Errors
/// See [`parse_with_notes`].
pub fn parse(text: &str) -> Result<Query> {
    Ok(parse_with_notes(text)?.query)
}

/// Parses a query, and notes what in it means something else than it may have been typed for.
///
/// # Errors
/// Returns an error if the query is too long or nested too deeply, or the value of a filter is not
/// a value of its field.
pub fn parse_with_notes(text: &str) -> Result<Parsed> {
    if text.len() > MAX_LENGTH {
        let length = text.len();
        return Err(Error::Query {
            problem: format!(
                "the query is too long: {length} bytes, at most {MAX_LENGTH} are read"
            ),
            query: String::new(),
            column: 0,
        });
    }
    let Tokens { tokens, mut notes } = tokens(text);
    let mut parts = tokens
        .iter()
        .filter(|token| !is_word(token));
    if let Some(first_over) = parts.nth(MAX_PARTS) {
        let problem = format!("more than {MAX_PARTS} phrases, prefixes, fields and operators");
        return Err(error(text, first_over.start, problem));
    }
    let mut parser = Parser {
        text,
        tokens: tokens.into_iter().peekable(),
    };
    let query = parser.alternatives(0)?;
    if !query.asks() {
        notes.push(Note::NoWords);
    }
    Ok(Parsed { query, notes })
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word(_))
}

/// Returns the error that byte `at` of the query `text` has this `problem`.
fn error(text: &str, at: usize, problem: String) -> Error {
    Error::Query {
        problem,
        query: text.to_owned(),
        column: text[..at].width(),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Peekable<IntoIter<Token>>,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<&TokenKind> {
        self.tokens
            .peek()
            .map(|token| &token.kind)
    }

    /// Skips the next token if it is `kind`.
    fn skip(&mut self, kind: &TokenKind) -> bool {
        self.tokens
            .next_if(|token| token.kind == *kind)
            .is_some()
    }

    /// Parses alternatives inside `depth` parentheses.
    fn alternatives(&mut self, depth: usize) -> Result<Query> {
        let mut parts = vec![self.conjunction(depth)?];
        while self.skip(&TokenKind::Or) {
            parts.push(self.conjunction(depth)?);
        }
        parts.retain(|part| !is_empty(part));
        Ok(match parts.len() {
            0 => Query::All(parts),
            1 => parts.swap_remove(0),
            _ => Query::Any(parts),
        })
    }

    fn conjunction(&mut self, depth: usize) -> Result<Query> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            // Outside of all parentheses, a closing one closes nothing and is ignored.
            if *next == TokenKind::Or || *next == TokenKind::Close && depth > 0 {
                break;
            }
            parts.push(self.operand(depth)?);
        }
        Ok(all(parts))
    }

    fn operand(&mut self, depth: usize) -> Result<Query> {
        let Some(Token { start, kind }) = self.tokens.next() else {
            return Ok(empty());
        };
        match kind {
            TokenKind::Not => self.negation(depth),
            TokenKind::Open if depth < MAX_DEPTH => {
                let inside = self.alternatives(depth + 1)?;
                self.skip(&TokenKind::Close);
                Ok(inside)
            }
            TokenKind::Open => {
                let problem = format!("parentheses nested more than {MAX_DEPTH} levels deep");
                Err(error(self.text, start, problem))
            }
            TokenKind::Phrase(phrase, slop) => Ok(Query::Phrase(phrase, slop)),
            TokenKind::Prefix(word) => Ok(Query::Prefix(word)),
            TokenKind::Word(word) => Ok(Query::Words(vec![word])),
            TokenKind::Filter(field, value) => match Filter::new(field, &value) {
                Ok(filter) => Ok(Query::Filter(filter)),
                Err(problem) => Err(error(self.text, start, problem)),
            },
            TokenKind::Or | TokenKind::Close => Ok(empty()),
        }
    }

    /// Parses the operand after `-` or `NOT`. Without an operand, the operator is ignored.
    fn negation(&mut self, depth: usize) -> Result<Query> {
        match self.peek() {
            None | Some(TokenKind::Or | TokenKind::Close) => Ok(empty()),
            Some(_) => Ok(match self.operand(depth)? {
                // Two negations are none. What is inside stays apart from the parts around it.
                Query::Not(inside) => Query::All(vec![*inside]),
                inside if is_empty(&inside) => inside,
                inside => Query::Not(Box::new(inside)),
            }),
        }
    }
}

/// Returns the query of no text.
fn empty() -> Query {
    Query::All(Vec::new())
}

fn is_empty(query: &Query) -> bool {
    matches!(query, Query::All(parts) if parts.is_empty())
}

/// Returns the query that matches if all `parts` do. Words side by side become one part.
fn all(parts: Vec<Query>) -> Query {
    let mut merged: Vec<Query> = Vec::new();
    for part in parts {
        if is_empty(&part) {
            continue;
        }
        match (merged.last_mut(), part) {
            (Some(Query::Words(before)), Query::Words(words)) => before.extend(words),
            (_, part) => merged.push(part),
        }
    }
    match merged.len() {
        1 => merged.swap_remove(0),
        _ => Query::All(merged),
    }
}

//! Tells whether a query is a question or a sentence.

use crate::analysis::{self, Token, stop};
use crate::query::Query;

/// Returns whether `query` is a question or a sentence: some unquoted text in it has a question
/// word, or ends with the mark that ends a question or a sentence.
pub(in crate::search) fn asks(query: &Query) -> bool {
    match query {
        Query::Words(words) => is_question(&words.join(" ")),
        Query::All(parts) | Query::Any(parts) => parts.iter().any(asks),
        _ => false,
    }
}

fn is_question(text: &str) -> bool {
    let normalized = analysis::normalize(text).text;
    if normalized.contains(['?', '。']) || stop::contains_question_word(&normalized) {
        return true;
    }
    let tokens = analysis::tokens(&normalized);
    let ends_in_han = tokens
        .last()
        .is_some_and(|last| last.han);
    normalized.ends_with('.') && ends_in_han || asks_in_english(&tokens)
}

/// Returns whether an English text has a question word. Up to three words are no question.
fn asks_in_english(tokens: &[Token<'_>]) -> bool {
    let mut words = tokens
        .iter()
        .filter(|token| !token.han);
    tokens.len() > 3 && words.any(|word| stop::is_question_word(word.text))
}

//! Plans questions and long texts: one of the words must match, and the more of them do, in a row
//! and in the question's language, the better.

use tantivy::query::{ConstScoreQuery, Occur};

use super::planned::{Clauses, Planned};
use super::planner::Planner;
use super::segment::Word;
use super::words::text_of;
use crate::analysis::{self, Token, stop};
use crate::error::Result;
use crate::model::Lang;
use crate::query::Query;
use crate::search::highlight::phrase_tokens;
use crate::search::scoring::bm25::quantize;
use crate::search::scoring::weights;

impl Planner<'_> {
    pub(super) fn question(self, tokens: &[Token<'_>], content: &[&Word]) -> Result<Planned> {
        let bound = self.bound(content)?;
        let mut matching = Vec::with_capacity(content.len());
        for word in content {
            matching.push(self.as_word(word)?);
        }
        matching.extend(self.han_runs(tokens));
        let mut clauses = Clauses::new();
        clauses.add(Occur::Must, Planned::any(matching));
        for word in content {
            clauses.add(Occur::Should, self.heading(word));
        }
        for pair in pairs(tokens)
            .into_iter()
            .take(weights::MOST_WORDS)
        {
            clauses.add(Occur::Should, self.pair(pair));
        }
        clauses.add(
            Occur::Should,
            self.same_language(tokens, bound),
        );
        if (2..=weights::MOST_VERBATIM).contains(&tokens.len()) {
            clauses.add(
                Occur::Should,
                self.verbatim(tokens, bound),
            );
        }
        Ok(clauses.into_planned())
    }

    /// Plans each run of Han characters as a phrase that only matches, so that an unquoted run
    /// finds what the quoted one finds.
    fn han_runs(self, tokens: &[Token<'_>]) -> Vec<Planned> {
        let runs = tokens.chunk_by(|a, b| a.han && b.han && a.range.end == b.range.start);
        runs.filter(|run| run.len() > 1)
            .map(|run| Planned::new(self.exact(&phrase_tokens(run), 1.0)).unscored())
            .collect()
    }

    fn pair(self, pair: &[Token<'_>]) -> Planned {
        let in_a_row = self.exact(&phrase_tokens(pair), weights::PAIR);
        self.scored(in_a_row, || {
            format!("“{}” in a row", text_of(pair))
        })
    }

    /// Plans a bonus for passages in the question's language: of two answers, that is the one that
    /// the user more likely wants.
    fn same_language(self, tokens: &[Token<'_>], bound: f32) -> Planned {
        let lang = language(tokens);
        let same = self.term(
            self.index.fields.lang,
            &lang.to_string(),
            1.0,
        );
        let score = quantize(bound * weights::SAME_LANGUAGE);
        let query = Box::new(ConstScoreQuery::new(same, score));
        self.scored(query, || {
            format!("the question's language, {lang}")
        })
    }
}

fn language(tokens: &[Token<'_>]) -> Lang {
    let han = tokens
        .iter()
        .filter(|token| token.han)
        .count();
    if han * 2 >= tokens.len() {
        Lang::Zh
    } else {
        Lang::En
    }
}

/// Returns all pairs of two neighbouring characters or words, function words not counted, together
/// with the function words between them.
fn pairs<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a [Token<'a>]> {
    let mut pairs = Vec::new();
    let mut before = None;
    for (at, token) in tokens.iter().enumerate() {
        if !token.han && stop::is_function_word(token.text) {
            continue;
        }
        if let Some(start) = before.replace(at) {
            let pair = &tokens[start..=at];
            if pair.len() <= weights::LONGEST_PAIR {
                pairs.push(pair);
            }
        }
    }
    pairs
}

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

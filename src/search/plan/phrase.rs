//! Plans phrases and prefixes. The exact field decides which passages have a phrase.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, RangeQuery};

use super::planned::{BoxedQuery, Planned};
use super::planner::Planner;
use crate::analysis::analyzer::GAP;
use crate::analysis::{self, pairs};
use crate::error::{Error, Result};
use crate::index::{Phrase, Shape};
use crate::search::highlight::{HighlightTerm, PhraseToken, phrase_tokens};
use crate::search::scoring::leaf::Leaf;
use crate::search::scoring::parts::Shaped;
use crate::search::scoring::shape;
use crate::search::terms::words_starting;

/// Maximum number of words that the prefix at the end of a phrase may stand for.
const MAX_EXPANSIONS: usize = 1000;

impl Planner<'_> {
    pub(super) fn phrase(self, text: &str, slop: u32) -> Planned {
        let normalized = analysis::normalize(text).text;
        let phrase = phrase_tokens(&analysis::tokens(&normalized));
        let mut planned = if slop == 0 {
            self.scored(self.exact(&phrase, 1.0), || {
                format!("the phrase “{text}”")
            })
        } else {
            self.scored(self.near(&phrase, slop), || {
                format!("“{text}” within {slop}")
            })
        };
        planned
            .highlights
            .push(HighlightTerm::Phrase(phrase, slop));
        planned
    }

    /// Returns a query for tokens at exactly these positions.
    pub(super) fn exact(self, phrase: &[PhraseToken], weight: f32) -> BoxedQuery {
        let mut terms = self.exact_terms(phrase);
        for gap in gaps(phrase) {
            terms.push((gap as usize, self.exact_term(GAP)));
        }
        terms.sort_by_key(|(at, _)| *at);
        leaf_or_nothing(Leaf {
            terms,
            pairs: self.pairs(phrase),
            within: None,
            slop: 0,
            weight: weight * self.scale,
            k1: self.k1,
        })
    }

    /// Returns a query for tokens near each other.
    fn near(self, phrase: &[PhraseToken], slop: u32) -> BoxedQuery {
        leaf_or_nothing(Leaf {
            terms: self.exact_terms(phrase),
            pairs: Vec::new(),
            within: None,
            slop,
            weight: self.scale,
            k1: self.k1,
        })
    }

    /// Returns a phrase with the clause punctuation in it.
    fn row(self, tokens: &[PhraseToken]) -> Phrase {
        let mut terms = self.exact_terms(tokens);
        for gap in gaps(tokens) {
            terms.push((gap as usize, self.exact_term(GAP)));
        }
        shape::phrase(self.index.fields.exact, &terms, &[])
    }

    fn exact_terms(self, phrase: &[PhraseToken]) -> Vec<(usize, Term)> {
        let mut terms = Vec::with_capacity(phrase.len());
        for token in phrase {
            terms.push((
                token.offset as usize,
                self.exact_term(&token.text),
            ));
        }
        terms
    }

    fn exact_term(self, token: &str) -> Term {
        Term::from_field_text(self.index.fields.exact, token)
    }

    /// Returns the pairs of neighbours in a phrase that are terms of their own.
    fn pairs(self, phrase: &[PhraseToken]) -> Vec<Term> {
        let mut terms = Vec::new();
        for two in phrase.windows(2) {
            let [token, next] = two else {
                continue;
            };
            if next.offset == token.offset + 1
                && let Some(pair) = pairs::pair(&token.text, &next.text)
            {
                terms.push(Term::from_field_text(
                    self.index.fields.pairs,
                    &pair,
                ));
            }
        }
        terms
    }

    /// Plans words that start with `text`, or phrases whose last word does. All such words are
    /// found, however many there are.
    pub(super) fn prefix(self, text: &str) -> Result<Planned> {
        let normalized = analysis::normalize(text).text;
        let phrase = phrase_tokens(&analysis::tokens(&normalized));
        let mut planned = match phrase.as_slice() {
            [] => Planned::nothing(),
            [start] => self.scored(self.starting(&start.text), || {
                format!("a word that begins with “{text}”")
            }),
            [before @ .., last] => {
                let phrases = self.phrases_starting(before, last, text)?;
                self.scored(phrases, || {
                    format!("a phrase that begins with “{text}”")
                })
            }
        };
        planned
            .highlights
            .push(HighlightTerm::Prefix(phrase));
        Ok(planned)
    }

    fn starting(self, start: &str) -> BoxedQuery {
        // No word continues with the largest of all characters.
        let end = format!("{start}{}", char::MAX);
        let range = RangeQuery::new(
            Bound::Included(self.exact_term(start)),
            Bound::Included(self.exact_term(&end)),
        );
        Box::new(Shaped {
            query: Box::new(range),
            shape: Shape::Starting(
                self.index.fields.exact,
                start.to_owned(),
            ),
        })
    }

    /// Returns a query for the tokens `before` and a word that starts with `last`; `text` is the
    /// phrase as typed.
    fn phrases_starting(
        self,
        before: &[PhraseToken],
        last: &PhraseToken,
        text: &str,
    ) -> Result<BoxedQuery> {
        let start = &last.text;
        let words = words_starting(
            self.index,
            self.index.fields.exact,
            start,
        )?;
        if words.len() > MAX_EXPANSIONS {
            let count = words.len();
            return Err(Error::Query {
                problem: format!(
                    "{count} words begin with {start:?}, too many for a phrase; type more letters"
                ),
                query: text.to_owned(),
                column: 0,
            });
        }
        let mut phrases = Vec::with_capacity(words.len());
        for word in words {
            let mut phrase = before.to_vec();
            phrase.push(PhraseToken {
                offset: last.offset,
                text: word,
            });
            phrases.push((Occur::Should, self.exact(&phrase, 1.0)));
        }
        let mut row = before.to_vec();
        row.push(last.clone());
        Ok(Box::new(Shaped {
            query: Box::new(BooleanQuery::new(phrases)),
            shape: Shape::PhraseStarting(self.row(&row)),
        }))
    }
}

/// Returns the query for a leaf, which may have no terms.
fn leaf_or_nothing(leaf: Leaf) -> BoxedQuery {
    if leaf.terms.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(leaf)
}

/// Returns the positions in a phrase at which clause punctuation occurs.
fn gaps(phrase: &[PhraseToken]) -> Vec<u32> {
    let mut gaps = Vec::new();
    for two in phrase.windows(2) {
        if two[1].offset > two[0].offset + 1 {
            gaps.push(two[0].offset + 1);
        }
    }
    gaps
}

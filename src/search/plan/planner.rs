//! The context in which the parts of a query are planned, and the leaves of the plan.

use tantivy::Term;
use tantivy::schema::Field;

use super::planned::{BoxedQuery, Planned};
use crate::error::Result;
use crate::index::Index;
use crate::search::scoring::explain::ScoredPart;
use crate::search::scoring::leaf::Leaf;
use crate::search::scoring::weights;

/// How a query is planned.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::search) struct Options {
    /// List the parts that score.
    pub explain: bool,
    /// Any of the words will do, since no passage has all of them.
    pub relax: bool,
}

/// Plans the parts of a query. A step that plans a part in another context passes on a copy.
#[derive(Clone, Copy)]
pub(super) struct Planner<'a> {
    pub index: &'a Index,
    /// Whether to list the parts that score.
    explain: bool,
    /// Whether the query is a question or a sentence, not a list of words.
    pub is_question: bool,
    /// Whether any of the words will do, since no passage has all of them.
    pub is_relaxed: bool,
    /// Whether the matches of the part are excluded. Of several words, then all must match: a
    /// passage is never excluded because it has some of the words.
    pub is_negated: bool,
    /// BM25's k1 for the leaves.
    pub k1: f32,
    /// The factor of all scores.
    pub scale: f32,
}

impl<'a> Planner<'a> {
    pub(super) fn new(index: &'a Index, options: Options, is_question: bool) -> Self {
        Self {
            index,
            explain: options.explain,
            is_question,
            is_relaxed: options.relax,
            is_negated: false,
            k1: weights::K1,
            scale: 1.0,
        }
    }

    /// Returns the context for a part whose matches are excluded.
    pub(super) fn negated(self) -> Self {
        Self {
            is_negated: true,
            ..self
        }
    }

    /// Returns the context for parts of a question that must match.
    pub(super) fn without_question(self) -> Self {
        Self {
            is_question: false,
            ..self
        }
    }

    /// Returns the context for leaves with this `k1`.
    pub(super) fn with_k1(self, k1: f32) -> Self {
        Self { k1, ..self }
    }

    /// Returns the context for a part whose scores are multiplied by `factor`.
    pub(super) fn scaled(self, factor: f32) -> Self {
        Self {
            scale: self.scale * factor,
            ..self
        }
    }

    /// Plans `query`, which scores for `what`.
    pub(super) fn scored(self, query: BoxedQuery, what: impl FnOnce() -> String) -> Planned {
        let mut planned = Planned::new(query);
        if self.explain {
            planned.reasons.push(ScoredPart {
                what: what(),
                query: planned.query.box_clone(),
            });
        }
        planned
    }

    /// Returns a query for a single term.
    pub(super) fn term(self, field: Field, text: &str, weight: f32) -> BoxedQuery {
        Box::new(self.leaf(field, text, weight))
    }

    /// Returns a query for a single term that occurs only where `within` does; see
    /// [`Leaf::within`].
    pub(super) fn term_within(
        self,
        within: Term,
        field: Field,
        text: &str,
        weight: f32,
    ) -> BoxedQuery {
        Box::new(Leaf {
            within: Some(within),
            ..self.leaf(field, text, weight)
        })
    }

    fn leaf(self, field: Field, text: &str, weight: f32) -> Leaf {
        Leaf {
            terms: vec![(0, Term::from_field_text(field, text))],
            pairs: Vec::new(),
            within: None,
            slop: 0,
            weight: weight * self.scale,
            k1: self.k1,
        }
    }

    /// Returns the number of passages that have `term` in `field`.
    pub(super) fn doc_freq(self, field: Field, term: &str) -> Result<u64> {
        self.index
            .doc_freq(&Term::from_field_text(field, term))
    }
}

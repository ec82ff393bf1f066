//! tantivy's queries whose parts can be read, as tantivy's own cannot.

use tantivy::Term;
use tantivy::query::{ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Query, Weight};

use crate::index::Shape;

/// A query with the matches of another, all with one score.
#[derive(Debug)]
pub(in crate::search) struct Constant {
    pub query: Box<dyn Query>,
    pub score: f32,
}

impl Clone for Constant {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            score: self.score,
        }
    }
}

impl Query for Constant {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        ConstScoreQuery::new(self.query.box_clone(), self.score).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

/// A query that matches if one of its parts does, and scores as the best of them.
#[derive(Debug)]
pub(in crate::search) struct BestPart(pub Vec<Box<dyn Query>>);

impl Clone for BestPart {
    fn clone(&self) -> Self {
        let parts = self.0.iter();
        Self(
            parts
                .map(|part| part.box_clone())
                .collect(),
        )
    }
}

impl Query for BestPart {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        DisjunctionMaxQuery::new(self.clone().0).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for part in &self.0 {
            part.query_terms(visitor);
        }
    }
}

/// A query with the shape of its matches.
#[derive(Debug)]
pub(in crate::search) struct Shaped {
    pub query: Box<dyn Query>,
    pub shape: Shape,
}

impl Clone for Shaped {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            shape: self.shape.clone(),
        }
    }
}

impl Query for Shaped {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        self.query.weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

//! A lazy disjunction: it looks only at the passages that the enclosing conjunction asks about, and
//! scores only those that are collected.
//!
//! tantivy's own disjunction goes through all matches of its members and scores them, window by
//! window. Inside a conjunction, most of that work is wasted.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::seek::{catch_up, explanation};

/// A query that matches if one of its members does. Its score is the sum of the members' scores.
#[derive(Debug)]
pub(in crate::search) struct Union(pub Vec<Box<dyn Query>>);

impl Clone for Union {
    fn clone(&self) -> Self {
        let members = self
            .0
            .iter()
            .map(|member| member.box_clone());
        Self(members.collect())
    }
}

impl Query for Union {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut members = Vec::with_capacity(self.0.len());
        for member in &self.0 {
            members.push(member.weight(scoring)?);
        }
        Ok(Box::new(UnionWeight(members)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for member in &self.0 {
            member.query_terms(visitor);
        }
    }
}

struct UnionWeight(Vec<Box<dyn Weight>>);

impl Weight for UnionWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut members = Vec::with_capacity(self.0.len());
        for weight in &self.0 {
            let member = weight.scorer(reader, boost)?;
            if member.doc() != TERMINATED {
                members.push(member);
            }
        }
        let first = members
            .iter()
            .map(DocSet::doc)
            .min();
        let Some(doc) = first else {
            return Ok(Box::new(EmptyScorer));
        };
        Ok(Box::new(UnionScorer { members, doc }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        Ok(explanation("union", &mut *scorer, doc))
    }
}

struct UnionScorer {
    /// A member may be at a passage before `doc`; it catches up when it is asked.
    members: Vec<Box<dyn Scorer>>,
    doc: DocId,
}

impl UnionScorer {
    /// Returns whether a member matches `target`. The members after the first that does are not
    /// moved.
    fn any_matches(&mut self, target: DocId) -> bool {
        let mut members = self.members.iter_mut();
        members.any(|member| catch_up(member, target) == target)
    }
}

impl DocSet for UnionScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.seek(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let members = self.members.iter_mut();
            let docs = members.map(|member| catch_up(member, target));
            self.doc = docs.min().unwrap_or(TERMINATED);
        }
        self.doc
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.doc < target && target != TERMINATED && self.any_matches(target) {
            self.doc = target;
        }
        let doc = self.seek(target);
        if doc == target && doc != TERMINATED {
            SeekDangerResult::Found
        } else {
            SeekDangerResult::SeekLowerBound(doc)
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let sizes = self
            .members
            .iter()
            .map(DocSet::size_hint);
        sizes.fold(0, u32::saturating_add)
    }

    fn cost(&self) -> u64 {
        let costs = self
            .members
            .iter()
            .map(DocSet::cost);
        costs.sum()
    }
}

impl Scorer for UnionScorer {
    fn score(&mut self) -> Score {
        let mut score = 0.0;
        for member in &mut self.members {
            if catch_up(member, self.doc) == self.doc {
                score += member.score();
            }
        }
        score
    }
}

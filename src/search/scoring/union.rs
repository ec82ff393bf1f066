//! Passages that one of several queries matches, where few of them are asked about.
//!
//! tantivy's union goes through all that its members match and scores it, window by window. Inside
//! an intersection that is mostly for nothing: this one looks at the passages that it is asked
//! about, and scores those that are collected.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

/// What matches one of these, and scores what all of them do that match.
#[derive(Debug)]
pub(in crate::search) struct Union(pub Vec<Box<dyn Query>>);

impl Clone for Union {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|query| query.box_clone()).collect())
    }
}

impl Query for Union {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self
            .0
            .iter()
            .map(|query| query.weight(scoring))
            .collect::<tantivy::Result<_>>()?;
        Ok(Box::new(UnionWeight(weights)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.iter().for_each(|query| query.query_terms(visitor));
    }
}

struct UnionWeight(Vec<Box<dyn Weight>>);

impl Weight for UnionWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let members = self
            .0
            .iter()
            .map(|weight| weight.scorer(reader, boost))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let members: Vec<_> = members
            .into_iter()
            .filter(|member| member.doc() != TERMINATED)
            .collect();
        let Some(doc) = members.iter().map(DocSet::doc).min() else {
            return Ok(Box::new(EmptyScorer));
        };
        // One member is wrapped too: tantivy's phrases must not be asked for passages before their
        // own, which is what they get where they are excluded.
        Ok(Box::new(UnionScorer { members, doc }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() == doc || scorer.doc() < doc && scorer.seek(doc) == doc;
        Ok(Explanation::new(
            "union",
            if found { scorer.score() } else { 0.0 },
        ))
    }
}

struct UnionScorer {
    /// Each is valid; one that stands before `doc` catches up when it is asked.
    members: Vec<Box<dyn Scorer>>,
    doc: DocId,
}

impl DocSet for UnionScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            TERMINATED
        } else {
            self.seek(self.doc + 1)
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let docs = self
                .members
                .iter_mut()
                .map(|member| at_least(member, target));
            self.doc = docs.min().unwrap_or(TERMINATED);
        }
        self.doc
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        // The first that has the passage will do.
        if self.doc < target
            && target != TERMINATED
            && self
                .members
                .iter_mut()
                .any(|m| at_least(m, target) == target)
        {
            self.doc = target;
        }
        match self.seek(target) {
            doc if doc == target && doc != TERMINATED => SeekDangerResult::Found,
            doc => SeekDangerResult::SeekLowerBound(doc),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.members
            .iter()
            .map(DocSet::size_hint)
            .fold(0, u32::saturating_add)
    }

    fn cost(&self) -> u64 {
        self.members.iter().map(DocSet::cost).sum()
    }
}

impl Scorer for UnionScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let here = self
            .members
            .iter_mut()
            .filter_map(|member| (at_least(member, doc) == doc).then(|| member.score()));
        here.sum()
    }
}

/// The first passage of `docs` that is not before `target`.
fn at_least(docs: &mut Box<dyn Scorer>, target: DocId) -> DocId {
    if docs.doc() < target {
        docs.seek(target)
    } else {
        docs.doc()
    }
}

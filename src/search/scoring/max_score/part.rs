//! The parts of a query that are open in a segment.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::super::list::Lookup;
use super::super::seek::score_of;

/// The contents of a part: one source of scores, or several parts.
pub(super) enum Kind<S, P, O> {
    One(S),
    /// The first must all match, the others may.
    All(Vec<P>, O),
    /// One must match.
    Any(Vec<P>),
}

/// A part of a query. It moves on to the passages that it is asked for.
pub(super) struct Part {
    most: Score,
    /// Whether it is a term that occurs at most twice as often as the one that leads.
    pub is_within: bool,
    kind: Kind<Scores, Part, Optional>,
}

/// The scores of the passages of a segment.
pub(super) enum Scores {
    /// Of no passage.
    Nothing,
    Term(Lookup),
    Other(Box<dyn Scorer>),
}

impl Scores {
    /// Returns the score of `doc` if there is one.
    fn of(&mut self, doc: DocId) -> Option<Score> {
        match self {
            Self::Nothing => None,
            Self::Term(list) => list.score(doc),
            Self::Other(scorer) => score_of(&mut **scorer, doc),
        }
    }
}

impl Part {
    /// Returns a part that scores at most `most`.
    pub(super) fn new(most: Score, kind: Kind<Scores, Self, Optional>) -> Self {
        Self {
            most,
            is_within: false,
            kind,
        }
    }

    /// Returns its list if it is a term that occurs only where the leading one does.
    fn list_within(&self) -> Option<&Lookup> {
        match &self.kind {
            Kind::One(Scores::Term(list)) if self.is_within => Some(list),
            _ => None,
        }
    }

    /// Returns the score of `doc`, or `None` if the part does not match it. `doc` must not be
    /// before the passage of the last call. If the score is less than `least`, any other score that
    /// is less may be returned.
    pub(super) fn score(&mut self, doc: DocId, least: Score) -> Option<Score> {
        match &mut self.kind {
            Kind::One(scores) => scores.of(doc),
            Kind::All(required, optional) => {
                let mut score = 0.0;
                let mut rest = self.most;
                for part in required {
                    rest -= part.most;
                    score += part.score(doc, least - score - rest)?;
                    if score + rest < least {
                        return Some(score);
                    }
                }
                Some(optional.added(doc, score, least))
            }
            Kind::Any(parts) => any(parts, self.most, doc, least),
        }
    }
}

/// Returns the sum of the parts that match, if one does. `most` is the most that they score.
fn any(parts: &mut [Part], most: Score, doc: DocId, least: Score) -> Option<Score> {
    let mut score = None;
    let mut rest = most;
    for part in parts {
        rest -= part.most;
        let before = score.unwrap_or(0.0);
        if let Some(added) = part.score(doc, least - before - rest) {
            score = Some(before + added);
        }
        if score.unwrap_or(0.0) + rest < least {
            return score.or(Some(0.0));
        }
    }
    score
}

/// A term that occurs only where another does occurs at most so many times as often; see
/// [`Leaf::within`](super::super::leaf::Leaf::within).
const AS_OFTEN: Score = 2.0;

/// A part that matches at most one passage in this many is rare.
const RARE: u32 = 16;

/// Parts that only add to the score.
pub(super) struct Optional {
    /// Rare terms. One can score much, but hardly ever does: it is looked where it comes next.
    rare: Vec<Rare>,
    parts: Vec<Part>,
    /// The most that `parts` score.
    most_of_parts: Score,
    /// The most that those of them score which occur only where the leading term does.
    most_within: Score,
    /// The most that all add to the score of the passages before `until`.
    most: Score,
    until: DocId,
}

struct Rare {
    most: Score,
    list: Lookup,
}

impl Optional {
    /// Returns `parts` in a segment of so many passages.
    pub(super) fn new(parts: Vec<Part>, passages: u32) -> Self {
        let mut optional = Self {
            rare: Vec::new(),
            parts: Vec::new(),
            most_of_parts: 0.0,
            most_within: 0.0,
            most: 0.0,
            until: 0,
        };
        for part in parts {
            let most = part.most;
            let is_within = part.list_within().is_some();
            match part.kind {
                Kind::One(Scores::Nothing) => {}
                Kind::One(Scores::Term(list)) if list.postings.size_hint() < passages / RARE => {
                    optional
                        .rare
                        .push(Rare { most, list });
                }
                kind => {
                    optional.most_of_parts += most;
                    if is_within {
                        optional.most_within += most;
                    }
                    optional
                        .parts
                        .push(Part { kind, ..part });
                }
            }
        }
        optional
    }

    /// Returns the most that the parts add to the score of `doc`, which must not be before the
    /// passage of the last call.
    pub(super) fn most(&mut self, doc: DocId) -> Score {
        if doc >= self.until {
            self.most = self.most_of_parts;
            self.until = TERMINATED;
            for rare in &mut self.rare {
                let next = rare.list.move_to(doc);
                if next == doc {
                    self.most += rare.most;
                    self.until = doc + 1;
                } else {
                    self.until = self.until.min(next);
                }
            }
        }
        self.most
    }

    /// As [`Self::most`], without the terms that [`Self::add_most_within`] counts.
    pub(super) fn most_beside(&mut self, doc: DocId) -> Score {
        self.most(doc) - self.most_within
    }

    /// Adds to `sums` the most that the terms which occur only where the leading one does add to
    /// the scores of `docs`, in which the leading one occurs `counts` times.
    pub(super) fn add_most_within(&self, docs: &[DocId], counts: &[u32], sums: &mut [Score]) {
        for part in &self.parts {
            if let Some(list) = part.list_within() {
                let scale = &list.scale;
                scale.add_most(docs, counts, AS_OFTEN, sums);
            }
        }
    }

    /// Returns `score` with what the parts add to it. As [`Part::score`].
    #[inline]
    pub(super) fn added(&mut self, doc: DocId, score: Score, least: Score) -> Score {
        let is_empty = self.parts.is_empty() && self.rare.is_empty();
        if is_empty || score + self.most(doc) < least {
            return score;
        }
        self.added_by_each(doc, score, least)
    }

    fn added_by_each(&mut self, doc: DocId, mut score: Score, least: Score) -> Score {
        for rare in &mut self.rare {
            score += rare.list.score(doc).unwrap_or(0.0);
        }
        let mut rest = self.most_of_parts;
        for part in &mut self.parts {
            if score + rest < least {
                return score;
            }
            rest -= part.most;
            let added = part.score(doc, least - score - rest);
            score += added.unwrap_or(0.0);
        }
        score
    }
}

//! A planned query, and how planned queries are combined.

use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query};

use super::candidates::Question;
pub(super) use super::candidates::unscored;
use crate::query::Field;
use crate::search::highlight::HighlightTerm;
use crate::search::scoring::excluded::Excluded;
use crate::search::scoring::explain::ScoredPart;
use crate::search::scoring::union::Union;

pub(super) type BoxedQuery = Box<dyn Query>;

/// A query as tantivy runs it, with what is needed to show its hits.
pub(in crate::search) struct Planned {
    /// Matches and scores passages.
    pub query: BoxedQuery,
    /// The words and phrases to highlight in a passage's own text.
    pub highlights: Vec<HighlightTerm>,
    /// The parts of the query that score, if an explanation is asked for.
    pub reasons: Vec<ScoredPart>,
    /// Labels that the query asks for and that no passage has.
    pub unknown: Vec<UnknownLabel>,
    /// Words that say little by themselves and that a passage need not have.
    pub not_required: Vec<String>,
    /// The phrases of a question, in quotation marks: a passage need not have them.
    pub not_demanded: Vec<String>,
    /// Whether any of so many words will do.
    pub any_words: bool,
    /// How the matches are ranked if the query is a question. Then `query` doesn't score.
    pub question: Option<Question>,
}

/// A label that no passage has in a field.
pub(in crate::search) struct UnknownLabel {
    pub field: Field,
    /// As the user wrote it.
    pub value: String,
}

impl Planned {
    pub(super) fn new(query: BoxedQuery) -> Self {
        Self {
            query,
            highlights: Vec::new(),
            reasons: Vec::new(),
            unknown: Vec::new(),
            not_required: Vec::new(),
            not_demanded: Vec::new(),
            any_words: false,
            question: None,
        }
    }

    /// A query that matches nothing.
    pub(super) fn nothing() -> Self {
        Self::new(Box::new(EmptyQuery))
    }

    /// A query that matches if one of `parts` does.
    pub(super) fn any(parts: Vec<Self>) -> Self {
        let mut clauses = Clauses::new();
        for part in parts {
            clauses.add(Occur::Should, part);
        }
        clauses.into_planned()
    }

    /// A query that matches if all `parts` do.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let mut clauses = Clauses::new();
        for part in parts {
            clauses.add(Occur::Must, part);
        }
        clauses.into_planned()
    }

    /// As [`Self::any`], for a part of a conjunction: see [`Union`].
    pub(super) fn union(parts: Vec<Self>) -> Self {
        let mut union = Self::nothing();
        let mut queries = Vec::with_capacity(parts.len());
        for part in parts {
            queries.push(union.absorb(part));
        }
        union.query = Box::new(Union(queries));
        union
    }

    /// Matches as before; if `bonus` matches too, its score is added.
    pub(super) fn with_bonus(self, bonus: Self) -> Self {
        let mut clauses = Clauses::new();
        clauses.add(Occur::Must, self);
        clauses.add(Occur::Should, bonus);
        clauses.into_planned()
    }

    /// Matches as before and scores nothing.
    pub(super) fn unscored(mut self) -> Self {
        self.query = unscored(self.query);
        self
    }

    /// Drops what is highlighted and explained, for a query whose matches are excluded.
    pub(super) fn excluded(mut self) -> Self {
        self.query = Box::new(Excluded(self.query));
        self.highlights.clear();
        self.reasons.clear();
        self.not_required.clear();
        self
    }

    /// Makes each reason count only if the query matches as a whole. A reason of an optional query
    /// may match a passage that the query doesn't match and that another part of the search found.
    pub(super) fn optional(mut self) -> Self {
        for reason in &mut self.reasons {
            let both = vec![
                (Occur::Must, reason.query.box_clone()),
                (
                    Occur::Must,
                    unscored(self.query.box_clone()),
                ),
            ];
            reason.query = Box::new(BooleanQuery::new(both));
        }
        self
    }

    /// Takes over the highlights, reasons and unknown labels of `part`. Returns its query.
    fn absorb(&mut self, part: Self) -> BoxedQuery {
        self.highlights
            .extend(part.highlights);
        self.reasons.extend(part.reasons);
        self.unknown.extend(part.unknown);
        self.not_required
            .extend(part.not_required);
        self.any_words |= part.any_words;
        part.query
    }
}

/// The clauses of a boolean query that is being built.
pub(super) struct Clauses {
    clauses: Vec<(Occur, BoxedQuery)>,
    /// Collects the highlights, reasons and unknown labels. It has no query yet.
    whole: Planned,
}

impl Clauses {
    pub(super) fn new() -> Self {
        Self {
            clauses: Vec::new(),
            whole: Planned::nothing(),
        }
    }

    pub(super) fn add(&mut self, occur: Occur, part: Planned) {
        let query = self.whole.absorb(part);
        self.add_query(occur, query);
    }

    pub(super) fn add_query(&mut self, occur: Occur, query: BoxedQuery) {
        self.clauses.push((occur, query));
    }

    /// Takes over the highlights, reasons and unknown labels of `part`, and returns its query, to
    /// be added later.
    pub(super) fn absorb(&mut self, part: Planned) -> BoxedQuery {
        self.whole.absorb(part)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Returns whether there are only clauses that exclude passages, or none at all.
    pub(super) fn only_exclude(&self) -> bool {
        let mut occurs = self
            .clauses
            .iter()
            .map(|(occur, _)| *occur);
        occurs.all(|occur| occur == Occur::MustNot)
    }

    pub(super) fn into_planned(mut self) -> Planned {
        self.whole.query = Box::new(BooleanQuery::new(self.clauses));
        self.whole
    }

    /// As [`Self::into_planned`], but a single clause stands for itself, and no clause matches
    /// nothing.
    pub(super) fn into_simplest(mut self) -> Planned {
        if self.clauses.len() > 1 {
            return self.into_planned();
        }
        if let Some((_, query)) = self.clauses.pop() {
            self.whole.query = query;
        }
        self.whole
    }
}

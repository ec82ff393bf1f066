//! The parts of a query, each with the most that it can score.

use std::ops::Add;

use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, EnableScoring, Occur, Query, Weight};
use tantivy::{Score, SegmentReader};

use super::super::bm25::{SCORE_STEP, quantize};
use super::super::leaf::{Leaf, LeafWeight};
use super::super::parts::{BestPart, Constant};
use super::super::row::Row;
use super::super::union::Union;
use super::part::{Kind, Optional, Part, Scores};

/// A query, or a part of one, and the most that it can score.
pub(super) struct Bounded {
    most: Score,
    kind: Kind<Source, Bounded, Vec<Bounded>>,
}

/// A source of scores.
pub(super) enum Source {
    /// A single term.
    Term(LeafWeight),
    Other {
        weight: Box<dyn Weight>,
        /// Whether it takes long to see whether a passage matches.
        is_slow: bool,
    },
}

impl Bounded {
    /// Returns `query` with the most that it can score, or `None` if that is not known of a part.
    pub(super) fn of(
        query: &dyn Query,
        scoring: EnableScoring<'_>,
    ) -> tantivy::Result<Option<Self>> {
        if let Some(union) = query.downcast_ref::<Union>() {
            let members: Vec<&dyn Query> = union
                .0
                .iter()
                .map(|member| &**member)
                .collect();
            return Ok(several(&members, scoring)?.map(Self::any));
        }
        if let Some(clauses) = query.downcast_ref::<BooleanQuery>() {
            return of_clauses(clauses, scoring);
        }
        one(query, scoring)
    }

    /// Returns what alone decides what matches, and the parts that only add to the score, if there
    /// is nothing else.
    pub(super) fn lead(&self) -> Option<(&Source, &[Self])> {
        match &self.kind {
            Kind::One(source) => Some((source, &[])),
            Kind::All(required, optional) => match required.as_slice() {
                [
                    Self {
                        kind: Kind::One(source),
                        ..
                    },
                ] => Some((source, optional)),
                _ => None,
            },
            Kind::Any(_) => None,
        }
    }

    /// Drops what must match and scores nothing, for passages that match.
    pub(super) fn of_matches(mut self) -> Self {
        if let Kind::All(required, _) = &mut self.kind {
            required.retain(|part| part.most > 0.0);
        }
        self
    }

    fn any(mut parts: Vec<Self>) -> Self {
        quick_first(&mut parts);
        Self {
            most: sum(&parts),
            kind: Kind::Any(parts),
        }
    }

    /// Parts of a part that must match are parts of the whole.
    fn all(parts: Vec<Self>, mut optional: Vec<Self>) -> Self {
        let mut required = Vec::with_capacity(parts.len());
        for part in parts {
            match part.kind {
                Kind::All(inside, beside) => {
                    required.extend(inside);
                    optional.extend(beside);
                }
                _ => required.push(part),
            }
        }
        quick_first(&mut required);
        quick_first(&mut optional);
        Self {
            most: sum(&required) + sum(&optional),
            kind: Kind::All(required, optional),
        }
    }

    /// Returns whether it takes long to see whether a passage matches.
    pub(super) fn is_slow(&self) -> bool {
        match &self.kind {
            Kind::One(source) => source.is_slow(),
            Kind::All(required, optional) => required
                .iter()
                .chain(optional)
                .any(Self::is_slow),
            Kind::Any(parts) => parts.iter().any(Self::is_slow),
        }
    }

    /// Opens the parts in a segment.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<Part> {
        let open = |parts: &[Self]| -> tantivy::Result<Vec<Part>> {
            let parts = parts.iter();
            parts
                .map(|part| part.open(reader))
                .collect()
        };
        let kind = match &self.kind {
            Kind::One(source) => Kind::One(source.open(reader)?),
            Kind::All(required, optional) => Kind::All(
                open(required)?,
                open_optional(optional, None, reader)?,
            ),
            Kind::Any(parts) => Kind::Any(open(parts)?),
        };
        Ok(Part::new(self.most, kind))
    }
}

/// Opens parts that only add to the score: to that of `lead`, if that is a term.
pub(super) fn open_optional(
    parts: &[Bounded],
    lead: Option<&LeafWeight>,
    reader: &SegmentReader,
) -> tantivy::Result<Optional> {
    let mut opened = Vec::with_capacity(parts.len());
    for part in parts {
        let mut open = part.open(reader)?;
        open.is_within = match (&part.kind, lead) {
            (Kind::One(Source::Term(term)), Some(lead)) => term.is_within(lead),
            _ => false,
        };
        opened.push(open);
    }
    Ok(Optional::new(opened, reader.max_doc()))
}

/// Returns the parts of `queries`, or `None` if the most of one is not known.
fn several(
    queries: &[&dyn Query],
    scoring: EnableScoring<'_>,
) -> tantivy::Result<Option<Vec<Bounded>>> {
    let mut parts = Vec::with_capacity(queries.len());
    for query in queries {
        match Bounded::of(*query, scoring)? {
            Some(part) => parts.push(part),
            None => return Ok(None),
        }
    }
    Ok(Some(parts))
}

fn of_clauses(
    clauses: &BooleanQuery,
    scoring: EnableScoring<'_>,
) -> tantivy::Result<Option<Bounded>> {
    let of = |wanted: Occur| {
        let clauses = clauses.clauses().iter();
        clauses
            .filter(|(occur, _)| *occur == wanted)
            .map(|(_, query)| &**query)
            .collect::<Vec<_>>()
    };
    if !of(Occur::MustNot).is_empty() {
        return Ok(None);
    }
    let Some(required) = several(&of(Occur::Must), scoring)? else {
        return Ok(None);
    };
    let Some(optional) = several(&of(Occur::Should), scoring)? else {
        return Ok(None);
    };
    Ok(Some(if required.is_empty() {
        Bounded::any(optional)
    } else {
        Bounded::all(required, optional)
    }))
}

/// Returns a query without clauses, if the most that it can score is known.
fn one(query: &dyn Query, scoring: EnableScoring<'_>) -> tantivy::Result<Option<Bounded>> {
    let EnableScoring::Enabled {
        searcher,
        statistics_provider,
    } = scoring
    else {
        return Ok(None);
    };
    if let Some(leaf) = query.downcast_ref::<Leaf>()
        && leaf.is_term()
    {
        let weight = leaf.scored(searcher, statistics_provider)?;
        return Ok(Some(Bounded {
            most: rounded_up(weight.most()),
            kind: Kind::One(Source::Term(weight)),
        }));
    }
    let Some(most) = most(query, statistics_provider)? else {
        return Ok(None);
    };
    Ok(Some(Bounded {
        most,
        kind: Kind::One(Source::Other {
            weight: query.weight(scoring)?,
            is_slow: is_slow(query),
        }),
    }))
}

/// Returns the most that a query can score, if it is known.
fn most(
    query: &dyn Query,
    statistics: &dyn Bm25StatisticsProvider,
) -> tantivy::Result<Option<Score>> {
    if let Some(leaf) = query.downcast_ref::<Leaf>() {
        let most = leaf.most(statistics)?;
        return Ok(Some(rounded_up(most)));
    }
    if let Some(row) = query.downcast_ref::<Row>() {
        let most = row.most(statistics)?;
        return Ok(Some(rounded_up(most)));
    }
    if let Some(constant) = query.downcast_ref::<Constant>() {
        return Ok(Some(constant.score));
    }
    if let Some(best) = query.downcast_ref::<BestPart>() {
        let parts = best.0.iter().map(|part| &**part);
        return most_of(parts, statistics, Score::max);
    }
    if let Some(clauses) = query.downcast_ref::<BooleanQuery>() {
        let clauses = clauses.clauses().iter();
        let parts = clauses.map(|(_, clause)| &**clause);
        return most_of(parts, statistics, Score::add);
    }
    Ok(None)
}

/// Returns the most of all `parts`, combined, if it is known.
fn most_of<'a>(
    parts: impl Iterator<Item = &'a dyn Query>,
    statistics: &dyn Bm25StatisticsProvider,
    combine: fn(Score, Score) -> Score,
) -> tantivy::Result<Option<Score>> {
    let mut all = 0.0;
    for part in parts {
        match most(part, statistics)? {
            Some(most) => all = combine(all, most),
            None => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Each score is rounded, at most up to the next step.
fn rounded_up(most: Score) -> Score {
    quantize(most) + SCORE_STEP
}

/// Returns whether it takes long to see whether a passage matches a query without clauses.
fn is_slow(query: &dyn Query) -> bool {
    if let Some(constant) = query.downcast_ref::<Constant>() {
        return is_slow(&*constant.query);
    }
    query
        .downcast_ref::<Leaf>()
        .is_none_or(|leaf| !leaf.is_term())
}

fn sum(parts: &[Bounded]) -> Score {
    parts
        .iter()
        .map(|part| part.most)
        .sum()
}

/// Puts terms before phrases, and of these what can score most first.
fn quick_first(parts: &mut [Bounded]) {
    parts.sort_by(|a, b| {
        let by_time = a.is_slow().cmp(&b.is_slow());
        by_time.then(b.most.total_cmp(&a.most))
    });
}

impl Source {
    /// Returns the weight of the term, if it is one.
    pub(super) fn term(&self) -> Option<&LeafWeight> {
        match self {
            Self::Term(weight) => Some(weight),
            Self::Other { .. } => None,
        }
    }

    fn is_slow(&self) -> bool {
        match self {
            Self::Term(_) => false,
            Self::Other { is_slow, .. } => *is_slow,
        }
    }

    fn open(&self, reader: &SegmentReader) -> tantivy::Result<Scores> {
        Ok(match self {
            Self::Term(weight) => weight
                .lookup(reader)?
                .map_or(Scores::Nothing, Scores::Term),
            Self::Other { weight, .. } => Scores::Other(weight.scorer(reader, 1.0)?),
        })
    }
}

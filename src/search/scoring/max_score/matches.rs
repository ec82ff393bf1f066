//! The passages that match a query, in order, unscored.

use std::ops::Range;

use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, SegmentReader};

use super::super::bits::Bits;
use super::super::leaf::Leaf;
use super::super::partitions::Partition;
use super::super::parts::Constant;
use super::super::seek::each_in;
use super::super::union::Union;

/// If a conjunction of terms may match one passage in this many, whole posting lists are read: that
/// takes less time than seeking in them for each passage.
const DENSE: u32 = 32;

/// A query, to find its matches in each segment.
pub(super) struct Matching {
    query: Box<dyn Weight>,
    /// The same.
    terms: Planned,
}

/// Terms, or a conjunction or disjunction of them.
enum Terms<T> {
    One(T),
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// Terms that are to be opened in each segment.
type Planned = Terms<Box<dyn Weight>>;
/// Terms that are open in a segment.
type Opened = Terms<Box<dyn Scorer>>;

/// The matches in a partition.
pub(super) enum Matches {
    Lists(Bits),
    Docs(Box<dyn Scorer>),
}

impl Matching {
    /// Returns what finds the matches of `query`, unless it has other parts than terms. `unscored`
    /// must not be for scoring.
    pub(super) fn of(
        query: &dyn Query,
        unscored: EnableScoring<'_>,
    ) -> tantivy::Result<Option<Self>> {
        let Some(terms) = terms(query, unscored)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            query: query.weight(unscored)?,
            terms,
        }))
    }

    /// Opens the matches in a partition.
    pub(super) fn open(&self, partition: &Partition<'_>) -> tantivy::Result<Matches> {
        let reader = partition.reader;
        let terms = self.terms.open(reader)?;
        if terms
            .at_most()
            .saturating_mul(DENSE)
            > reader.max_doc()
        {
            let bits = terms.into_bits(reader, &partition.docs);
            return Ok(Matches::Lists(bits));
        }
        Ok(Matches::Docs(
            self.query.scorer(reader, 1.0)?,
        ))
    }
}

impl Matches {
    /// Calls `visit` with each passage of `range`, that of the partition, which matches, deleted
    /// ones included, in order.
    pub(super) fn each(self, range: &Range<DocId>, visit: impl FnMut(DocId)) {
        match self {
            Self::Lists(bits) => bits
                .between(range.start, range.end)
                .for_each(visit),
            Self::Docs(mut scorer) => each_in(&mut *scorer, range, visit),
        }
    }
}

/// Returns the terms of which `query` consists, or `None` if it has other parts.
fn terms(query: &dyn Query, unscored: EnableScoring<'_>) -> tantivy::Result<Option<Planned>> {
    if let Some(leaf) = query.downcast_ref::<Leaf>() {
        return Ok(if leaf.is_term() {
            Some(Terms::One(leaf.weight(unscored)?))
        } else {
            None
        });
    }
    if let Some(constant) = query.downcast_ref::<Constant>() {
        return terms(&*constant.query, unscored);
    }
    if let Some(union) = query.downcast_ref::<Union>() {
        let members = union.0.iter();
        let members = members.map(|member| &**member);
        return Ok(several(members, unscored)?.map(Terms::Any));
    }
    let Some(clauses) = query.downcast_ref::<BooleanQuery>() else {
        return Ok(None);
    };
    let of = |wanted: Occur| {
        let clauses = clauses.clauses().iter();
        clauses
            .filter(move |(occur, _)| *occur == wanted)
            .map(|(_, query)| &**query)
    };
    if of(Occur::MustNot).next().is_some() {
        return Ok(None);
    }
    if of(Occur::Must).next().is_some() {
        return Ok(several(of(Occur::Must), unscored)?.map(Terms::All));
    }
    Ok(several(of(Occur::Should), unscored)?.map(Terms::Any))
}

fn several<'a>(
    queries: impl Iterator<Item = &'a dyn Query>,
    unscored: EnableScoring<'_>,
) -> tantivy::Result<Option<Vec<Planned>>> {
    let mut parts = Vec::new();
    for query in queries {
        match terms(query, unscored)? {
            Some(part) => parts.push(part),
            None => return Ok(None),
        }
    }
    Ok(Some(parts))
}

impl Planned {
    fn open(&self, reader: &SegmentReader) -> tantivy::Result<Opened> {
        let open = |parts: &[Self]| -> tantivy::Result<Vec<_>> {
            let parts = parts.iter();
            parts
                .map(|part| part.open(reader))
                .collect()
        };
        Ok(match self {
            Self::One(weight) => Terms::One(weight.scorer(reader, 1.0)?),
            Self::All(parts) => Terms::All(open(parts)?),
            Self::Any(parts) => Terms::Any(open(parts)?),
        })
    }
}

impl Opened {
    /// Returns the most passages that can match.
    fn at_most(&self) -> u32 {
        match self {
            Self::One(docs) => docs.size_hint(),
            Self::All(parts) => {
                let parts = parts.iter().map(Self::at_most);
                parts.min().unwrap_or(0)
            }
            Self::Any(parts) => {
                let parts = parts.iter().map(Self::at_most);
                parts.fold(0, u32::saturating_add)
            }
        }
    }

    fn into_bits(self, reader: &SegmentReader, range: &Range<DocId>) -> Bits {
        match self {
            Self::One(mut docs) => {
                let mut bits = Bits::new(reader.max_doc());
                bits.extend(&mut *docs, range);
                bits
            }
            Self::All(parts) => combined(parts, reader, range, Bits::intersect),
            Self::Any(parts) => combined(parts, reader, range, Bits::unite),
        }
    }
}

fn combined(
    parts: Vec<Opened>,
    reader: &SegmentReader,
    range: &Range<DocId>,
    combine: fn(&mut Bits, &Bits),
) -> Bits {
    let mut parts = parts.into_iter();
    let mut bits = match parts.next() {
        Some(first) => first.into_bits(reader, range),
        None => Bits::new(reader.max_doc()),
    };
    for part in parts {
        combine(
            &mut bits,
            &part.into_bits(reader, range),
        );
    }
    bits
}

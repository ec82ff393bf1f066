//! Draws the candidates of a question: the passages that are ranked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::iter;
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::query::{EnableScoring, Query as TantivyQuery, Weight};
use tantivy::{DocAddress, SegmentOrdinal};

use super::plan::Question;
use super::scoring::bits::Bits;
use super::scoring::draw::{self, Wanted, draw};
use super::scoring::partitions::{FOR_TERMS, Partition, partitions, postings_of, segments};
use super::scoring::weights;
use crate::index::{Columns, Index};

/// The passages that are drawn, and all that match.
pub(super) struct Drawn {
    pub candidates: BTreeSet<DocAddress>,
    /// The passages that match in each segment.
    pub matching: Vec<Bits>,
}

/// Draws all passages that match.
pub(super) fn all(index: &Index, matching: &dyn TantivyQuery) -> tantivy::Result<Drawn> {
    let found = index
        .searcher
        .search(matching, &DocSetCollector)?;
    let readers = index.searcher.segment_readers();
    let mut in_segments: Vec<Bits> = readers
        .iter()
        .map(|reader| Bits::new(reader.max_doc()))
        .collect();
    for address in &found {
        in_segments[address.segment_ord as usize].insert(address.doc_id);
    }
    Ok(Drawn {
        candidates: found.into_iter().collect(),
        matching: in_segments,
    })
}

/// Draws the best passages by the words alone, and the best of each query that joins.
pub(super) fn best(index: &Index, question: &Question) -> tantivy::Result<Drawn> {
    let others = Others::of(index, question)?;
    let terms = &question.ranking.terms;
    let words = question.draws.iter();
    let postings = postings_of(
        index,
        words.map(|word| &terms[word.term].term),
    )?;
    let joins = segments(index, postings).each(|it| others.joins(it))?;
    let all_join = are_few(&joins);
    let parts = partitions(index, postings, FOR_TERMS).each(|partition| {
        let columns = index.columns(partition.segment)?;
        let joins = &joins[partition.segment as usize];
        let wanted = others.wanted(question, joins, all_join, partition)?;
        Ok((
            partition.segment,
            draw(wanted, &columns, partition)?,
        ))
    })?;
    together(index, parts)
}

/// Returns whether no set of passages, of which each segment has a part, has more than are drawn.
fn are_few(joins: &[Vec<Bits>]) -> bool {
    let sets = joins.first().map_or(0, Vec::len);
    let passages = |set: usize| {
        let parts = joins
            .iter()
            .map(|joins| joins[set].len());
        parts.sum::<usize>()
    };
    (0..sets).all(|set| passages(set) <= weights::CANDIDATES)
}

/// Returns what was drawn from all partitions, which come in order.
fn together(index: &Index, parts: Vec<(SegmentOrdinal, draw::Drawn)>) -> tantivy::Result<Drawn> {
    let mut matching: Vec<Bits> = Vec::new();
    let mut best = Vec::new();
    let mut joined: BTreeMap<usize, Vec<Scored>> = BTreeMap::new();
    for (segment, part) in parts {
        let located = |(score, doc)| (score, DocAddress::new(segment, doc));
        best.extend(part.best.into_iter().map(located));
        for (join, docs) in part.joined.into_iter().enumerate() {
            let of_join = joined.entry(join).or_default();
            of_join.extend(docs.into_iter().map(located));
        }
        match matching.get_mut(segment as usize) {
            Some(matching) => matching.unite(&part.matching),
            None => matching.push(part.matching),
        }
    }
    let mut candidates = BTreeSet::new();
    for scored in iter::once(best).chain(joined.into_values()) {
        candidates.extend(first(index, scored)?);
    }
    Ok(Drawn {
        candidates,
        matching,
    })
}

/// A passage with its score by the words.
type Scored = (f32, DocAddress);

/// Returns the best of passages with scores. Of equal scores, the passage that comes first in the
/// order of sources is better, whatever segment it is in.
fn first(index: &Index, mut scored: Vec<Scored>) -> tantivy::Result<Vec<DocAddress>> {
    scored.sort_unstable_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.cmp(&b.1))
    });
    let keep = weights::CANDIDATES.min(scored.len());
    let least = scored
        .get(keep.saturating_sub(1))
        .map_or(0.0, |worst| worst.0);
    let above = scored.partition_point(|(score, _)| *score > least);
    let tied = scored.partition_point(|(score, _)| *score >= least);
    let addresses = |scored: &[Scored]| -> Vec<DocAddress> {
        scored
            .iter()
            .map(|(_, address)| *address)
            .collect()
    };
    let mut best = addresses(&scored[..above]);
    let tied = addresses(&scored[above..tied]);
    best.extend(first_in_order(
        index,
        tied,
        keep - above,
    )?);
    Ok(best)
}

/// Returns the first `keep` of passages, which are sorted by segment, in the order of sources.
fn first_in_order(
    index: &Index,
    mut passages: Vec<DocAddress>,
    keep: usize,
) -> tantivy::Result<Vec<DocAddress>> {
    if passages.len() <= keep {
        return Ok(passages);
    }
    let mut segments = Vec::new();
    for of_segment in passages.chunk_by_mut(|a, b| a.segment_ord == b.segment_ord) {
        let columns = index.columns(of_segment[0].segment_ord)?;
        of_segment.sort_by_key(|address| columns.place(address.doc_id));
        segments.push((columns, of_segment.iter()));
    }
    // The sources of different segments are compared by name, which takes long: so only those of
    // the first passages that are left.
    let mut firsts = BinaryHeap::new();
    for (at, (columns, passages)) in segments.iter_mut().enumerate() {
        firsts.extend(next(index, columns, passages, at)?);
    }
    let mut kept = Vec::with_capacity(keep);
    while kept.len() < keep
        && let Some(Reverse((_, _, at, address))) = firsts.pop()
    {
        kept.push(address);
        let (columns, passages) = &mut segments[at];
        firsts.extend(next(index, columns, passages, at)?);
    }
    Ok(kept)
}

/// A passage by its source and its place in its brief; with the number of its segment.
type InOrder = Reverse<(Arc<str>, u64, usize, DocAddress)>;

/// Returns the next of the passages of a segment, which has these columns.
fn next(
    index: &Index,
    columns: &Columns,
    passages: &mut slice::Iter<'_, DocAddress>,
    at: usize,
) -> tantivy::Result<Option<InOrder>> {
    let Some(&address) = passages.next() else {
        return Ok(None);
    };
    let source = columns
        .source
        .get_val(address.doc_id);
    let name = index.source_name(address.segment_ord, source)?;
    let ordinal = columns
        .ordinal
        .get_val(address.doc_id);
    Ok(Some(Reverse((
        name, ordinal, at, address,
    ))))
}

/// The queries of a question besides its words, ready to run.
struct Others {
    matching: Vec<Box<dyn Weight>>,
    joins: Vec<Box<dyn Weight>>,
    required: Option<Box<dyn Weight>>,
}

impl Others {
    fn of(index: &Index, question: &Question) -> tantivy::Result<Self> {
        let scoring = EnableScoring::disabled_from_searcher(&index.searcher);
        let weights = |queries: &[Box<dyn TantivyQuery>]| {
            let weights = queries
                .iter()
                .map(|query| query.weight(scoring));
            weights.collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(Self {
            matching: weights(&question.matching)?,
            joins: weights(&question.joins)?,
            required: match &question.required {
                Some(query) => Some(query.weight(scoring)?),
                None => None,
            },
        })
    }

    /// Returns the passages of a segment that each query that joins matches.
    fn joins(&self, segment: &Partition<'_>) -> tantivy::Result<Vec<Bits>> {
        let joins = self.joins.iter();
        joins
            .map(|join| bits(slice::from_ref(join), segment))
            .collect()
    }

    /// Returns what is drawn from a partition. `joins` are those of its segment, and `all_join`
    /// tells whether all of them are drawn.
    fn wanted<'q>(
        &self,
        question: &'q Question,
        joins: &'q [Bits],
        all_join: bool,
        partition: &Partition<'_>,
    ) -> tantivy::Result<Wanted<'q>> {
        let required = match &self.required {
            Some(weight) => Some(bits(
                slice::from_ref(weight),
                partition,
            )?),
            None => None,
        };
        let matching = match &required {
            Some(required) if question.words_are_optional => required.clone(),
            _ => {
                let mut matching = bits(&self.matching, partition)?;
                let Range { start, end } = partition.docs;
                for doc in joins
                    .iter()
                    .flat_map(|join| join.between(start, end))
                {
                    matching.insert(doc);
                }
                matching
            }
        };
        Ok(Wanted {
            ranking: &question.ranking,
            draws: &question.draws,
            keep: weights::CANDIDATES,
            matching,
            required,
            joins,
            all_join,
        })
    }
}

/// Returns the passages of a partition that match one of `weights`, deleted ones included.
fn bits(weights: &[Box<dyn Weight>], partition: &Partition<'_>) -> tantivy::Result<Bits> {
    let mut bits = Bits::new(partition.reader.max_doc());
    for weight in weights {
        let mut scorer = weight.scorer(partition.reader, 1.0)?;
        bits.extend(&mut *scorer, &partition.docs);
    }
    Ok(bits)
}

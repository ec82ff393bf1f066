//! Draws the candidates of a question: the passages that are ranked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::slice;

use tantivy::collector::DocSetCollector;
use tantivy::query::{EnableScoring, Query as TantivyQuery, Weight};
use tantivy::{DocAddress, SegmentOrdinal};

use super::plan::Question;
use super::scoring::bits::Bits;
use super::scoring::draw::{self, Wanted, draw};
use super::scoring::partitions::{FOR_TERMS, Partition, partitions, postings_of, segments};
use super::scoring::weights;
use crate::index::Index;

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
    let parts = partitions(index, postings, FOR_TERMS).each(|partition| {
        let columns = index.columns(partition.segment)?;
        let joins = &joins[partition.segment as usize];
        let wanted = others.wanted(question, joins, partition)?;
        Ok((
            partition.segment,
            draw(wanted, &columns, partition)?,
        ))
    })?;
    Ok(together(parts))
}

/// Returns what was drawn from all partitions, which come in order.
fn together(parts: Vec<(SegmentOrdinal, draw::Drawn)>) -> Drawn {
    let mut matching: Vec<Bits> = Vec::new();
    let mut best = Vec::new();
    let mut joined: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (segment, part) in parts {
        let located = |(score, doc)| (score, DocAddress::new(segment, doc));
        best.extend(part.best.into_iter().map(located));
        for (join, docs) in part.joined.into_iter().enumerate() {
            let of_join = joined
                .entry((segment, join))
                .or_default();
            of_join.extend(docs.into_iter().map(located));
        }
        match matching.get_mut(segment as usize) {
            Some(matching) => matching.unite(&part.matching),
            None => matching.push(part.matching),
        }
    }
    let mut candidates = BTreeSet::new();
    candidates.extend(first(best));
    candidates.extend(joined.into_values().flat_map(first));
    Drawn {
        candidates,
        matching,
    }
}

/// Returns the best of passages with scores. Of equal scores, the first passage is better.
fn first(mut scored: Vec<(f32, DocAddress)>) -> impl Iterator<Item = DocAddress> {
    scored.sort_unstable_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.cmp(&b.1))
    });
    scored.truncate(weights::CANDIDATES);
    scored
        .into_iter()
        .map(|(_, doc)| doc)
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

    /// Returns what is drawn from a partition. `joins` are those of its segment.
    fn wanted<'q>(
        &self,
        question: &'q Question,
        joins: &'q [Bits],
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

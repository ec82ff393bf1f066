//! Answers a question in two phases: candidates by a plain score, then the whole ranking on these.
//!
//! The matches are counted apart, unscored. If all matches are wanted, all are candidates.

use std::collections::BTreeSet;

use tantivy::collector::{Collector, DocSetCollector, SegmentCollector, TopDocs};
use tantivy::query::{Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};

use super::collect::collect;
use super::plan::{Planned, Question, drawing};
use super::scoring::collect::{Best, Collected, Sort};
use super::scoring::explain::{Explanation, Reason, factors};
use super::scoring::ranking::formula;
use super::scoring::ranking::numbers::Table;
use super::scoring::weights;
use crate::error::Result;
use crate::index::Index;

/// Number of passages whose numbers are read at once.
const CHUNK: usize = 512;

/// Returns the passages that `best` keeps of those that match, and counts all of them.
pub(super) fn answer(
    index: &Index,
    planned: &Planned,
    question: &Question,
    best: &Best<'_>,
) -> Result<Collected> {
    let counted = collect(
        index,
        &*planned.query,
        &best.only_counting(),
    )?;
    let candidates = if wants_all(best) {
        all(index, &*planned.query)?
    } else {
        drawn(index, question)?
    };
    let mut ranked = rank(index, question, best, &candidates).map_err(index.error())?;
    ranked.total = counted.total;
    ranked.counts = counted.counts;
    Ok(ranked)
}

/// Whether more passages are wanted than are drawn, or not the best.
fn wants_all(best: &Best<'_>) -> bool {
    best.sort != Sort::Relevance || best.keep > weights::CANDIDATES / 4
}

fn all(index: &Index, matching: &dyn TantivyQuery) -> Result<BTreeSet<DocAddress>> {
    let found = index
        .searcher
        .search(matching, &DocSetCollector);
    Ok(found
        .map_err(index.error())?
        .into_iter()
        .collect())
}

/// Draws the best passages by a plain score, and the best of each query that joins.
fn drawn(index: &Index, question: &Question) -> Result<BTreeSet<DocAddress>> {
    let mut drawn = BTreeSet::new();
    let required = || {
        question
            .required
            .iter()
            .map(|query| query.box_clone())
    };
    if !question.draws.is_empty() || question.joins.is_empty() {
        draw(
            index,
            &*drawing(draws(question), required().collect()),
            &mut drawn,
        )?;
    }
    for join in &question.joins {
        let required = required()
            .chain([join.box_clone()])
            .collect();
        draw(
            index,
            &*drawing(draws(question), required),
            &mut drawn,
        )?;
    }
    Ok(drawn)
}

fn draws(question: &Question) -> Vec<Box<dyn TantivyQuery>> {
    let mut draws: Vec<Box<dyn TantivyQuery>> = Vec::with_capacity(question.draws.len());
    for term in &question.draws {
        let query = TermQuery::new(
            term.clone(),
            IndexRecordOption::WithFreqs,
        );
        draws.push(Box::new(query));
    }
    draws
}

fn draw(index: &Index, query: &dyn TantivyQuery, drawn: &mut BTreeSet<DocAddress>) -> Result<()> {
    let top = TopDocs::with_limit(weights::CANDIDATES).order_by_score();
    let found = index
        .searcher
        .search_with_statistics_provider(query, &top, index.statistics())
        .map_err(index.error())?;
    drawn.extend(
        found
            .into_iter()
            .map(|(_, address)| address),
    );
    Ok(())
}

/// Ranks `candidates`, which are in order.
fn rank(
    index: &Index,
    question: &Question,
    best: &Best<'_>,
    candidates: &BTreeSet<DocAddress>,
) -> tantivy::Result<Collected> {
    let addresses: Vec<DocAddress> = candidates.iter().copied().collect();
    let mut fruits = Vec::new();
    for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = of_segment[0].segment_ord;
        let docs: Vec<DocId> = of_segment
            .iter()
            .map(|address| address.doc_id)
            .collect();
        fruits.push(rank_segment(
            index, question, best, segment, &docs,
        )?);
    }
    best.merge_fruits(fruits)
}

fn rank_segment(
    index: &Index,
    question: &Question,
    best: &Best<'_>,
    segment: SegmentOrdinal,
    docs: &[DocId],
) -> tantivy::Result<Collected> {
    let reader = index
        .searcher
        .segment_reader(segment);
    let mut kept = best
        .uncounted()
        .for_segment(segment, reader)?;
    for docs in docs.chunks(CHUNK) {
        let table = read(index, question, reader, docs)?;
        for (at, doc) in docs.iter().enumerate() {
            let score = formula::score(&question.ranking, &table.passage(at));
            kept.collect(*doc, score);
        }
    }
    Ok(kept.harvest())
}

fn read(
    index: &Index,
    question: &Question,
    reader: &SegmentReader,
    docs: &[DocId],
) -> tantivy::Result<Table> {
    Table::read(
        &question.ranking,
        &index.fields,
        reader,
        docs,
    )
}

/// Explains the score of the passage at `address`.
pub(super) fn explain(
    index: &Index,
    question: &Question,
    address: DocAddress,
) -> Result<Explanation> {
    let parts = reasons(index, question, address).map_err(index.error())?;
    Ok(Explanation {
        parts,
        factors: factors(index, address).map_err(index.error())?,
    })
}

fn reasons(
    index: &Index,
    question: &Question,
    address: DocAddress,
) -> tantivy::Result<Vec<Reason>> {
    let reader = index
        .searcher
        .segment_reader(address.segment_ord);
    let table = read(
        index,
        question,
        reader,
        &[address.doc_id],
    )?;
    Ok(formula::reasons(
        &question.ranking,
        &table.passage(0),
    ))
}

//! Answers a question in two phases: candidates by a plain score, then the whole ranking on these.
//!
//! The pass that draws the candidates counts the matches too. If all matches are wanted, all are
//! candidates.

use std::collections::BTreeSet;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};

use super::candidates;
use super::collect::collect;
use super::issues;
use super::plan::{Planned, Question};
use super::run;
use super::scoring::bits::Bits;
use super::scoring::bm25::idf;
use super::scoring::collect::{Best, Collected, Counts, Sort, add_counts};
use super::scoring::explain::{Explanation, Reason, factors};
use super::scoring::facets::FacetCounter;
use super::scoring::ranking::formula;
use super::scoring::ranking::numbers::Table;
use super::scoring::shape::{shape, text};
use super::scoring::weights;
use crate::error::Result;
use crate::index::{self, Index, Shape};

/// The score of what joins the candidates, if passages are elsewhere: more than any words have.
const JOINS: f32 = 1000.0;
/// Number of passages whose numbers are read at once.
const CHUNK: usize = 512;

/// Returns the passages that `best` keeps of those that match, and counts all of them.
pub(super) fn answer(
    index: &Index,
    planned: &Planned,
    question: &Question,
    best: &Best<'_>,
) -> Result<Collected> {
    let matching = &*planned.query;
    if best.keep == 0 {
        return collect(index, matching, best);
    }
    if index.elsewhere().is_none() {
        return here(index, planned, question, best);
    }
    let Some(total) = gathered(index, planned, question, best)? else {
        return Ok(Collected::default());
    };
    let mut ranked = here(
        index,
        planned,
        question,
        &best.uncounted(),
    )?;
    ranked.total = total;
    if !best.count.is_empty() {
        ranked.counts = collect(index, matching, &best.only_counting())?.counts;
    }
    Ok(ranked)
}

/// Draws and ranks candidates: among the passages that have been fetched, if they are elsewhere.
fn here(
    index: &Index,
    planned: &Planned,
    question: &Question,
    best: &Best<'_>,
) -> Result<Collected> {
    let drawn = if wants_all(best) {
        candidates::all(index, &*planned.query)
    } else {
        candidates::best(index, question)
    };
    let drawn = drawn.map_err(index.error())?;
    let mut ranked = rank(index, question, best, &drawn.candidates).map_err(index.error())?;
    let matching = drawn.matching.iter();
    ranked.total = matching.map(Bits::len).sum();
    ranked.counts = count_labels(index, best, &drawn.matching).map_err(index.error())?;
    issues::label(&mut ranked.counts);
    Ok(ranked)
}

/// Counts the labels of the passages that match, in each segment.
fn count_labels(index: &Index, best: &Best<'_>, matching: &[Bits]) -> tantivy::Result<Counts> {
    let mut counts = Counts::new();
    if best.count.is_empty() {
        return Ok(counts);
    }
    let readers = index.searcher.segment_readers();
    for (reader, matching) in readers.iter().zip(matching) {
        let mut labels = FacetCounter::open(best.count, reader)?;
        matching
            .between(0, reader.max_doc())
            .for_each(|doc| labels.count(doc));
        add_counts(&mut counts, labels.into_counts());
    }
    Ok(counts)
}

/// Returns the number of passages that match, if those to rank have been fetched.
fn gathered(
    index: &Index,
    planned: &Planned,
    question: &Question,
    best: &Best<'_>,
) -> Result<Option<usize>> {
    let wanted = index::Wanted {
        matching: shape(&*planned.query).map_err(index.error())?,
        scoring: scoring(index, question)?,
        keep: run::keep(best),
    };
    Ok(run::gathered(index, wanted))
}

/// Returns what draws candidates from passages that are elsewhere: the words as [`draw`] weighs
/// them, and whatever joins.
fn scoring(index: &Index, question: &Question) -> Result<Vec<Shape>> {
    let mut scoring = Vec::new();
    for word in &question.draws {
        let term = &question.ranking.terms[word.term].term;
        let idf = idf(index.num_docs(), index.doc_freq(term)?);
        let inside = Shape::Term(term.field(), text(term));
        scoring.push(Shape::Scaled(
            Box::new(inside),
            word.factor / idf,
        ));
    }
    for join in &question.joins {
        let inside = shape(&**join).map_err(index.error())?;
        scoring.push(Shape::Constant(Box::new(inside), JOINS));
    }
    Ok(scoring)
}

/// Whether more passages are wanted than are drawn, or not the best.
fn wants_all(best: &Best<'_>) -> bool {
    best.sort != Sort::Relevance || best.keep > weights::CANDIDATES / 4
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

//! The best passages of a query whose parts have a most that they can score.
//!
//! Every match is counted, but scored only as long as it may be among the best: if what it scores
//! so far and the most that the other parts can add is less than the worst of the best passages,
//! the other parts are not looked at (Turtle and Flood, "Query Evaluation: Strategies and
//! Optimizations", 1995). The passages that are kept, and their scores, are the same.

mod bounded;
mod matches;
mod part;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{EnableScoring, Query, Scorer};

use self::bounded::{Bounded, Source, open_optional};
use self::matches::{Matches, Matching};
use self::part::{Optional, Part};
use super::collect::{Best, Collected, Sort};
use super::list::List;
use super::partitions::{FOR_PHRASES, FOR_TERMS, Partition, Partitions, partitions, postings};
use super::seek::catch_up;
use super::segment_best::SegmentBest;

/// Maximum number of passages to keep. With more, most matches are scored in full anyway.
const MOST_KEPT: usize = 256;

/// Returns the passages that `best` keeps of those that match `query`, and counts all of them.
/// Returns `None` for a query of another kind, of which every match is better scored.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(in crate::search) fn collect(
    query: &dyn Query,
    best: &Best<'_>,
) -> tantivy::Result<Option<Collected>> {
    if best.sort != Sort::Relevance || best.keep == 0 || best.keep > MOST_KEPT {
        return Ok(None);
    }
    let searcher = &best.index.searcher;
    let statistics = best.index.statistics();
    let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
    let Some(parts) = Bounded::of(query, scoring)? else {
        return Ok(None);
    };
    let postings = postings(best.index, query)?;
    let for_a_thread = if parts.is_slow() {
        FOR_PHRASES
    } else {
        FOR_TERMS
    };
    let partitions = partitions(best.index, postings, for_a_thread);
    if let Some((lead, optional)) = parts.lead() {
        return keep_each(best, &partitions, |partition, kept| {
            keep_led(lead, optional, partition, kept)
        });
    }
    let unscored = EnableScoring::disabled_from_searcher(searcher);
    let Some(matching) = Matching::of(query, unscored)? else {
        return Ok(None);
    };
    let parts = parts.of_matches();
    keep_each(best, &partitions, |partition, kept| {
        keep_matches(
            parts.open(partition.reader)?,
            matching.open(partition)?,
            partition,
            kept,
        );
        Ok(())
    })
}

/// Returns what `keep` keeps in the partitions of the index.
fn keep_each(
    best: &Best<'_>,
    partitions: &Partitions<'_>,
    keep: impl Fn(&Partition<'_>, &mut SegmentBest) -> tantivy::Result<()> + Sync,
) -> tantivy::Result<Option<Collected>> {
    let fruits = partitions.each(|partition| {
        let mut kept = best.for_segment(partition.segment, partition.reader)?;
        keep(partition, &mut kept)?;
        Ok(kept.harvest())
    })?;
    best.merge_fruits(fruits).map(Some)
}

/// Keeps the best of the passages of `lead`, to which `optional` adds.
fn keep_led(
    lead: &Source,
    optional: &[Bounded],
    partition: &Partition<'_>,
    kept: &mut SegmentBest,
) -> tantivy::Result<()> {
    let reader = partition.reader;
    let mut optional = open_optional(optional, lead.term(), reader)?;
    match lead {
        Source::Term(weight) => {
            if let Some(list) = weight.list(reader)? {
                keep_listed(list, &mut optional, partition, kept);
            }
        }
        Source::Other { weight, .. } => {
            let mut scorer = weight.scorer(reader, 1.0)?;
            keep_scored(
                &mut *scorer,
                &mut optional,
                partition,
                kept,
            );
        }
    }
    Ok(())
}

fn keep_listed(
    list: List,
    optional: &mut Optional,
    partition: &Partition<'_>,
    kept: &mut SegmentBest,
) {
    let reader = partition.reader;
    let has_labels = kept.counts_labels();
    let mut most = Vec::new();
    list.each_block(
        &partition.docs,
        |docs, counts, scale| {
            most.clear();
            most.resize(docs.len(), 0.0);
            scale.add_most(docs, counts, 1.0, &mut most);
            optional.add_most_within(docs, counts, &mut most);
            let mut only_counted = 0;
            for ((&doc, &count), &most) in docs.iter().zip(counts).zip(&most) {
                if reader.is_deleted(doc) {
                    continue;
                }
                let floor = kept.floor();
                let score = if most + optional.most_beside(doc) >= floor {
                    optional.added(doc, scale.share(doc, count), floor)
                } else if has_labels {
                    0.0
                } else {
                    only_counted += 1;
                    continue;
                };
                kept.collect(doc, score);
            }
            kept.count(only_counted);
        },
    );
}

fn keep_scored(
    scorer: &mut dyn Scorer,
    optional: &mut Optional,
    partition: &Partition<'_>,
    kept: &mut SegmentBest,
) {
    let mut doc = catch_up(scorer, partition.docs.start);
    while doc < partition.docs.end {
        if !partition.reader.is_deleted(doc) {
            let score = optional.added(doc, scorer.score(), kept.floor());
            kept.collect(doc, score);
        }
        doc = scorer.advance();
    }
}

/// Keeps the best of the passages of `matches`.
fn keep_matches(
    mut part: Part,
    matches: Matches,
    partition: &Partition<'_>,
    kept: &mut SegmentBest,
) {
    matches.each(&partition.docs, |doc| {
        if !partition.reader.is_deleted(doc) {
            let score = part.score(doc, kept.floor());
            kept.collect(doc, score.unwrap_or(0.0));
        }
    });
}

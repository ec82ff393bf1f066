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
use tantivy::{SegmentReader, TERMINATED};

use self::bounded::{Bounded, Source, open_optional};
use self::matches::{Matches, Matching};
use self::part::{Optional, Part};
use super::collect::{Best, Collected, Sort};
use super::list::List;
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
    if let Some((lead, optional)) = parts.lead() {
        return each_segment(best, |reader, kept| {
            keep_led(lead, optional, reader, kept)
        });
    }
    let unscored = EnableScoring::disabled_from_searcher(searcher);
    let Some(matching) = Matching::of(query, unscored)? else {
        return Ok(None);
    };
    let parts = parts.of_matches();
    each_segment(best, |reader, kept| {
        keep_matches(
            parts.open(reader)?,
            matching.open(reader)?,
            reader,
            kept,
        );
        Ok(())
    })
}

/// Returns what `keep` keeps in the segments.
fn each_segment(
    best: &Best<'_>,
    keep: impl Fn(&SegmentReader, &mut SegmentBest) -> tantivy::Result<()>,
) -> tantivy::Result<Option<Collected>> {
    let readers = best
        .index
        .searcher
        .segment_readers();
    let mut fruits = Vec::new();
    for (segment, reader) in (0..).zip(readers) {
        let mut kept = best.for_segment(segment, reader)?;
        keep(reader, &mut kept)?;
        fruits.push(kept.harvest());
    }
    best.merge_fruits(fruits).map(Some)
}

/// Keeps the best of the passages of `lead`, to which `optional` adds.
fn keep_led(
    lead: &Source,
    optional: &[Bounded],
    reader: &SegmentReader,
    kept: &mut SegmentBest,
) -> tantivy::Result<()> {
    let mut optional = open_optional(optional, reader)?;
    match lead {
        Source::Term(weight) => {
            if let Some(list) = weight.list(reader)? {
                keep_listed(list, &mut optional, reader, kept);
            }
        }
        Source::Other { weight, .. } => {
            let mut scorer = weight.scorer(reader, 1.0)?;
            keep_scored(
                &mut *scorer,
                &mut optional,
                reader,
                kept,
            );
        }
    }
    Ok(())
}

fn keep_listed(
    list: List,
    optional: &mut Optional,
    reader: &SegmentReader,
    kept: &mut SegmentBest,
) {
    list.each(|doc, share| {
        if !reader.is_deleted(doc) {
            let floor = kept.floor();
            let score = if share.is_less_than(floor - optional.most(doc)) {
                0.0
            } else {
                optional.added(doc, share.score(), floor)
            };
            kept.collect(doc, score);
        }
    });
}

fn keep_scored(
    scorer: &mut dyn Scorer,
    optional: &mut Optional,
    reader: &SegmentReader,
    kept: &mut SegmentBest,
) {
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        if !reader.is_deleted(doc) {
            let score = optional.added(doc, scorer.score(), kept.floor());
            kept.collect(doc, score);
        }
        doc = scorer.advance();
    }
}

/// Keeps the best of the passages of `matches`.
fn keep_matches(mut part: Part, matches: Matches, reader: &SegmentReader, kept: &mut SegmentBest) {
    matches.each(|doc| {
        if !reader.is_deleted(doc) {
            let score = part.score(doc, kept.floor());
            kept.collect(doc, score.unwrap_or(0.0));
        }
    });
}

//! Runs a query over the passages of an index: in its files, or elsewhere.

use tantivy::collector::Collector;
use tantivy::query::{EnableScoring, Query};

use super::scoring::collect::{Best, Collected, Counts, Sort};
use super::scoring::max_score;
use super::scoring::partitions::{postings, segments};
use super::scoring::shape::shape;
use crate::error::Result;
use crate::index::{Index, Keep, Shape, Wanted};

/// Minimum number of passages that are fetched to be ranked, if they are elsewhere: the score by
/// which they are chosen there is not the one by which they are ranked.
const CANDIDATES: usize = 400;
/// The same, for each passage that is shown.
const CANDIDATES_OF_A_HIT: usize = 4;

/// Returns the passages that `best` keeps of those that match `query`, and counts all of them.
pub(super) fn run(index: &Index, query: &dyn Query, best: &Best<'_>) -> Result<Collected> {
    if index.elsewhere().is_none() {
        return here(index, query, best);
    }
    let matching = shape(query).map_err(index.error())?;
    if best.keep == 0 {
        let total = count(index, &matching)?;
        return with_labels(
            index,
            &matching,
            best,
            Collected {
                total,
                ..Collected::default()
            },
        );
    }
    let wanted = Wanted {
        matching: matching.clone(),
        scoring: Vec::new(),
        keep: keep(best),
    };
    let Some(total) = gathered(index, wanted) else {
        return Ok(Collected::default());
    };
    let collected = Collected {
        total,
        ..here(index, query, &best.uncounted())?
    };
    with_labels(index, &matching, best, collected)
}

/// As [`run`], among the passages that have been fetched if they are elsewhere.
pub(super) fn here(index: &Index, query: &dyn Query, best: &Best<'_>) -> Result<Collected> {
    if let Some(collected) = max_score::collect(query, best).map_err(index.error())? {
        return Ok(collected);
    }
    every_match(index, query, best).map_err(index.error())
}

/// As [`here`], of a query whose every match is scored, or only counted.
fn every_match(index: &Index, query: &dyn Query, best: &Best<'_>) -> tantivy::Result<Collected> {
    let searcher = &index.searcher;
    let scoring = if best.requires_scoring() {
        EnableScoring::enabled_from_statistics_provider(index.statistics(), searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    let weight = query.weight(scoring)?;
    let postings = postings(index, query)?;
    let segments = segments(index, postings);
    let fruits = segments.each(|it| best.collect_segment(&*weight, it.segment, it.reader))?;
    best.merge_fruits(fruits)
}

/// Returns how many passages must be fetched so that `best` is among them.
pub(super) fn keep(best: &Best<'_>) -> Keep {
    if best.keep == usize::MAX {
        return Keep::All;
    }
    if best.sort != Sort::Relevance {
        let newest = best.sort == Sort::Newest;
        let keep = best.keep;
        return Keep::Dated { keep, newest };
    }
    let keep = best
        .keep
        .saturating_mul(CANDIDATES_OF_A_HIT);
    Keep::Best(keep.max(CANDIDATES))
}

/// Returns the number of passages that match, if those that are wanted have been fetched.
pub(super) fn gathered(index: &Index, wanted: Wanted) -> Option<usize> {
    index.seen()?.gathered(wanted)
}

/// Counts labels, if `best` says so.
fn with_labels(
    index: &Index,
    matching: &Shape,
    best: &Best<'_>,
    mut collected: Collected,
) -> Result<Collected> {
    if best.count.is_empty() {
        return Ok(collected);
    }
    let Some(elsewhere) = index.ready() else {
        return Ok(collected);
    };
    let columns: Vec<&'static str> = best
        .count
        .iter()
        .map(|(column, _)| *column)
        .collect();
    let labels = elsewhere.labels(matching, &columns)?;
    let mut counts = Counts::new();
    for ((_, name), labels) in best.count.iter().zip(labels) {
        let labels = labels.map(|labels| (*name, labels.into_iter().collect()));
        counts.extend(labels);
    }
    collected.counts = counts;
    Ok(collected)
}

fn count(index: &Index, matching: &Shape) -> Result<usize> {
    match index.ready() {
        Some(elsewhere) => elsewhere.count(matching),
        None => Ok(0),
    }
}

/// Returns the number of passages that a planned query matches.
pub(super) fn count_matches(index: &Index, query: &dyn Query) -> Result<usize> {
    if index.elsewhere().is_some() {
        return count(
            index,
            &shape(query).map_err(index.error())?,
        );
    }
    count_here(index, query).map_err(index.error())
}

fn count_here(index: &Index, query: &dyn Query) -> tantivy::Result<usize> {
    let unscored = EnableScoring::disabled_from_searcher(&index.searcher);
    let weight = query.weight(unscored)?;
    let postings = postings(index, query)?;
    let segments = segments(index, postings);
    let counts = segments.each(|it| weight.count(it.reader))?;
    Ok(counts
        .into_iter()
        .map(|count| count as usize)
        .sum())
}

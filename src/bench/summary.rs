//! Sums up measured times: by class, by query, and those that stand out.

use std::time::Duration;

use super::statistics::{mean, percentile, sorted, variance};
use super::{ClassTimes, Outlier, QueryTimes, Times};

/// Number of buckets in a histogram.
const BUCKETS: usize = 24;
/// End of a histogram's first bucket, in microseconds.
const FIRST_BUCKET: f64 = 16.0;
/// An outlier is this many times the range of the middle half of its query's times beyond them.
const FAR_OUT: f64 = 3.0;
/// Maximum number of outliers that are named.
const MAX_OUTLIERS: usize = 10;

/// The times of one query.
pub(super) struct Samples {
    pub(super) query: String,
    pub(super) class: String,
    pub(super) hits: usize,
    /// The time of each answer, in microseconds, round by round.
    pub(super) micros: Vec<f64>,
    /// The time of all answers together, on the clock.
    pub(super) total: Duration,
}

/// Returns the times of each class, in the order in which they first occur, then those of all. A
/// round has `per_round` times of each query.
pub(super) fn classes(samples: &[Samples], per_round: usize) -> Vec<ClassTimes> {
    let mut by_class: Vec<(&str, Vec<&Samples>)> = Vec::new();
    for query in samples {
        match by_class
            .iter_mut()
            .find(|(name, _)| *name == query.class)
        {
            Some((_, members)) => members.push(query),
            None => by_class.push((&query.class, vec![query])),
        }
    }
    by_class.push(("all", samples.iter().collect()));
    let classes = by_class.iter();
    classes
        .map(|(name, members)| class(name, members, per_round))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a rate needs no more precision")]
fn class(name: &str, members: &[&Samples], per_round: usize) -> ClassTimes {
    let mut micros = Vec::new();
    let mut seconds = 0.0;
    for query in members {
        micros.extend_from_slice(&query.micros);
        seconds += query.total.as_secs_f64();
    }
    ClassTimes {
        name: name.to_owned(),
        queries: members.len(),
        per_second: micros.len() as f64 / seconds.max(f64::MIN_POSITIVE),
        histogram: histogram(&micros),
        round_p50_us: round_medians(members, per_round),
        times: times(&micros),
    }
}

/// Returns the median of each round.
fn round_medians(members: &[&Samples], per_round: usize) -> Vec<f64> {
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for query in members {
        let each = query
            .micros
            .chunks(per_round.max(1));
        for (round, times) in each.enumerate() {
            if rounds.len() == round {
                rounds.push(Vec::new());
            }
            rounds[round].extend_from_slice(times);
        }
    }
    rounds
        .iter()
        .map(|times| percentile(&sorted(times), 50))
        .collect()
}

fn times(micros: &[f64]) -> Times {
    let sorted = sorted(micros);
    Times {
        samples: sorted.len(),
        mean_us: mean(&sorted),
        sd_us: variance(&sorted).sqrt(),
        p50_us: percentile(&sorted, 50),
        p90_us: percentile(&sorted, 90),
        p99_us: percentile(&sorted, 99),
        max_us: percentile(&sorted, 100),
    }
}

/// Returns the times of each query.
pub(super) fn by_query(samples: &[Samples]) -> Vec<QueryTimes> {
    let queries = samples.iter();
    queries
        .map(|samples| QueryTimes {
            query: samples.query.clone(),
            class: samples.class.clone(),
            hits: samples.hits,
            times: times(&samples.micros),
        })
        .collect()
}

/// Returns the times far beyond those of their query, the longest first.
pub(super) fn outliers(samples: &[Samples], per_round: usize) -> Vec<Outlier> {
    let mut outliers = Vec::new();
    for query in samples {
        let sorted = sorted(&query.micros);
        let quarters = [25, 50, 75].map(|percent| percentile(&sorted, percent));
        let limit = quarters[2] + FAR_OUT * (quarters[2] - quarters[0]);
        for (at, time) in query.micros.iter().enumerate() {
            if *time > limit {
                outliers.push(Outlier {
                    query: query.query.clone(),
                    round: at / per_round.max(1) + 1,
                    us: *time,
                    median_us: quarters[1],
                });
            }
        }
    }
    outliers.sort_by(|a, b| b.us.total_cmp(&a.us));
    outliers.truncate(MAX_OUTLIERS);
    outliers
}

fn histogram(micros: &[f64]) -> Vec<usize> {
    let mut counts = vec![0; BUCKETS];
    for time in micros {
        counts[bucket(*time)] += 1;
    }
    counts
}

/// Returns the bucket of a time. Each bucket is as wide as all before it together; the last one has
/// no end.
fn bucket(micros: f64) -> usize {
    let mut bucket = 0;
    let mut end = FIRST_BUCKET;
    while micros >= end && bucket < BUCKETS - 1 {
        bucket += 1;
        end *= 2.0;
    }
    bucket
}

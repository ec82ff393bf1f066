//! Measures how long queries take, over several rounds and by class of query.

mod bare;

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::analysis::token::is_han;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::query::{self, Query};
use crate::search::{self, Request};

pub use bare::Bare;

/// Queries of all classes, which any index can answer.
pub const QUERIES: &str = include_str!("queries.txt");

/// Number of rounds that run before those that count.
const WARM_UP_ROUNDS: usize = 3;

/// Number of buckets in a histogram.
const BUCKETS: usize = 24;

/// End of a histogram's first bucket, in microseconds.
const FIRST_BUCKET: f64 = 16.0;

/// The result of a measurement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BenchReport {
    /// The version of yinde.
    pub version: String,
    /// Whether each query was a new process, whose whole time counts.
    pub cold: bool,
    /// Number of runs per query.
    pub rounds: usize,
    /// Number of concurrent threads.
    pub threads: usize,
    /// Number of passages in the index.
    pub passages: usize,
    /// Size of the indexed text, in bytes.
    pub bytes: usize,
    /// Number of segments of the index.
    pub segments: usize,
    /// The times of each class, then those of all queries.
    pub classes: Vec<ClassTimes>,
}

/// The times of one class of queries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassTimes {
    /// `zh phrase`, `en words`, `en filter` and so on; `all` for all queries.
    pub name: String,
    /// Number of queries.
    pub queries: usize,
    /// The median, in microseconds.
    pub p50_us: f64,
    /// The 90th percentile, in microseconds.
    pub p90_us: f64,
    /// The 99th percentile, in microseconds.
    pub p99_us: f64,
    /// The longest time, in microseconds.
    pub max_us: f64,
    /// Number of answers per second, over all threads.
    pub per_second: f64,
    /// Number of answers that took less than 16 µs, then 16 to 32 µs, 32 to 64 µs and so on.
    pub histogram: Vec<usize>,
}

/// A class of queries in two reports.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClassComparison {
    /// The name of the class.
    pub name: String,
    /// The median, in microseconds.
    pub p50_us: f64,
    /// The median in the baseline, in microseconds.
    pub baseline_us: f64,
    /// The median, divided by that in the baseline.
    pub ratio: f64,
}

/// Returns the queries in `text`, one per line. Empty lines and lines that start with `#` are
/// skipped.
#[must_use]
pub fn queries(text: &str) -> Vec<&str> {
    let mut queries = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            queries.push(line);
        }
    }
    queries
}

/// Measures `queries` on an open index.
///
/// # Errors
/// Returns an error if a query is invalid or the index cannot be read.
pub fn measure_warm(
    index: &Index,
    queries: &[&str],
    rounds: usize,
    threads: usize,
) -> Result<BenchReport> {
    let mut requests = Vec::new();
    for text in queries {
        requests.push(Request::new(query::parse(text)?));
    }
    for _ in 0..WARM_UP_ROUNDS {
        for request in &requests {
            search::search(index, request)?;
        }
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build();
    let pool = pool.map_err(|e| Error::io(&index.root, "start threads")(io::Error::other(e)))?;
    let mut times = Vec::new();
    for (text, request) in queries.iter().zip(&requests) {
        let start = Instant::now();
        let micros = answer_times(index, request, &pool, rounds * threads)?;
        times.push(QueryTimes {
            class: query_class(text, &request.query),
            micros,
            total: start.elapsed(),
        });
    }
    Ok(BenchReport {
        rounds,
        threads,
        ..report(index, &times)
    })
}

/// Returns the time of each of several answers to a request, in microseconds.
fn answer_times(
    index: &Index,
    request: &Request,
    pool: &ThreadPool,
    answers: usize,
) -> Result<Vec<f64>> {
    pool.install(|| {
        let answers = (0..answers).into_par_iter();
        answers
            .map(|_| answer_time(index, request))
            .collect()
    })
}

fn answer_time(index: &Index, request: &Request) -> Result<f64> {
    let start = Instant::now();
    search::search(index, request)?;
    Ok(microseconds(start.elapsed()))
}

/// Measures whole processes: `program search QUERY --index …` for each query.
///
/// # Errors
/// Returns an error if a query is invalid, or the program cannot be started or fails.
pub fn measure_cold(
    index: &Index,
    program: &Path,
    queries: &[&str],
    rounds: usize,
) -> Result<BenchReport> {
    let mut times = Vec::new();
    for text in queries {
        let class = query_class(text, &query::parse(text)?);
        let start = Instant::now();
        let mut micros = Vec::new();
        for _ in 0..rounds {
            micros.push(process_time(index, program, text)?);
        }
        times.push(QueryTimes {
            class,
            micros,
            total: start.elapsed(),
        });
    }
    Ok(BenchReport {
        cold: true,
        rounds,
        ..report(index, &times)
    })
}

/// Returns the time of a process that answers one query, in microseconds.
fn process_time(index: &Index, program: &Path, query: &str) -> Result<f64> {
    let start = Instant::now();
    let mut command = Command::new(program);
    command
        .args(["search", "--index"])
        .arg(&index.root);
    command.args(["--", query]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let status = command
        .status()
        .map_err(Error::io(program, "run"))?;
    // A search that finds nothing exits with code 1.
    if !matches!(status.code(), Some(0 | 1)) {
        let failure = io::Error::other(format!(
            "it failed on the query {query}"
        ));
        return Err(Error::io(program, "run")(failure));
    }
    Ok(microseconds(start.elapsed()))
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The times of one query.
struct QueryTimes {
    class: String,
    /// The time of each answer, in microseconds.
    micros: Vec<f64>,
    /// The time of all answers together, on the clock.
    total: Duration,
}

/// Returns the report of a warm measurement of one round in one thread.
fn report(index: &Index, times: &[QueryTimes]) -> BenchReport {
    BenchReport {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        cold: false,
        rounds: 1,
        threads: 1,
        passages: index.manifest.passages,
        bytes: index.manifest.bytes,
        segments: index
            .searcher
            .segment_readers()
            .len(),
        classes: class_times(times),
    }
}

/// Returns the times of each class, in the order in which they first occur, then those of all.
fn class_times(times: &[QueryTimes]) -> Vec<ClassTimes> {
    let mut by_class: Vec<(&str, Vec<&QueryTimes>)> = Vec::new();
    for query in times {
        match by_class
            .iter_mut()
            .find(|(name, _)| *name == query.class)
        {
            Some((_, members)) => members.push(query),
            None => by_class.push((&query.class, vec![query])),
        }
    }
    by_class.push(("all", times.iter().collect()));
    let classes = by_class.iter();
    classes
        .map(|(name, times)| summary(name, times))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a rate needs no more precision")]
fn summary(name: &str, times: &[&QueryTimes]) -> ClassTimes {
    let mut micros = Vec::new();
    let mut seconds = 0.0;
    for query in times {
        micros.extend_from_slice(&query.micros);
        seconds += query.total.as_secs_f64();
    }
    micros.sort_by(f64::total_cmp);
    ClassTimes {
        name: name.to_owned(),
        queries: times.len(),
        p50_us: percentile(&micros, 50),
        p90_us: percentile(&micros, 90),
        p99_us: percentile(&micros, 99),
        max_us: percentile(&micros, 100),
        per_second: micros.len() as f64 / seconds.max(f64::MIN_POSITIVE),
        histogram: histogram(&micros),
    }
}

/// Returns the smallest of the sorted times that at least `percent` of all do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    let time = sorted.get(rank.saturating_sub(1));
    time.copied().unwrap_or(0.0)
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

/// Compares the medians of the classes that both reports have.
#[must_use]
pub fn compare(report: &BenchReport, baseline: &BenchReport) -> Vec<ClassComparison> {
    let mut comparisons = Vec::new();
    for class in &report.classes {
        let mut others = baseline.classes.iter();
        if let Some(before) = others.find(|before| before.name == class.name) {
            comparisons.push(ClassComparison {
                name: class.name.clone(),
                p50_us: class.p50_us,
                baseline_us: before.p50_us,
                ratio: class.p50_us / before.p50_us.max(f64::MIN_POSITIVE),
            });
        }
    }
    comparisons
}

/// Returns the class of a query, by its language and its form: `zh phrase`, `en filter`.
#[must_use]
pub fn query_class(text: &str, query: &Query) -> String {
    let has_latin = text.contains(|c: char| c.is_ascii_alphabetic());
    let script = if !text.contains(is_han) {
        "en"
    } else if has_latin {
        "mixed"
    } else {
        "zh"
    };
    format!("{script} {}", query_form(text, query))
}

fn query_form(text: &str, query: &Query) -> &'static str {
    match query {
        Query::Phrase(_, 0) => "phrase",
        Query::Phrase(..) => "near",
        Query::Prefix(_) => "prefix",
        Query::Words(_) if text.contains(['?', '？']) => "question",
        Query::Words(words) if words.len() == 1 => "word",
        Query::Words(_) => "words",
        Query::All(parts)
            if parts
                .iter()
                .any(|p| matches!(p, Query::Filter(_))) =>
        {
            "filter"
        }
        _ => "boolean",
    }
}

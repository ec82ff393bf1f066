//! Asks queries and takes the times, round by round.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::BenchReport;
use super::class::query_class;
use super::summary::{self, Samples};
use crate::error::{Error, Result};
use crate::index::Index;
use crate::query;
use crate::search::{self, Request};

/// Number of answers that are not measured before each one that is.
const WARM_UPS: usize = 3;

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
    let mut samples = Vec::new();
    for text in queries {
        let request = Request::new(query::parse(text)?);
        samples.push(empty(index, text, &request)?);
        requests.push(request);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build();
    let pool = pool.map_err(|e| Error::io(&index.root, "start threads")(io::Error::other(e)))?;
    for _ in 0..rounds {
        for (request, samples) in requests.iter().zip(&mut samples) {
            // Other queries came in between: their passages are in the caches now.
            for _ in 0..WARM_UPS {
                search::search(index, request)?;
            }
            let start = Instant::now();
            let times = answer_times(index, request, &pool, threads)?;
            samples.total += start.elapsed();
            samples.micros.extend(times);
        }
    }
    Ok(BenchReport {
        rounds,
        threads,
        ..report(index, &samples, threads)
    })
}

/// Returns the query without times yet, with its number of hits.
fn empty(index: &Index, text: &str, request: &Request) -> Result<Samples> {
    Ok(Samples {
        query: text.to_owned(),
        class: query_class(text, &request.query),
        hits: search::search(index, request)?.total,
        micros: Vec::new(),
        total: Duration::ZERO,
    })
}

/// Returns the times of answers that as many threads give at once, in microseconds.
fn answer_times(
    index: &Index,
    request: &Request,
    pool: &ThreadPool,
    threads: usize,
) -> Result<Vec<f64>> {
    if threads == 1 {
        return Ok(vec![answer_time(index, request)?]);
    }
    pool.install(|| {
        let answers = (0..threads).into_par_iter();
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
    let mut samples = Vec::new();
    for text in queries {
        let request = Request::new(query::parse(text)?);
        samples.push(empty(index, text, &request)?);
    }
    for _ in 0..rounds {
        for samples in &mut samples {
            let start = Instant::now();
            let time = process_time(index, program, &samples.query)?;
            samples.total += start.elapsed();
            samples.micros.push(time);
        }
    }
    Ok(BenchReport {
        cold: true,
        rounds,
        ..report(index, &samples, 1)
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

/// Returns the report of a warm measurement of one round, with so many times a round.
fn report(index: &Index, samples: &[Samples], per_round: usize) -> BenchReport {
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
        classes: summary::classes(samples, per_round),
        by_query: summary::by_query(samples),
        outliers: summary::outliers(samples, per_round),
    }
}

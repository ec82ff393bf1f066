//! How long queries take: measured over rounds, by class, as figures that can be compared.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::collector::TopDocs;

use crate::analysis::token::is_han;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::query::{self, Query};
use crate::search::{self, Request};

/// Queries of all classes, for an index of anything.
pub const QUERIES: &str = include_str!("bench_queries.txt");

/// Rounds that are run before those that count.
const WARM_UP: usize = 3;

/// What a run measured, and on what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// Of the program.
    pub version: String,
    /// Each query was a new process, and its whole life counts.
    pub cold: bool,
    /// How often each query was asked.
    pub rounds: usize,
    /// How many asked at once.
    pub threads: usize,
    /// Passages in the index.
    pub passages: usize,
    /// Bytes of text in it.
    pub bytes: usize,
    /// Segments of which it consists.
    pub segments: usize,
    /// By class, then over all.
    pub classes: Vec<Class>,
}

/// The times of one class of queries, in microseconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Class {
    /// `zh phrase`, `en words`, `filter` and so on; `all` for all of them.
    pub name: String,
    /// Number of queries.
    pub queries: usize,
    /// Half of the answers took at most so long.
    pub p50_us: f64,
    /// Nine of ten.
    pub p90_us: f64,
    /// All but one in a hundred.
    pub p99_us: f64,
    /// All.
    pub max_us: f64,
    /// Answers in a second, over all threads.
    pub per_second: f64,
    /// How many answers took how long: below 16 µs, 32 µs, 64 µs and so on, doubling.
    pub histogram: Vec<usize>,
}

/// The queries in `text`, a line each; empty ones and those that start with `#` are left out.
#[must_use]
pub fn queries(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// Measures `queries` on an open index.
///
/// # Errors
/// Where a query cannot be read or the index cannot.
pub fn warm(index: &Index, queries: &[&str], rounds: usize, threads: usize) -> Result<Report> {
    let requests = queries
        .iter()
        .map(|q| Ok(Request::new(query::parse(q)?)))
        .collect::<Result<Vec<_>>>()?;
    for request in (0..WARM_UP).flat_map(|_| &requests) {
        search::search(index, request)?;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| Error::io(&index.root, "start threads")(io::Error::other(e)))?;
    let mut times: Vec<Times> = Vec::new();
    for (text, request) in queries.iter().zip(&requests) {
        let ask = |_| {
            let start = Instant::now();
            search::search(index, request).map(|_| start.elapsed().as_secs_f64() * 1e6)
        };
        let start = Instant::now();
        let micros = pool.install(|| {
            (0..rounds * threads)
                .into_par_iter()
                .map(ask)
                .collect::<Result<Vec<f64>>>()
        })?;
        times.push(Times {
            class: class(text, &request.query),
            micros,
            seconds: start.elapsed().as_secs_f64(),
        });
    }
    Ok(report(index, &times, rounds, threads, false))
}

/// Measures whole processes: `program search QUERY --index …` for each query.
///
/// # Errors
/// Where the program cannot be started or fails.
pub fn cold(index: &Index, program: &Path, queries: &[&str], rounds: usize) -> Result<Report> {
    let mut times = Vec::new();
    for text in queries {
        let class = class(text, &query::parse(text)?);
        let start = Instant::now();
        let ask = |_| {
            let start = Instant::now();
            let mut command = Command::new(program);
            command
                .args(["search", "--index"])
                .arg(&index.root)
                .args(["--", text]);
            let status = command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .status()
                .map_err(Error::io(program, "run"))?;
            match status.code() {
                Some(0 | 1) => Ok(start.elapsed().as_secs_f64() * 1e6),
                _ => Err(Error::io(program, "run")(io::Error::other(format!(
                    "it failed on the query {text}"
                )))),
            }
        };
        let micros = (0..rounds).map(ask).collect::<Result<Vec<f64>>>()?;
        times.push(Times {
            class,
            micros,
            seconds: start.elapsed().as_secs_f64(),
        });
    }
    Ok(report(index, &times, rounds, 1, true))
}

/// A query that tantivy answers by itself: the ten best passages are fetched, and nothing is shown.
/// This is what a search is measured beside.
pub struct Bare<'a> {
    index: &'a Index,
    query: Box<dyn tantivy::query::Query>,
}

impl<'a> Bare<'a> {
    /// Plans the query of `request`, so that [`Bare::run`] measures without that.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn new(index: &'a Index, request: &Request) -> Result<Self> {
        let query = search::tantivy_query(index, request)?;
        Ok(Self { index, query })
    }

    /// Answers the query. Returns the number of fields that the ten best passages store.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn run(&self) -> Result<usize> {
        let searcher = &self.index.searcher;
        let ten = TopDocs::with_limit(10).order_by_score();
        let best = searcher.search(&*self.query, &ten);
        let mut fields = 0;
        for (_, address) in best.map_err(self.index.error())? {
            let passage = searcher.doc::<TantivyDocument>(address);
            fields += passage.map_err(self.index.error())?.len();
        }
        Ok(fields)
    }
}

/// The times of one query.
struct Times {
    class: String,
    micros: Vec<f64>,
    seconds: f64,
}

fn report(index: &Index, times: &[Times], rounds: usize, threads: usize, cold: bool) -> Report {
    let mut names: Vec<String> = Vec::new();
    for time in times {
        if !names.contains(&time.class) {
            names.push(time.class.clone());
        }
    }
    let mut classes: Vec<Class> = names
        .into_iter()
        .map(|name| summary(&name, times.iter().filter(|time| time.class == name)))
        .collect();
    classes.push(summary("all", times.iter()));
    Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        cold,
        rounds,
        threads,
        passages: index.manifest.passages,
        bytes: index.manifest.bytes,
        segments: index.searcher.segment_readers().len(),
        classes,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn summary<'a>(name: &str, times: impl Iterator<Item = &'a Times> + Clone) -> Class {
    let mut micros: Vec<f64> = times
        .clone()
        .flat_map(|time| &time.micros)
        .copied()
        .collect();
    micros.sort_by(f64::total_cmp);
    // The nearest rank: the smallest time that a share of all are not above.
    let at = |percent: usize| {
        micros
            .get((micros.len() * percent).div_ceil(100).saturating_sub(1))
            .copied()
            .unwrap_or(0.0)
    };
    let seconds: f64 = times.clone().map(|time| time.seconds).sum();
    let mut histogram = vec![0; 24];
    for time in &micros {
        let bucket = histogram
            .iter()
            .enumerate()
            .position(|(n, _)| *time < f64::from(16u32 << n))
            .unwrap_or(23);
        histogram[bucket] += 1;
    }
    Class {
        name: name.to_owned(),
        queries: times.count(),
        p50_us: at(50),
        p90_us: at(90),
        p99_us: at(99),
        max_us: at(100),
        per_second: micros.len() as f64 / seconds.max(f64::MIN_POSITIVE),
        histogram,
    }
}

/// What kind of query this is, by its form and its script.
pub fn class(text: &str, query: &Query) -> String {
    let script = if !text.contains(is_han) {
        "en"
    } else if text.contains(|c: char| c.is_ascii_alphabetic()) {
        "mixed"
    } else {
        "zh"
    };
    let form = match query {
        Query::Phrase(_, 0) => "phrase",
        Query::Phrase(..) => "near",
        Query::Prefix(_) => "prefix",
        Query::Words(_) if text.contains(['?', '？']) => "question",
        Query::Words(words) if words.len() == 1 => "word",
        Query::Words(_) => "words",
        Query::All(parts) if parts.iter().any(|p| matches!(p, Query::Filter(_))) => "filter",
        _ => "boolean",
    };
    format!("{script} {form}")
}

//! Measures how long queries take, over several rounds and by class of query.
//!
//! **A round measures every query once**, so whatever slows the machine for a while hits all of
//! them alike, and the rounds tell how much a median varies by chance. A warm answer is the last
//! of a few in a row: those before it, which are not measured, bring the passages back into the
//! caches.

mod bare;
mod class;
mod compare;
mod measure;
mod statistics;
mod summary;

use serde::{Deserialize, Serialize};

pub use bare::Bare;
pub use class::query_class;
pub use compare::{Change, ClassComparison, Verdict, compare};
pub use measure::{measure_cold, measure_warm};

/// Queries of all classes, which any index can answer.
pub const QUERIES: &str = include_str!("queries.txt");

/// Number of times from which their 99th percentile says something.
pub const ENOUGH_FOR_P99: usize = 100;

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
    /// The times of each query.
    #[serde(default)]
    pub by_query: Vec<QueryTimes>,
    /// The times far beyond those of their query, the longest first.
    #[serde(default)]
    pub outliers: Vec<Outlier>,
}

/// The times of one class of queries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassTimes {
    /// `zh phrase`, `en words`, `en filter` and so on; `all` for all queries.
    pub name: String,
    /// Number of queries.
    pub queries: usize,
    /// The times.
    #[serde(flatten)]
    pub times: Times,
    /// Number of answers per second, over all threads.
    pub per_second: f64,
    /// Number of answers that took less than 16 µs, then 16 to 32 µs, 32 to 64 µs and so on.
    pub histogram: Vec<usize>,
    /// The median of each round, in microseconds.
    #[serde(default)]
    pub round_p50_us: Vec<f64>,
}

/// The times of one query.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QueryTimes {
    /// The query.
    pub query: String,
    /// The name of its class.
    pub class: String,
    /// Number of passages that match.
    pub hits: usize,
    /// The times.
    #[serde(flatten)]
    pub times: Times,
}

/// Figures of some times, in microseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Times {
    /// Number of times.
    #[serde(default)]
    pub samples: usize,
    /// Their mean.
    #[serde(default)]
    pub mean_us: f64,
    /// Their standard deviation.
    #[serde(default)]
    pub sd_us: f64,
    /// The median.
    pub p50_us: f64,
    /// The 90th percentile.
    pub p90_us: f64,
    /// The 99th percentile. It says little of fewer than [`ENOUGH_FOR_P99`] times.
    pub p99_us: f64,
    /// The longest time.
    pub max_us: f64,
}

/// A time far beyond those of its query.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outlier {
    /// The query.
    pub query: String,
    /// The round, from 1.
    pub round: usize,
    /// The time, in microseconds.
    pub us: f64,
    /// The median of the query, in microseconds.
    pub median_us: f64,
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

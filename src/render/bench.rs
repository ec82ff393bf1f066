//! Measured times: as a table with histograms, as JSON, and two reports compared.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{fit, json, plural, safe};
use crate::bench::{
    BenchReport, Change, ClassComparison, ClassTimes, ENOUGH_FOR_P99, Outlier, Times, Verdict,
};

/// The bars of a histogram, by height.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Width of the column of queries.
const QUERY: usize = 27;

/// Writes a table with a line for each class: its times in microseconds, and a histogram with a
/// bar for each doubling of the time.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn table(report: &BenchReport, out: &mut impl Write) -> io::Result<()> {
    write_setup(report, out)?;
    let buckets = used_buckets(report);
    // The first bucket ends at 16 µs, so the others start at 16, 32 and so on.
    let from = 8u64 << buckets.start.min(32);
    write!(out, "{:<16}{:>8}", "CLASS", "QUERIES")?;
    for name in ["P50", "P90", "P99", "MAX", "queries/s"] {
        write!(out, "{name:>10}")?;
    }
    writeln!(
        out,
        "  histogram (µs, log scale from {from})"
    )?;
    for class in &report.classes {
        write_class(class, buckets.clone(), out)?;
    }
    Ok(())
}

/// Writes on what and how the times were measured.
fn write_setup(report: &BenchReport, out: &mut impl Write) -> io::Result<()> {
    let how = if report.cold {
        "whole processes"
    } else {
        "warm"
    };
    let passages = plural(report.passages, "passage");
    let bytes = plural(report.bytes, "byte");
    let segments = plural(report.segments, "segment");
    let rounds = plural(report.rounds, "round");
    let threads = plural(report.threads, "thread");
    write!(out, "yinde {}, {how}: ", report.version)?;
    writeln!(
        out,
        "{passages}, {bytes} of text, {segments}; {rounds}, {threads}"
    )
}

/// Returns the histograms' buckets from the first that is not empty to the last.
fn used_buckets(report: &BenchReport) -> Range<usize> {
    // The last class is that of all queries.
    let Some(all) = report.classes.last() else {
        return 0..0;
    };
    let counts = &all.histogram;
    let first = counts
        .iter()
        .position(|count| *count > 0);
    let last = counts
        .iter()
        .rposition(|count| *count > 0);
    match (first, last) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    }
}

fn write_class(class: &ClassTimes, buckets: Range<usize>, out: &mut impl Write) -> io::Result<()> {
    let counts = class
        .histogram
        .get(buckets)
        .unwrap_or_default();
    write!(
        out,
        "{:<16}{:>8}",
        class.name, class.queries
    )?;
    let times = &class.times;
    write!(
        out,
        "{:>10.0}{:>10.0}",
        times.p50_us, times.p90_us
    )?;
    write!(
        out,
        "{:>10}{:>10.0}",
        p99(times),
        times.max_us
    )?;
    writeln!(
        out,
        "{:>10.0}  {}",
        class.per_second,
        bars(counts)
    )
}

fn bars(counts: &[usize]) -> String {
    let maximum = counts
        .iter()
        .max()
        .map_or(0, |count| *count);
    let bars = counts
        .iter()
        .map(|count| bar(*count, maximum));
    bars.collect()
}

/// Returns the bar of a count. Only the bar of 0 is blank.
fn bar(count: usize, maximum: usize) -> char {
    if count == 0 {
        return ' ';
    }
    let tallest = BARS.len() - 1;
    BARS[(count * tallest).div_ceil(maximum)]
}

/// A report with how it compares with a baseline, for JSON.
#[derive(Serialize)]
struct WithComparison<'a> {
    #[serde(flatten)]
    report: &'a BenchReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<&'a [ClassComparison]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    slower: &'a [Change<'a>],
}

/// Writes a report as JSON, with how it compares with a baseline and the classes that are slower
/// than allowed.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn json(
    report: &BenchReport,
    comparison: Option<&[ClassComparison]>,
    slower: &[Change<'_>],
    out: &mut impl Write,
) -> io::Result<()> {
    let all = WithComparison {
        report,
        comparison,
        slower,
    };
    json::line(&all, out)
}

/// Writes a line for each query, with its number of hits, and the times that stand out.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn by_query(report: &BenchReport, out: &mut impl Write) -> io::Result<()> {
    write!(
        out,
        "\n{:<QUERY$}{:>8}",
        "QUERY", "HITS"
    )?;
    for name in ["MEAN", "σ", "P50", "P99", "MAX"] {
        write!(out, "{name:>9}")?;
    }
    writeln!(out)?;
    for query in &report.by_query {
        let Times {
            mean_us,
            sd_us,
            p50_us,
            max_us,
            ..
        } = query.times;
        let name = safe(&query.query);
        let name = fit(&name, QUERY - 1);
        let padding = QUERY - name.width();
        write!(
            out,
            "{name}{:padding$}{:>8}",
            "", query.hits
        )?;
        write!(
            out,
            "{mean_us:>9.0}{sd_us:>9.0}{p50_us:>9.0}"
        )?;
        writeln!(
            out,
            "{:>9}{max_us:>9.0}",
            p99(&query.times)
        )?;
    }
    outliers(report, out)
}

fn outliers(report: &BenchReport, out: &mut impl Write) -> io::Result<()> {
    if report.outliers.is_empty() {
        return Ok(());
    }
    writeln!(out, "\noutliers:")?;
    for outlier in &report.outliers {
        let Outlier {
            query,
            round,
            us,
            median_us,
            ..
        } = outlier;
        let query = safe(query);
        writeln!(
            out,
            "  {us:.0} µs in round {round} for {query}, whose median is {median_us:.0} µs"
        )?;
    }
    Ok(())
}

/// Returns the 99th percentile, or a dash if there are too few times for one.
fn p99(times: &Times) -> String {
    if times.samples < ENOUGH_FOR_P99 {
        return "–".to_owned();
    }
    format!("{:.0}", times.p99_us)
}

/// Writes how the median of each class compares with its median in the baseline.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn comparison(comparisons: &[ClassComparison], out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:<16}{:>10}", "CLASS", "P50")?;
    writeln!(
        out,
        "{:>10}{:>10}  95 % INTERVAL",
        "BEFORE", "RATIO"
    )?;
    for class in comparisons {
        write!(
            out,
            "{:<16}{:>10.0}",
            class.name, class.p50_us
        )?;
        write!(
            out,
            "{:>10.0}{:>10.2}",
            class.baseline_us, class.ratio
        )?;
        match class.interval {
            Some([low, high]) => writeln!(out, "  {low:.2} to {high:.2}")?,
            None => writeln!(out, "  too few rounds")?,
        }
    }
    Ok(())
}

/// Writes which classes are slower than allowed, and whether chance may explain it.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn slower(changes: &[Change<'_>], out: &mut impl Write) -> io::Result<()> {
    for change in changes {
        let class = change.class;
        let percent = (class.ratio - 1.0) * 100.0;
        let why = match change.verdict {
            Verdict::Noise => "noise may explain it: the interval has 1 in it",
            _ if class.interval.is_none() => "too few rounds to tell noise",
            _ => "more than noise",
        };
        writeln!(
            out,
            "slower: {} by {percent:.0} %; {why}",
            class.name
        )?;
    }
    Ok(())
}

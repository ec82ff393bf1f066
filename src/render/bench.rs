//! Measured times: as a table with histograms, as JSON, and two reports compared.

use std::io::{self, Write};
use std::ops::Range;

use super::{json, plural};
use crate::bench::{BenchReport, ClassComparison, ClassTimes};

/// The bars of a histogram, by height.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

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
    for time in [class.p50_us, class.p90_us, class.p99_us, class.max_us] {
        write!(out, "{time:>10.0}")?;
    }
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

/// Writes a report as JSON.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn json(report: &BenchReport, out: &mut impl Write) -> io::Result<()> {
    json::line(report, out)
}

/// Writes how the median of each class compares with its median in the baseline.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn comparison(comparisons: &[ClassComparison], out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:<16}{:>10}", "CLASS", "P50")?;
    writeln!(out, "{:>10}{:>8}", "BEFORE", "RATIO")?;
    for class in comparisons {
        write!(
            out,
            "{:<16}{:>10.0}",
            class.name, class.p50_us
        )?;
        writeln!(
            out,
            "{:>10.0}{:>8.2}",
            class.baseline_us, class.ratio
        )?;
    }
    Ok(())
}

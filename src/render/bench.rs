//! Measured times, as a table with a small plot, and two of them compared.

use std::io::{self, Write};

use super::json;
use crate::bench::{Class, Report};

/// Heights of a bar.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Writes a table: a class a line, times in microseconds, and how they are spread from 16 µs on,
/// doubling.
///
/// # Errors
/// Where `out` fails.
pub fn table(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let Report {
        version,
        rounds,
        threads,
        passages,
        bytes,
        segments,
        ..
    } = report;
    let how = if report.cold {
        "whole processes"
    } else {
        "warm"
    };
    writeln!(
        out,
        "yinde {version}, {how}: {passages} passages, {bytes} bytes of text, {segments} segments; {rounds} rounds, \
         {threads} at once"
    )?;
    let used = report.classes.iter().flat_map(|c| {
        c.histogram
            .iter()
            .enumerate()
            .filter(|(_, n)| **n > 0)
            .map(|(at, _)| at)
    });
    let (from, to) = used.fold((usize::MAX, 0), |(from, to), at| (from.min(at), to.max(at)));
    writeln!(
        out,
        "{:<16}{:>8}{:>10}{:>10}{:>10}{:>10}{:>10}  µs, from {}",
        "CLASS",
        "QUERIES",
        "P50",
        "P90",
        "P99",
        "MAX",
        "PER S",
        8u64 << from.min(32),
    )?;
    for class in &report.classes {
        let Class {
            name,
            queries,
            p50_us,
            p90_us,
            p99_us,
            max_us,
            per_second,
            ..
        } = class;
        let plot = plot(class.histogram.get(from..=to).unwrap_or_default());
        writeln!(
            out,
            "{name:<16}{queries:>8}{p50_us:>10.0}{p90_us:>10.0}{p99_us:>10.0}{max_us:>10.0}{per_second:>10.0}  {plot}"
        )?;
    }
    Ok(())
}

fn plot(counts: &[usize]) -> String {
    let most = counts.iter().max().copied().unwrap_or(0).max(1);
    let bar = |&n: &usize| {
        if n == 0 {
            ' '
        } else {
            BARS[(n * (BARS.len() - 1)).div_ceil(most)]
        }
    };
    counts.iter().map(bar).collect()
}

/// Writes a report as JSON.
///
/// # Errors
/// Where `out` fails.
pub fn json(report: &Report, out: &mut impl Write) -> io::Result<()> {
    json::line(report, out)
}

/// Writes how much longer the median of each class takes than it took in `before`. Gives the
/// largest ratio.
///
/// # Errors
/// Where `out` fails.
pub fn compared(report: &Report, before: &Report, out: &mut impl Write) -> io::Result<f64> {
    let mut worst: f64 = 0.0;
    writeln!(
        out,
        "{:<16}{:>10}{:>10}{:>8}",
        "CLASS", "P50", "BEFORE", "RATIO"
    )?;
    for class in &report.classes {
        let Some(old) = before.classes.iter().find(|old| old.name == class.name) else {
            continue;
        };
        let ratio = class.p50_us / old.p50_us.max(f64::MIN_POSITIVE);
        worst = worst.max(ratio);
        writeln!(
            out,
            "{:<16}{:>10.0}{:>10.0}{ratio:>8.2}",
            class.name, class.p50_us, old.p50_us
        )?;
    }
    Ok(worst)
}

//! `yinde bench`

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use yinde::bench::{self, BenchReport, ClassComparison};
use yinde::index::Index;
use yinde::{Error, render};

use super::args::{BenchArgs, ColorWhen};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::stdout;

pub(super) fn run(args: &BenchArgs) -> Result<u8, Stop> {
    // Both files are read first, so that a wrong path is reported before anything is measured.
    let text = match &args.queries {
        Some(path) => fs::read_to_string(path).map_err(Error::io(path, "read"))?,
        None => bench::QUERIES.to_owned(),
    };
    let baseline = match &args.baseline {
        Some(path) => Some(read_report(path)?),
        None => None,
    };
    let queries = bench::queries(&text);
    if queries.is_empty() {
        return Err(Stop::File {
            path: args
                .queries
                .clone()
                .unwrap_or_default(),
            problem: "has no query; write one on each line".to_owned(),
        });
    }
    let index = read_or_build(&args.dir.index, Index::open)?;
    if let (Some(path), Some(baseline)) = (&args.baseline, &baseline)
        && let Some(difference) = difference(args, &index, baseline)
    {
        return Err(Stop::File {
            path: path.clone(),
            problem: format!("not comparable: {difference}; measure a new baseline"),
        });
    }
    let report = measure(args, &index, &queries)?;
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::bench::json(&report, &mut out)?;
    } else {
        render::bench::table(&report, &mut out)?;
    }
    let mut code = FOUND;
    if let Some(baseline) = baseline {
        let comparisons = bench::compare(&report, &baseline);
        print_comparisons(args, &comparisons, &mut out)?;
        if let Some(percent) = args.max_regress
            && has_regressed(&comparisons, percent)
        {
            code = NOTHING;
        }
    }
    out.flush()?;
    Ok(code)
}

fn print_comparisons(
    args: &BenchArgs,
    comparisons: &[ClassComparison],
    out: &mut impl Write,
) -> io::Result<()> {
    if args.json {
        // Standard output is for the program that reads the JSON.
        return render::bench::comparison(comparisons, &mut io::stderr());
    }
    writeln!(out)?;
    render::bench::comparison(comparisons, out)
}

/// Returns in what a baseline differs from this measurement so that times say nothing: the index,
/// whole processes or none, or the number of threads.
fn difference(args: &BenchArgs, index: &Index, baseline: &BenchReport) -> Option<String> {
    let manifest = index.manifest();
    if (baseline.passages, baseline.bytes) != (manifest.passages, manifest.bytes) {
        return Some(format!(
            "it is of another index, with {} passages and {} bytes; this one has {} and {}",
            baseline.passages, baseline.bytes, manifest.passages, manifest.bytes
        ));
    }
    if baseline.cold != args.cold {
        let how = if baseline.cold {
            "with --cold"
        } else {
            "without --cold"
        };
        return Some(format!("it was measured {how}"));
    }
    if !args.cold && baseline.threads != args.threads {
        return Some(format!(
            "it was measured with {} threads",
            baseline.threads
        ));
    }
    None
}

fn measure(args: &BenchArgs, index: &Index, queries: &[&str]) -> Result<BenchReport, Stop> {
    let rounds = args.rounds;
    if args.cold {
        let program = std::env::current_exe().map_err(Stop::Output)?;
        return Ok(bench::measure_cold(
            index, &program, queries, rounds,
        )?);
    }
    Ok(bench::measure_warm(
        index,
        queries,
        rounds,
        args.threads,
    )?)
}

fn read_report(path: &Path) -> Result<BenchReport, Error> {
    let json = fs::read(path).map_err(Error::io(path, "read"))?;
    let report = serde_json::from_slice(&json);
    report.map_err(|e| {
        Error::io(
            path,
            "read a report of yinde bench --json in",
        )(e.into())
    })
}

/// Whether any class is more than `percent` slower than in the baseline.
fn has_regressed(comparisons: &[ClassComparison], percent: f64) -> bool {
    let limit = 1.0 + percent / 100.0;
    comparisons
        .iter()
        .any(|class| class.ratio > limit)
}

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
    let report = measure(args, &bench::queries(&text))?;
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

fn measure(args: &BenchArgs, queries: &[&str]) -> Result<BenchReport, Stop> {
    let index = read_or_build(&args.dir.index, Index::open)?;
    let rounds = args.rounds.max(1);
    if args.cold {
        let program = std::env::current_exe().map_err(Stop::Output)?;
        return Ok(bench::measure_cold(
            &index, &program, queries, rounds,
        )?);
    }
    let threads = args.threads.max(1);
    Ok(bench::measure_warm(
        &index, queries, rounds, threads,
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

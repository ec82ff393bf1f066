//! `yinde bench`

use std::io::Write;
use std::path::Path;

use yinde::bench::{self, BenchReport, Change, ClassComparison, Verdict};
use yinde::index::Index;
use yinde::place;
use yinde::{Error, render};

use super::args::{BenchArgs, ColorWhen};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::named_file;
use super::output::stdout;

pub(super) fn run(args: &BenchArgs) -> Result<u8, Stop> {
    // Both files are read first, so that a wrong path is reported before anything is measured.
    let text = match &args.queries {
        Some(path) => named_file::read(path).map_err(Error::io(path, "read"))?,
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
    let index = read_or_build(&args.dir.index, place::open)?;
    if let (Some(path), Some(baseline)) = (&args.baseline, &baseline)
        && let Some(difference) = difference(args, &index, baseline)
    {
        return Err(Stop::File {
            path: path.clone(),
            problem: format!("not comparable: {difference}; measure a new baseline"),
        });
    }
    let report = measure(args, &index, &queries)?;
    let comparisons = baseline.map(|baseline| bench::compare(&report, &baseline));
    let slower = slower(
        args,
        comparisons
            .as_deref()
            .unwrap_or_default(),
    );
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::bench::json(
            &report,
            comparisons.as_deref(),
            &slower,
            &mut out,
        )?;
    } else {
        render::bench::table(&report, &mut out)?;
        render::bench::by_query(&report, &mut out)?;
    }
    if let Some(comparisons) = comparisons
        .as_deref()
        .filter(|_| !args.json)
    {
        writeln!(out)?;
        render::bench::comparison(comparisons, &mut out)?;
        render::bench::slower(&slower, &mut out)?;
    }
    out.flush()?;
    let is_slower = |change: &Change<'_>| change.verdict == Verdict::Slower;
    Ok(if slower.iter().any(is_slower) {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns the classes that are slower than `--max-regress` allows.
fn slower<'a>(args: &BenchArgs, comparisons: &'a [ClassComparison]) -> Vec<Change<'a>> {
    let Some(percent) = args.max_regress else {
        return Vec::new();
    };
    let changes = comparisons
        .iter()
        .map(|class| class.changed(percent));
    changes
        .filter(|change| change.verdict != Verdict::Allowed)
        .collect()
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
    let json = named_file::read(path).map_err(Error::io(path, "read"))?;
    let report = serde_json::from_str(&json);
    report.map_err(|e| {
        Error::io(
            path,
            "read a report of yinde bench --json in",
        )(e.into())
    })
}

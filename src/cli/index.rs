//! `yinde index`

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use yinde::reindex::{self, Report};
use yinde::render::safe;

use super::args::{ColorWhen, IndexArgs};
use super::progress::Bar;
use super::{FAILED, FOUND, Stop, stdout};

pub(super) fn run(args: &IndexArgs) -> Result<u8, Stop> {
    let report = reindex(&args.corpus, &args.dir.index, args.quiet || args.json)?;
    complain(&report);
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        serde_json::to_writer(&mut out, &Json::of(&report)).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else if !args.quiet {
        summarize(&report, &args.dir.index, &mut out)?;
    }
    out.flush()?;
    Ok(if report.failed.is_empty() { FOUND } else { FAILED })
}

/// Runs with a progress bar.
pub(super) fn reindex(corpus: &[PathBuf], index: &Path, quiet: bool) -> Result<Report, yinde::Error> {
    let bar = Bar::new(quiet);
    let report = reindex::reindex(corpus, index, &|progress| bar.show(progress));
    bar.finish();
    report
}

/// Says on stderr what could not be read and what looked odd.
pub(super) fn complain(report: &Report) {
    for (source, warning) in &report.warnings {
        anstream::eprintln!("yinde: {}:{}: {}", safe(source), warning.line, safe(&warning.message));
    }
    for problem in &report.failed {
        anstream::eprintln!("yinde: {}", safe(&problem.to_string()));
    }
}

fn summarize(report: &Report, index: &Path, out: &mut impl Write) -> std::io::Result<()> {
    let Report { added, updated, removed, unchanged, failed, passages, seconds, .. } = report;
    writeln!(
        out,
        "{}: {added} added, {updated} updated, {removed} removed, {unchanged} unchanged, {} failed; \
         {passages} passages in {seconds:.2} s",
        index.display(),
        failed.len(),
    )
}

#[derive(Serialize)]
struct Json {
    added: usize,
    updated: usize,
    removed: usize,
    unchanged: usize,
    failed: Vec<Failure>,
    passages: usize,
    bytes: usize,
    seconds: f64,
}

#[derive(Serialize)]
struct Failure {
    path: Option<String>,
    reason: String,
}

impl Json {
    fn of(report: &Report) -> Self {
        let failure = |e: &yinde::Error| Failure { path: e.path().map(|p| p.display().to_string()), reason: e.to_string() };
        Self {
            added: report.added,
            updated: report.updated,
            removed: report.removed,
            unchanged: report.unchanged,
            failed: report.failed.iter().map(failure).collect(),
            passages: report.passages,
            bytes: report.bytes,
            seconds: report.seconds,
        }
    }
}

//! `yinde index`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use yinde::indexing::{self, BriefWarning, Options, Report};
use yinde::render::{self, safe};

use super::args::{ColorWhen, IndexArgs};
use super::count::counted;
use super::exit::{FAILED, FOUND, Stop};
use super::output::stdout;
use super::progress::Bar;
use super::saved;

pub(super) fn run(args: &IndexArgs) -> Result<u8, Stop> {
    let index = &args.dir.index;
    let options = Options {
        rebuild: args.rebuild,
        allow_empty: args.allow_empty,
        dry_run: args.dry_run,
    };
    let report = reindex(
        &args.corpus,
        index,
        options,
        args.quiet || args.json,
    )?;
    print_problems(&report);
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        render::json::line(
            &JsonReport::new(&report, args.dry_run),
            &mut out,
        )?;
    } else if args.quiet {
        // Problems are printed, and nothing else.
    } else if args.dry_run {
        write_plan(&report, &mut out)?;
    } else {
        write_summary(&report, index, &mut out)?;
    }
    out.flush()?;
    if !args.json && !args.quiet && !args.dry_run {
        saved::report(index)?;
    }
    Ok(if report.failed.is_empty() {
        FOUND
    } else {
        FAILED
    })
}

/// Indexes `corpus`, and shows a progress bar.
pub(super) fn reindex(
    corpus: &[PathBuf],
    index: &Path,
    options: Options,
    quiet: bool,
) -> Result<Report, yinde::Error> {
    let bar = Bar::new(quiet);
    let report = indexing::reindex(corpus, index, options, &|progress| {
        bar.show(progress);
    });
    bar.finish();
    report
}

/// Prints to stderr which briefs have problems, and which cannot be read.
pub(super) fn print_problems(report: &Report) {
    for BriefWarning {
        source, warning, ..
    } in &report.warnings
    {
        let message = safe(&warning.message);
        anstream::eprintln!(
            "yinde: {}:{}: {message}",
            safe(source),
            warning.line
        );
    }
    for failure in &report.failed {
        let kept = if failure.kept {
            "; the index keeps its last good version"
        } else {
            ""
        };
        anstream::eprintln!(
            "yinde: {}{kept}",
            safe(&failure.error.to_string())
        );
    }
}

/// Writes what a run would change, a brief a line, and then in a sentence.
fn write_plan(report: &Report, out: &mut impl Write) -> io::Result<()> {
    write_sources('+', &report.added, out)?;
    write_sources('~', &report.updated, out)?;
    write_sources('-', &report.removed, out)?;
    let added = counted(report.added.len(), "brief");
    let updated = report.updated.len();
    let removed = report.removed.len();
    let unchanged = report.unchanged;
    write!(
        out,
        "Would add {added}, update {updated}, remove {removed}"
    )?;
    match report.failed.len() {
        0 => write!(out, " ({unchanged} unchanged)")?,
        failed => write!(
            out,
            " ({unchanged} unchanged, {failed} failed)"
        )?,
    }
    writeln!(out, ". Nothing was written.")
}

fn write_sources(mark: char, sources: &[String], out: &mut impl Write) -> io::Result<()> {
    for source in sources {
        writeln!(out, "{mark} {}", safe(source))?;
    }
    Ok(())
}

/// Writes what a run changed.
fn write_summary(report: &Report, index: &Path, out: &mut impl Write) -> io::Result<()> {
    let added = report.added.len();
    let updated = report.updated.len();
    let removed = report.removed.len();
    let unchanged = report.unchanged;
    let failed = report.failed.len();
    let passages = counted(report.passages, "passage");
    let seconds = report.seconds;
    write!(
        out,
        "{}: {added} added, {updated} updated, ",
        index.display()
    )?;
    write!(
        out,
        "{removed} removed, {unchanged} unchanged, {failed} failed; "
    )?;
    writeln!(out, "{passages} in {seconds:.2} s")
}

/// The report as JSON.
#[derive(Serialize)]
struct JsonReport<'a> {
    added: usize,
    updated: usize,
    removed: usize,
    unchanged: usize,
    failed: Vec<JsonFailure>,
    passages: usize,
    bytes: usize,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<JsonChanges<'a>>,
}

/// The sources of the briefs that a dry run would change.
#[derive(Serialize)]
struct JsonChanges<'a> {
    added: &'a [String],
    updated: &'a [String],
    removed: &'a [String],
}

#[derive(Serialize)]
struct JsonFailure {
    path: Option<String>,
    reason: String,
    kept: bool,
}

impl<'a> JsonReport<'a> {
    fn new(report: &'a Report, dry_run: bool) -> Self {
        Self {
            added: report.added.len(),
            updated: report.updated.len(),
            removed: report.removed.len(),
            unchanged: report.unchanged,
            failed: report
                .failed
                .iter()
                .map(JsonFailure::new)
                .collect(),
            passages: report.passages,
            bytes: report.bytes,
            seconds: report.seconds,
            changes: dry_run.then(|| JsonChanges::new(report)),
        }
    }
}

impl<'a> JsonChanges<'a> {
    fn new(report: &'a Report) -> Self {
        Self {
            added: &report.added,
            updated: &report.updated,
            removed: &report.removed,
        }
    }
}

impl JsonFailure {
    fn new(failure: &indexing::Failure) -> Self {
        let path = failure.error.path();
        Self {
            path: path.map(|path| path.display().to_string()),
            reason: failure.error.to_string(),
            kept: failure.kept,
        }
    }
}

//! `yinde index`

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use yinde::indexing::{self, BriefWarning, Options, Report};
use yinde::render::safe;

use super::args::{ColorWhen, IndexArgs};
use super::progress::Bar;
use super::{FAILED, FOUND, Stop, stdout};

pub(super) fn run(args: &IndexArgs) -> Result<u8, Stop> {
    let options = Options {
        rebuild: args.rebuild,
        allow_empty: args.allow_empty,
        dry_run: args.dry_run,
    };
    let report = reindex(
        &args.corpus,
        &args.dir.index,
        options,
        args.quiet || args.json,
    )?;
    complain(&report);
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        yinde::render::json::line(&Json::of(&report, args.dry_run), &mut out)?;
    } else if !args.quiet {
        if args.dry_run {
            changes(&report, &mut out)?;
        }
        summarize(&report, &args.dir.index, args.dry_run, &mut out)?;
    }
    out.flush()?;
    Ok(if report.failed.is_empty() {
        FOUND
    } else {
        FAILED
    })
}

/// Runs with progress bars.
pub(super) fn reindex(
    corpus: &[PathBuf],
    index: &Path,
    options: Options,
    quiet: bool,
) -> Result<Report, yinde::Error> {
    let bar = Bar::new(quiet);
    let report = indexing::reindex(corpus, index, options, &|progress| bar.show(progress));
    bar.finish();
    report
}

/// Says on stderr what could not be read and what looked odd.
pub(super) fn complain(report: &Report) {
    for BriefWarning {
        source, warning, ..
    } in &report.warnings
    {
        anstream::eprintln!(
            "yinde: {}:{}: {}",
            safe(source),
            warning.line,
            safe(&warning.message)
        );
    }
    for failure in &report.failed {
        let kept = if failure.kept {
            "; the index keeps its last good version"
        } else {
            ""
        };
        anstream::eprintln!("yinde: {}{kept}", safe(&failure.error.to_string()));
    }
}

fn changes(report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    for (mark, sources) in [
        ('+', &report.added),
        ('~', &report.updated),
        ('-', &report.removed),
    ] {
        for source in sources {
            writeln!(out, "{mark} {}", safe(source))?;
        }
    }
    Ok(())
}

fn summarize(
    report: &Report,
    index: &Path,
    dry: bool,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let Report {
        added,
        updated,
        removed,
        unchanged,
        failed,
        passages,
        seconds,
        ..
    } = report;
    writeln!(
        out,
        "{}: {}{} added, {} updated, {} removed, {unchanged} unchanged, {} failed; {passages} passages{} in {seconds:.2} s",
        index.display(),
        if dry { "would be " } else { "" },
        added.len(),
        updated.len(),
        removed.len(),
        failed.len(),
        if dry { " now; compared" } else { "" },
    )
}

#[derive(Serialize)]
struct Json<'a> {
    added: usize,
    updated: usize,
    removed: usize,
    unchanged: usize,
    failed: Vec<Failure>,
    passages: usize,
    bytes: usize,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes<'a>>,
}

/// What a dry run would do, by source.
#[derive(Serialize)]
struct Changes<'a> {
    added: &'a [String],
    updated: &'a [String],
    removed: &'a [String],
}

#[derive(Serialize)]
struct Failure {
    path: Option<String>,
    reason: String,
    kept: bool,
}

impl<'a> Json<'a> {
    fn of(report: &'a Report, dry_run: bool) -> Self {
        let failure = |f: &indexing::Failure| Failure {
            path: f.error.path().map(|p| p.display().to_string()),
            reason: f.error.to_string(),
            kept: f.kept,
        };
        let Report {
            added,
            updated,
            removed,
            ..
        } = report;
        Self {
            added: added.len(),
            updated: updated.len(),
            removed: removed.len(),
            unchanged: report.unchanged,
            failed: report.failed.iter().map(failure).collect(),
            passages: report.passages,
            bytes: report.bytes,
            seconds: report.seconds,
            changes: dry_run.then_some(Changes {
                added,
                updated,
                removed,
            }),
        }
    }
}

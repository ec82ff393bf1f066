//! `yinde index`

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use yinde::indexing::{self, BriefWarning, Options, Report};
use yinde::place;
use yinde::render::safe;

use super::args::ColorWhen;
use super::count::counted;
use super::default::default_corpus;
use super::exit::{FOUND, INCOMPLETE, Stop};
use super::index_args::IndexArgs;
use super::output::{stdout, tell};
use super::progress::Bar;
use super::report;
use super::saved;

pub(super) fn run(args: &IndexArgs) -> Result<u8, Stop> {
    let index = &args.dir.index;
    let options = Options {
        rebuild: args.rebuild,
        allow_empty: args.allow_empty,
        dry_run: args.dry_run,
        wait: Duration::from_secs(u64::from(args.wait)),
        exclude: args.exclude.clone(),
        keep: args.keep,
        memory: args.memory,
    };
    let corpus = corpus(args)?;
    let report = reindex(
        &corpus,
        index,
        options,
        args.quiet || args.json,
    )?;
    print_problems(&report);
    let mut out = stdout(ColorWhen::Never);
    if args.json {
        let saved = if args.dry_run {
            Vec::new()
        } else {
            saved::new_hits(index)
        };
        report::write(
            &report,
            index,
            args.dry_run,
            &saved,
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
        INCOMPLETE
    })
}

/// Returns the folders to index: those named, or those that the index holds, or the default.
fn corpus(args: &IndexArgs) -> Result<Vec<PathBuf>, Stop> {
    if !args.corpus.is_empty() {
        return Ok(args.corpus.clone());
    }
    let held = match place::roots(&args.dir.index) {
        // Which folders it holds is not known, and the default would be another corpus.
        Err(error @ yinde::Error::Cluster { .. }) => return Err(error.into()),
        held => held.unwrap_or_default(),
    };
    if held.is_empty() {
        return Ok(default_corpus());
    }
    Ok(held
        .into_iter()
        .map(PathBuf::from)
        .collect())
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
    if let Some(holder) = &report.took_over {
        tell(format_args!(
            "a run before was writing this index and never ended ({}); this run took over",
            safe(holder)
        ));
    }
    for BriefWarning {
        source, warning, ..
    } in &report.warnings
    {
        let message = safe(&warning.message);
        tell(format_args!(
            "{}:{}: {message}",
            safe(source),
            warning.line
        ));
    }
    for failure in &report.failed {
        let kept = if failure.kept {
            "; the index keeps its last good version"
        } else {
            ""
        };
        tell(format_args!(
            "{}{kept}",
            safe(&failure.error.to_string())
        ));
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
    writeln!(out, ". Nothing was written.")?;
    write_left_out(report, out)
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
        safe(&index.to_string_lossy())
    )?;
    write!(
        out,
        "{removed} removed, {unchanged} unchanged, {failed} failed; "
    )?;
    writeln!(out, "{passages} in {seconds:.2} s")?;
    write_left_out(report, out)
}

/// Maximum number of kinds of files that are listed.
const KINDS: usize = 8;

/// Writes how many files were not read because of their kind, the commonest kind first.
fn write_left_out(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut kinds: Vec<(&String, &usize)> = report
        .left_out
        .iter()
        .filter(|(kind, _)| *kind != "README")
        .collect();
    kinds.sort_by_key(|(_, count)| Reverse(**count));
    let mut parts = Vec::new();
    for (extension, count) in kinds.iter().take(KINDS) {
        parts.push(match extension.as_str() {
            "no extension" => format!("{count} without an extension"),
            "excluded file" | "excluded folder" => counted(**count, extension),
            extension => format!("{count} .{}", safe(extension)),
        });
    }
    let others = kinds.iter().skip(KINDS);
    let others: usize = others
        .map(|(_, count)| **count)
        .sum();
    if others > 0 {
        parts.push(counted(others, "other"));
    }
    if parts.is_empty() {
        return Ok(());
    }
    writeln!(out, "left out: {}", parts.join(", "))
}

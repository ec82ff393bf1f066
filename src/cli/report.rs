//! The report of `yinde index` as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use yinde::indexing::{BriefWarning, Failure, Renamed, Report};
use yinde::render;

use super::saved::NewHits;

/// Writes the report of a run, or of a dry run, on a line.
pub(super) fn write(
    report: &Report,
    index: &Path,
    dry_run: bool,
    saved: &[NewHits],
    out: &mut impl Write,
) -> io::Result<()> {
    let json = JsonReport {
        saved,
        ..JsonReport::new(report, index, dry_run)
    };
    render::json::line(&json, out)
}

/// The counts have keys of their own, for scripts that are older than `changes`.
#[derive(Serialize)]
struct JsonReport<'a> {
    index: String,
    version: &'static str,
    roots: &'a [String],
    started: &'a str,
    seconds: f64,
    dry_run: bool,
    added: usize,
    updated: usize,
    removed: usize,
    unchanged: usize,
    failed: Vec<JsonFailure>,
    warnings: Vec<JsonWarning<'a>>,
    changes: JsonChanges<'a>,
    left_out: &'a BTreeMap<String, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upgraded_from: Option<&'a str>,
    /// The run before, if its lock was taken over.
    #[serde(skip_serializing_if = "Option::is_none")]
    took_over: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    not_reread: &'a [String],
    /// The new passages of each saved search; a dry run has none.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    saved: &'a [NewHits],
    passages: usize,
    bytes: usize,
}

/// The sources of the briefs that changed, or would change in a dry run.
#[derive(Serialize)]
struct JsonChanges<'a> {
    added: &'a [String],
    updated: &'a [String],
    removed: &'a [String],
    renamed: Vec<JsonRenamed<'a>>,
}

#[derive(Serialize)]
struct JsonRenamed<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct JsonFailure {
    path: Option<String>,
    kind: &'static str,
    reason: String,
    kept: bool,
}

#[derive(Serialize)]
struct JsonWarning<'a> {
    source: &'a str,
    line: usize,
    message: &'a str,
}

impl<'a> JsonReport<'a> {
    fn new(report: &'a Report, index: &Path, dry_run: bool) -> Self {
        Self {
            index: index.to_string_lossy().into_owned(),
            version: env!("CARGO_PKG_VERSION"),
            roots: &report.roots,
            started: &report.started,
            seconds: report.seconds,
            dry_run,
            added: report.added.len(),
            updated: report.updated.len(),
            removed: report.removed.len(),
            unchanged: report.unchanged,
            failed: report
                .failed
                .iter()
                .map(JsonFailure::new)
                .collect(),
            warnings: warnings(report),
            changes: JsonChanges::new(report),
            left_out: &report.left_out,
            upgraded_from: report.upgraded_from.as_deref(),
            took_over: report.took_over.as_deref(),
            not_reread: &report.not_reread,
            saved: &[],
            passages: report.passages,
            bytes: report.bytes,
        }
    }
}

impl<'a> JsonChanges<'a> {
    fn new(report: &'a Report) -> Self {
        let renamed = report.renamed.iter();
        Self {
            added: &report.added,
            updated: &report.updated,
            removed: &report.removed,
            renamed: renamed
                .map(|Renamed { from, to, .. }| JsonRenamed { from, to })
                .collect(),
        }
    }
}

impl JsonFailure {
    fn new(failure: &Failure) -> Self {
        let path = failure.error.path();
        Self {
            path: path.map(|path| path.to_string_lossy().into_owned()),
            kind: failure.error.kind(),
            reason: failure.error.to_string(),
            kept: failure.kept,
        }
    }
}

/// Returns the warnings, then what briefs lack.
fn warnings(report: &Report) -> Vec<JsonWarning<'_>> {
    let all = report
        .warnings
        .iter()
        .chain(&report.remarks);
    all.map(JsonWarning::new).collect()
}

impl<'a> JsonWarning<'a> {
    fn new(warning: &'a BriefWarning) -> Self {
        Self {
            source: &warning.source,
            line: warning.warning.line,
            message: &warning.warning.message,
        }
    }
}

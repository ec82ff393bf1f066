//! The progress of a run, and the report at its end.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::error::Error;
use crate::model::Warning;

/// A step of a run, to show its progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// This number of files was found; now each is compared with the index.
    Comparing(usize),
    /// Another file was compared.
    Compared,
    /// This number of briefs is new or changed; now each is indexed.
    Indexing(usize),
    /// Another brief was indexed.
    Indexed,
    /// Everything is being written to the disk.
    Committing,
}

/// A function that is called at each step, from several threads.
pub(super) type OnProgress<'a> = &'a (dyn Fn(Progress) + Sync);

/// A brief, a file or a folder that cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The reason.
    pub error: Error,
    /// Whether the index keeps an earlier version.
    pub kept: bool,
}

/// A problem in a brief that its author may want to fix.
#[derive(Debug)]
#[non_exhaustive]
pub struct BriefWarning {
    /// The brief's source.
    pub source: String,
    /// The problem.
    pub warning: Warning,
}

impl BriefWarning {
    /// Orders warnings by source, then by line.
    fn by_place(&self, other: &Self) -> Ordering {
        let by_source = self.source.cmp(&other.source);
        by_source.then(
            self.warning
                .line
                .cmp(&other.warning.line),
        )
    }
}

/// A brief whose file has another name than before.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renamed {
    /// Its source before.
    pub from: String,
    /// Its source now.
    pub to: String,
}

/// A summary of a run.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// Sources of briefs that the index did not contain before.
    pub added: Vec<String>,
    /// Sources of briefs whose text or id changed.
    pub updated: Vec<String>,
    /// Sources of briefs that no longer exist.
    pub removed: Vec<String>,
    /// Briefs whose file has another name now. They are among `removed` and `added` too. A dry run
    /// does not find them.
    pub renamed: Vec<Renamed>,
    /// Number of briefs that are the same as before.
    pub unchanged: usize,
    /// Files and briefs that could not be read; everything else is indexed.
    pub failed: Vec<Failure>,
    /// Problems in briefs that are indexed all the same, by source.
    pub warnings: Vec<BriefWarning>,
    /// Things that briefs indexed in this run lack although most have them, such as a date.
    pub remarks: Vec<BriefWarning>,
    /// Number of visible files that are not briefs or are left out, by kind: their extension,
    /// `README`, `excluded file`, `excluded folder`.
    pub left_out: BTreeMap<String, usize>,
    /// The version of an earlier index that this run brought up to date.
    pub upgraded_from: Option<String>,
    /// The run before, in words, if it held the lock of an index in a cluster and never gave it
    /// back. This run took the lock over.
    pub took_over: Option<String>,
    /// Sources of briefs that are still as an earlier version parsed them, because their files
    /// could not be read again.
    pub not_reread: Vec<String>,
    /// The canonical paths of the corpus folders.
    pub roots: Vec<String>,
    /// Start of the run: `2026-11-25T09:30:00Z`.
    pub started: String,
    /// Number of passages in the index.
    pub passages: usize,
    /// Length of the text in the index, in bytes.
    pub bytes: usize,
    /// Duration of the run, in seconds.
    pub seconds: f64,
}

impl Report {
    /// Adds a brief that is indexed now.
    pub(super) fn add_indexed(&mut self, was_known: bool, source: String) {
        if was_known {
            self.updated.push(source);
        } else {
            self.added.push(source);
        }
    }

    /// Returns the report with its lists sorted: threads finish in any order.
    pub(super) fn sorted(mut self) -> Self {
        self.added.sort();
        self.updated.sort();
        self.removed.sort();
        self.failed
            .sort_by_key(|failure| failure.error.to_string());
        self.warnings
            .sort_by(BriefWarning::by_place);
        self.remarks
            .sort_by(BriefWarning::by_place);
        self
    }
}

//! The options of a run.

use std::time::Duration;

/// Options of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Index everything again and keep nothing of the old index.
    pub rebuild: bool,
    /// Allow removing all briefs of a folder that is now empty or no longer listed.
    pub allow_empty: bool,
    /// Report what would change without changing anything.
    pub dry_run: bool,
    /// Time to wait for another run that is writing the index.
    pub wait: Duration,
    /// Patterns of files and folders to leave out, in the syntax of `.gitignore`, each from the
    /// corpus folder on.
    pub exclude: Vec<String>,
    /// Number of earlier states of the index to keep from now on. `None` keeps as many as before:
    /// at first none.
    pub keep: Option<usize>,
    /// Maximum memory to use, about, in bytes. `None` uses a quarter of the machine's, but no more
    /// than 400 MiB. The index is the same, but a run with less takes longer.
    pub memory: Option<u64>,
}

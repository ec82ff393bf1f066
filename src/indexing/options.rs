//! The options of a run.

/// Options of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Index everything again and keep nothing of the old index.
    pub rebuild: bool,
    /// Allow removing all briefs of a folder that is now empty or no longer listed.
    pub allow_empty: bool,
    /// Report what would change without changing anything.
    pub dry_run: bool,
}

//! The context that all steps of a run share.

use super::known::KnownBriefs;
use super::options::Options;
use super::report::OnProgress;

/// A run: nothing in it changes from one step to the next.
pub(super) struct Run<'a> {
    /// The briefs that the index contains before the run.
    pub(super) known: KnownBriefs<'a>,
    pub(super) options: Options,
    pub(super) on_progress: OnProgress<'a>,
}

//! Makes an index contain the briefs of a corpus: walk → compare → plan → write → report.
//!
//! Each step returns plain data for the next. Formats are parsed in [`crate::formats`] and the
//! index's files are written in [`crate::index`].

mod compare;
pub mod corpus;
mod guard;
mod known;
mod options;
pub mod outline;
mod plan;
mod read;
mod report;
mod run;
mod threads;
mod upgrade;
mod write;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::analysis::segment;
use crate::error::Result;
use crate::place::Session;
use known::KnownBriefs;
use run::Run;

pub use options::Options;
pub use report::{BriefWarning, Failure, Progress, Renamed, Report};
pub use upgrade::{Upgraded, restore, upgrade};

/// Makes the index in the folder `index` contain exactly the briefs under `roots`.
///
/// A run changes the index as a whole or not at all: searches see the old state until the new state
/// is safe on the disk. Briefs that did not change since the last run are not parsed again. A brief
/// that cannot be read keeps the version that the index has, and is listed in [`Report::failed`].
///
/// # Errors
/// Returns an error if a root is missing or has lost all its briefs, another run is writing, or the
/// index cannot be written.
pub fn reindex(
    roots: &[PathBuf],
    index: &Path,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    threads::with_threads(|| reindex_here(roots, index, options, progress))
}

fn reindex_here(
    roots: &[PathBuf],
    index: &Path,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let start = Instant::now();
    let started = jiff::Timestamp::now()
        .strftime("%FT%TZ")
        .to_string();
    let roots = corpus::roots(roots)?;
    let session = open_session(index, &options)?;
    // Read only now that the session holds the lock: another run may have ended just before.
    let records = known::records(index, session.as_ref(), &options)?;
    let run = Run {
        known: KnownBriefs::new(&records),
        options,
        on_progress: progress,
    };

    let exclude = &run.options.exclude;
    let was_brief = |source: &str| run.known.has_file(source);
    let found = corpus::walk(&roots, exclude, &was_brief)?;
    guard::refuse_to_empty(&run, &found)?;
    let (found_roots, left_out) = (
        found.roots.clone(),
        found.left_out.clone(),
    );
    let comparison = compare::compare(&run, found);
    let plan = plan::plan(&run, comparison);
    let report = match session {
        Some(session) if plan.is_due(&session) => write::write(&run, session, plan)?,
        _ => plan.foresee(&run.known),
    };

    let report = report.sorted();
    Ok(Report {
        roots: found_roots,
        left_out,
        started,
        seconds: start.elapsed().as_secs_f64(),
        ..report
    })
}

/// Locks the index and opens it for writing, unless the run is dry.
fn open_session(index: &Path, options: &Options) -> Result<Option<Session>> {
    if options.dry_run {
        return Ok(None);
    }
    let mut session = Session::open(index, options.rebuild, options.wait)?;
    if let Some(generations) = options.keep {
        session.keep(generations)?;
    }
    if let Some(memory) = options.memory {
        session.limit_memory(memory);
    }
    // Loading the dictionary takes longer than everything else in a small run, so it starts now. A
    // run without changes ends before it is loaded.
    if session.has_chinese() {
        segment::load_ahead();
    }
    Ok(Some(session))
}

//! Refuses a run that would lose briefs by mistake.

use std::collections::HashSet;

use super::corpus::{Found, Root};
use super::known::KnownBriefs;
use super::report::Failure;
use super::run::Run;
use crate::error::{Error, Result};
use crate::formats;
use crate::index::BriefRecord;

/// Refuses to remove all briefs of a root. A root without a brief is a mistake more often than a
/// wish: an unmounted disk, a mistyped name. So is a root that is no longer listed.
///
/// # Errors
/// Returns an error if a root has lost all its briefs, and the options do not allow that.
pub(super) fn refuse_to_empty(run: &Run<'_>, found: &Found) -> Result<()> {
    if run.options.allow_empty {
        return Ok(());
    }
    let files = found.sources();
    let gone = gone(&run.known, found, &files);
    for root in &found.empty {
        refuse_empty_root(root, &run.known, &gone)?;
    }
    refuse_unlisted_root(&run.known, found, &files, &gone)
}

/// Returns the known briefs whose files no longer exist, and are not only out of sight.
fn gone<'a>(known: &KnownBriefs<'a>, found: &Found, files: &HashSet<&str>) -> Vec<&'a BriefRecord> {
    let mut gone = Vec::new();
    for brief in known.records() {
        let is_found = files.contains(brief.file());
        if !is_found && !found.may_hide(&brief.label.source) {
            gone.push(brief);
        }
    }
    gone
}

fn refuse_empty_root(root: &Root, known: &KnownBriefs<'_>, gone: &[&BriefRecord]) -> Result<()> {
    if known.is_empty() {
        return Err(no_briefs(root));
    }
    match count_in_root(gone, &root.recorded()) {
        0 => Ok(()),
        briefs => Err(Error::Emptied {
            path: root.path.clone(),
            briefs,
        }),
    }
}

fn no_briefs(root: &Root) -> Error {
    let endings: Vec<String> = formats::endings()
        .map(|e| format!(".{e}"))
        .collect();
    let endings = endings.join(", ");
    Error::Corpus {
        path: root.path.clone(),
        problem: format!("no briefs found (files ending in {endings})"),
    }
}

fn refuse_unlisted_root(
    known: &KnownBriefs<'_>,
    found: &Found,
    files: &HashSet<&str>,
    gone: &[&BriefRecord],
) -> Result<()> {
    for brief in gone {
        let root = &brief.root;
        if !found.roots.contains(root) && !has_moved(root, known, files) {
            return Err(Error::NotNamed {
                root: root.clone(),
                briefs: count_in_root(gone, root),
            });
        }
    }
    Ok(())
}

/// Returns whether briefs of this root are found under another root now: then the folder has moved
/// there.
fn has_moved(root: &str, known: &KnownBriefs<'_>, files: &HashSet<&str>) -> bool {
    let mut briefs = known.records().iter();
    briefs.any(|brief| brief.root == root && files.contains(brief.file()))
}

fn count_in_root(briefs: &[&BriefRecord], root: &str) -> usize {
    briefs
        .iter()
        .filter(|brief| brief.root == root)
        .count()
}

/// Refuses to lose a brief that cannot be read now. A rebuild starts from nothing, so it cannot
/// keep the version that the index has.
///
/// # Errors
/// Returns an error if the run is a rebuild and a known brief is among the failures.
pub(super) fn refuse_to_lose(run: &Run<'_>, failed: &[Failure]) -> Result<()> {
    if !run.options.rebuild || run.known.is_empty() {
        return Ok(());
    }
    let lost = failed
        .iter()
        .find(|failure| failure.kept);
    match lost.and_then(|failure| failure.error.path()) {
        Some(path) => Err(Error::WouldLose {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

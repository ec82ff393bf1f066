//! A summary of an index, for people who wonder what is in it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::generation::Generation;
use super::lock;
use super::manifest::{EarlierState, Manifest};
use super::pointer;
use super::record::BriefRecord;
use crate::error::Result;
use crate::shell;

/// A summary of an index.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The corpus folders, by path.
    pub folders: Vec<Folder>,
    /// Number of briefs.
    pub briefs: usize,
    /// Number of passages.
    pub passages: usize,
    /// The first and the last day on which a brief was published: `2020-09-20`.
    pub dates: Option<[String; 2]>,
    /// Size of the files of the current state, in bytes.
    pub bytes: u64,
    /// The version that made it, in words.
    pub version: String,
    /// Whether this version can search it.
    pub is_current: bool,
    /// Time at which the current state was made: `2026-11-25T09:30:00Z`.
    pub changed: Option<String>,
    /// Start of the last run: `process 4711 since 2026-11-25 09:30:00 UTC`.
    pub last_run: Option<String>,
    /// The earlier states that are kept, the latest first.
    pub earlier: Vec<EarlierState>,
    /// A message for each problem, with what to do.
    pub problems: Vec<String>,
}

/// A corpus folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Folder {
    /// Its canonical path.
    pub path: String,
    /// Number of its briefs.
    pub briefs: usize,
    /// Whether it exists now.
    pub exists: bool,
}

/// Returns a summary of the index in `root`, which another version may have made.
///
/// # Errors
/// Returns an error if there is no index, or if it is damaged.
pub fn status(root: &Path) -> Result<Status> {
    pointer::retry_if_replaced(root, |root| {
        let generation = Generation::of_any_version(root)?;
        let briefs = generation.briefs()?;
        Ok(of(root, &generation, &briefs))
    })
}

/// Returns the earlier states that the index in `root` keeps, the latest first.
///
/// # Errors
/// Returns an error if there is no index, or if it is damaged.
pub fn earlier_states(root: &Path) -> Result<Vec<EarlierState>> {
    pointer::retry_if_replaced(root, |root| {
        let generation = Generation::of_any_version(root)?;
        Ok(generation.manifest.earlier)
    })
}

fn of(root: &Path, generation: &Generation, briefs: &[BriefRecord]) -> Status {
    let sizes = generation
        .manifest
        .files
        .iter()
        .map(|file| file.bytes);
    of_briefs(
        root,
        &generation.manifest,
        briefs,
        sizes.sum(),
        lock::last_holder(root),
    )
}

/// Returns a summary of an index that takes this number of bytes and has these briefs.
pub(crate) fn of_briefs(
    root: &Path,
    manifest: &Manifest,
    briefs: &[BriefRecord],
    bytes: u64,
    last_run: Option<String>,
) -> Status {
    let mut status = Status {
        index: root.to_string_lossy().into_owned(),
        folders: folders(briefs),
        briefs: briefs.len(),
        passages: manifest.passages,
        dates: dates(briefs),
        bytes,
        version: manifest.version(),
        is_current: manifest.is_current(),
        changed: Some(manifest.made.clone()).filter(|made| !made.is_empty()),
        last_run,
        earlier: manifest.earlier.clone(),
        problems: Vec::new(),
    };
    status.problems = problems(&status, briefs);
    status
}

fn folders(briefs: &[BriefRecord]) -> Vec<Folder> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for brief in briefs {
        *counts
            .entry(&brief.root)
            .or_default() += 1;
    }
    let mut folders = Vec::with_capacity(counts.len());
    for (path, briefs) in counts {
        folders.push(Folder {
            path: path.to_owned(),
            briefs,
            exists: Path::new(path).exists(),
        });
    }
    folders
}

fn dates(briefs: &[BriefRecord]) -> Option<[String; 2]> {
    let dates = || {
        briefs
            .iter()
            .filter_map(|brief| brief.label.date.clone())
    };
    Some([dates().min()?, dates().max()?])
}

fn problems(status: &Status, briefs: &[BriefRecord]) -> Vec<String> {
    let mut problems = Vec::new();
    let index = format!(
        " --index {}",
        shell::word(&status.index)
    );
    if !status.is_current {
        problems.push(format!(
            "made by another version; run yinde upgrade{index}, or yinde index{index}"
        ));
    }
    for folder in &status.folders {
        if !folder.exists {
            problems.push(format!(
                "{}: the folder is missing; its briefs are kept",
                folder.path
            ));
        }
    }
    problems.extend(incomplete(briefs, &index));
    let mut outdated = briefs
        .iter()
        .filter(|brief| brief.container.is_none() && brief.hash.is_empty());
    if let Some(first) = outdated.next() {
        let first = &first.label.source;
        let briefs = match outdated.count() {
            0 => format!("{first} is"),
            more => format!("{first} and {more} more are"),
        };
        problems.push(format!(
            "{briefs} out of date; run yinde index{index}"
        ));
    }
    problems
}

/// Returns a message for each file of several briefs of which the index may not have all.
fn incomplete(briefs: &[BriefRecord], index: &str) -> Vec<String> {
    let mut incomplete: BTreeMap<&str, usize> = BTreeMap::new();
    for brief in briefs {
        if let Some(container) = &brief.container
            && container.hash.is_empty()
        {
            *incomplete
                .entry(&container.source)
                .or_default() += 1;
        }
    }
    let messages = incomplete
        .iter()
        .map(|(source, briefs)| {
            let noun = if *briefs == 1 {
                "brief"
            } else {
                "briefs"
            };
            format!(
                "{source}: {briefs} {noun} of it can be searched, but not all of it was read; \
                see why with: yinde index{index}"
            )
        });
    messages.collect()
}

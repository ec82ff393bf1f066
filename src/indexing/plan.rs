//! Plans a run: which briefs are new, changed, moved or removed.

use std::collections::{HashMap, HashSet};

use super::compare::{Compared, Comparison, Entry};
use super::corpus::is_under_any;
use super::known::KnownBriefs;
use super::report::{BriefWarning, Failure, Report};
use super::run::Run;
use crate::formats;
use crate::index::{BriefRecord, Container};
use crate::model::{self, Warning};
use crate::place::Session;

/// The work of a run.
#[derive(Default)]
pub(super) struct Plan {
    /// Files with briefs to index, in the order of their sources.
    pub(super) changed: Vec<ChangedFile>,
    pub(super) moved: Vec<MovedBrief>,
    /// Sources of the briefs that no longer exist.
    pub(super) removed: Vec<String>,
    /// Number of briefs that are the same as before.
    pub(super) unchanged: usize,
    pub(super) failed: Vec<Failure>,
    pub(super) warnings: Vec<BriefWarning>,
}

/// A file with briefs to index.
pub(super) struct ChangedFile {
    pub(super) compared: Compared,
    /// The briefs in it that are new or changed: their ids by their sources.
    pub(super) ids: HashMap<String, String>,
}

/// A brief that is the same as before, but under another root or in another state of its container.
pub(super) struct MovedBrief {
    pub(super) source: String,
    pub(super) root: String,
    pub(super) container: Option<Container>,
}

impl MovedBrief {
    fn new(source: &str, compared: &Compared) -> Self {
        Self {
            source: source.to_owned(),
            root: compared.file.root.clone(),
            container: compared.container(),
        }
    }
}

/// Plans a run. Briefs that are hidden or unreadable now stay as they are.
pub(super) fn plan(run: &Run<'_>, comparison: Comparison) -> Plan {
    let sources = existing_sources(&run.known, &comparison);
    let ids = ids(&sources);
    let mut plan = Plan {
        removed: removed(&run.known, &sources),
        failed: comparison.failed,
        ..Plan::default()
    };
    for compared in comparison.files {
        plan.add(run, compared, &ids);
    }
    plan
}

/// Returns the sources of all briefs that exist, or may exist though they cannot be read now.
fn existing_sources<'a>(known: &KnownBriefs<'a>, comparison: &'a Comparison) -> HashSet<&'a str> {
    let mut sources = HashSet::new();
    for compared in &comparison.files {
        for entry in &compared.entries {
            sources.insert(entry.source.as_str());
        }
    }
    for source in &comparison.unreadable {
        if !formats::is_container(source) {
            sources.insert(source);
        }
    }
    for source in known.sources() {
        let is_hidden = is_under_any(source, &comparison.hidden);
        if is_hidden || is_under_any(source, &comparison.unreadable) {
            sources.insert(source);
        }
    }
    sources
}

/// Returns the sources of the known briefs that no longer exist.
fn removed(known: &KnownBriefs<'_>, existing: &HashSet<&str>) -> Vec<String> {
    let mut removed = Vec::new();
    for source in known.sources() {
        if !existing.contains(source) {
            removed.push(source.to_owned());
        }
    }
    removed.sort();
    removed
}

/// Returns the id of each brief, with which its passages' ids start: the source without the
/// extension, or with it if two briefs would have the same id.
fn ids(sources: &HashSet<&str>) -> HashMap<String, String> {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for source in sources {
        *owners
            .entry(model::stem(source))
            .or_default() += 1;
    }
    let mut ids = HashMap::with_capacity(sources.len());
    for &source in sources {
        let stem = model::stem(source);
        let is_shared = owners[stem] > 1 || sources.contains(stem);
        let id = if is_shared {
            source
        } else {
            stem
        };
        ids.insert(source.to_owned(), id.to_owned());
    }
    ids
}

impl Plan {
    fn add(&mut self, run: &Run<'_>, compared: Compared, ids: &HashMap<String, String>) {
        let container = compared.container();
        let mut changed = HashMap::new();
        for entry in &compared.entries {
            let id = &ids[&entry.source];
            let Some(known) = same_brief(run, entry, id) else {
                changed.insert(entry.source.clone(), id.clone());
                continue;
            };
            self.unchanged += 1;
            if known.root != compared.file.root || known.container != container {
                self.moved.push(MovedBrief::new(
                    &entry.source,
                    &compared,
                ));
            }
        }
        self.add_kept(&run.known, &compared);
        if compared.is_empty() {
            self.warnings
                .push(no_briefs(&compared));
        }
        if !changed.is_empty() {
            let ids = changed;
            self.changed
                .push(ChangedFile { compared, ids });
        }
    }

    /// Adds the briefs of a container that stay though they cannot be read now. They lose the
    /// container's hash: if the container comes back whole, the next run must look at it again.
    fn add_kept(&mut self, known: &KnownBriefs<'_>, compared: &Compared) {
        for brief in known.in_file(&compared.file.source) {
            if !brief.file_hash().is_empty() && is_kept(&brief.label.source, compared) {
                let moved = MovedBrief::new(&brief.label.source, compared);
                self.moved.push(moved);
            }
        }
    }

    /// Returns whether there is something to write.
    pub(super) fn is_due(&self, session: &Session) -> bool {
        let stays = self.changed.is_empty() && self.moved.is_empty();
        session.must_write() || !stays || !self.removed.is_empty()
    }

    /// Returns the number of briefs to index.
    pub(super) fn count_changed(&self) -> usize {
        let counts = self
            .changed
            .iter()
            .map(|file| file.ids.len());
        counts.sum()
    }

    /// Returns a report of what the run would do.
    pub(super) fn foresee(mut self, known: &KnownBriefs<'_>) -> Report {
        let changed = std::mem::take(&mut self.changed);
        let mut report = self.into_report(known);
        for file in changed {
            for source in file.ids.into_keys() {
                report.add_indexed(known.has(&source), source);
            }
        }
        report
    }

    /// Returns a report in which nothing is indexed yet.
    pub(super) fn into_report(self, known: &KnownBriefs<'_>) -> Report {
        Report {
            removed: self.removed,
            unchanged: self.unchanged,
            failed: self.failed,
            warnings: self.warnings,
            passages: known.count_passages(),
            bytes: known.count_bytes(),
            ..Report::default()
        }
    }
}

fn no_briefs(container: &Compared) -> BriefWarning {
    BriefWarning {
        source: container.file.source.clone(),
        warning: Warning {
            line: 1,
            message: "contains no briefs".to_owned(),
        },
    }
}

/// Returns the known brief that is the same as `entry`, unless everything is to be indexed again.
fn same_brief<'a>(run: &Run<'a>, entry: &Entry, id: &str) -> Option<&'a BriefRecord> {
    if run.options.rebuild {
        return None;
    }
    let known = run.known.get(&entry.source)?;
    let is_same = known.id == id && entry.hash.as_ref() == Some(&known.hash);
    is_same.then_some(known)
}

/// Returns whether the brief with this source is in the container, and cannot be read now.
fn is_kept(source: &str, compared: &Compared) -> bool {
    let mut entries = compared.entries.iter();
    let is_unreadable = is_under_any(source, &compared.unreadable);
    is_unreadable && entries.all(|entry| entry.source != source)
}

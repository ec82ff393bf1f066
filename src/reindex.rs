//! The first straight line: walk → compare → read → parse → passages → write → commit → report.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rayon::prelude::*;

use crate::analysis::segment;
use crate::brief::{self, Warning};
use crate::corpus::{self, BriefFile, Found, Problem};
use crate::error::{Error, Result};
use crate::index::{BriefRecord, Session, Writer};

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many briefs were found and are compared with what the index holds.
    Comparing(usize),
    /// One more was compared.
    Compared,
    /// So many briefs are new or changed and are indexed.
    Indexing(usize),
    /// One more was indexed.
    Indexed,
    /// Everything is being written to the disk.
    Committing,
}

/// What is asked of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Keep nothing of the old index.
    pub rebuild: bool,
    /// A corpus without a brief is meant: whatever the index holds may go.
    pub allow_empty: bool,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// A brief or a folder that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The index keeps what it had of it.
    pub kept: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Briefs that the index holds now and did not hold before, by source.
    pub added: Vec<String>,
    /// Briefs whose text, or whose id, is another than before.
    pub updated: Vec<String>,
    /// Briefs that are gone.
    pub removed: Vec<String>,
    /// Number of briefs that are the same as before.
    pub unchanged: usize,
    /// What could not be read; the rest is indexed all the same.
    pub failed: Vec<Failure>,
    /// What the parsers found odd, by source.
    pub warnings: Vec<(String, Warning)>,
    /// Passages in the index.
    pub passages: usize,
    /// Bytes of text in the index.
    pub bytes: usize,
    /// How long the run took.
    pub seconds: f64,
}

/// Makes the index at `index` hold the briefs under `roots` and no others. All or nothing: searches see the old state
/// until the new one is safe on the disk. What did not change since the run before is not parsed again.
///
/// # Errors
/// Where a root is missing or has lost all its briefs, another run is writing, or the index cannot be written. A brief
/// that cannot be read is no error but an entry in [`Report::failed`], and keeps the version that the index has.
pub fn reindex(
    roots: &[PathBuf],
    index: &Path,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let start = Instant::now();
    let roots = corpus::roots(roots)?;
    let session = if options.dry_run { None } else { Some(Session::open(index, options.rebuild)?) };
    // Loading takes longer than all else that a small run does; a run that finds nothing to do ends before it is done.
    if session.as_ref().is_some_and(Session::has_chinese) {
        segment::load_ahead();
    }
    // Only now, so that no run in between can have committed a brief that this one has not seen.
    let found = corpus::walk(&roots);
    let before = before(index, session.as_ref(), options)?;
    let gone = gone(&found, &before);
    if !options.allow_empty {
        refuse_to_empty(&found, &before, &gone)?;
    }
    let run = Run { before: before.iter().map(|b| (b.label.source.as_str(), b)).collect(), options, progress };
    let ids = ids(&found, &before);
    let mut plan = run.plan(found, &gone, &ids);
    let (mut passages, mut bytes) = (before.iter().map(|b| b.passages).sum(), before.iter().map(|b| b.bytes).sum());
    let nothing_to_do = plan.changed.is_empty() && plan.moved.is_empty() && plan.removed.is_empty();
    let to_write = |session: &Session| session.is_new() || !nothing_to_do;
    if let Some(session) = session.filter(to_write) {
        let manifest = run.write(session, &mut plan, &ids)?;
        (passages, bytes) = (manifest.passages, manifest.bytes);
    }
    let mut report = plan.report;
    report.removed = plan.removed;
    report.failed.sort_by_key(|f| f.error.to_string());
    report.warnings.sort_by(|a, b| (&a.0, a.1.line).cmp(&(&b.0, b.1.line)));
    report.added.sort();
    report.updated.sort();
    report.passages = passages;
    report.bytes = bytes;
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// What the index holds. A rebuild goes on where that cannot be read.
fn before(index: &Path, session: Option<&Session>, options: Options) -> Result<Vec<BriefRecord>> {
    match session {
        Some(session) if !options.rebuild => Ok(session.briefs().to_vec()),
        _ => match crate::index::briefs(index) {
            Err(Error::NoIndex { .. }) => Ok(Vec::new()),
            Err(_) if options.rebuild => Ok(Vec::new()),
            briefs => briefs,
        },
    }
}

/// The briefs that the index holds and that are not there any more, not only out of sight.
fn gone<'a>(found: &Found, before: &'a [BriefRecord]) -> Vec<&'a BriefRecord> {
    let there: HashSet<&str> = found.files.iter().map(|f| f.source.as_str()).collect();
    let hidden = |source: &str| found.problems.iter().any(|p| p.may_hide(source));
    let is_gone = |source: &str| !there.contains(source) && !hidden(source);
    before.iter().filter(|b| is_gone(&b.label.source)).collect()
}

/// A root without a brief is a mistake more often than a wish: an unmounted disk, a mistyped name. So is a root that is
/// not named any more.
fn refuse_to_empty(found: &Found, before: &[BriefRecord], gone: &[&BriefRecord]) -> Result<()> {
    for (root, real) in &found.empty {
        if before.is_empty() {
            return Err(Error::Corpus { path: root.clone(), problem: "no briefs in it (files ending in .txt or .md)" });
        }
        let briefs = gone.iter().filter(|b| b.root == *real).count();
        if briefs > 0 {
            return Err(Error::Emptied { path: root.clone(), briefs });
        }
    }
    // A folder whose briefs are found under another one has moved there.
    let there: HashSet<&str> = found.files.iter().map(|f| f.source.as_str()).collect();
    let moved = |root: &str| before.iter().any(|b| b.root == root && there.contains(b.label.source.as_str()));
    match gone.iter().find(|b| !found.roots.contains(&b.root) && !moved(&b.root)) {
        Some(first) => {
            let briefs = gone.iter().filter(|b| b.root == first.root).count();
            Err(Error::NotNamed { root: first.root.clone(), briefs })
        }
        None => Ok(()),
    }
}

/// What is to be done.
struct Plan {
    changed: Vec<BriefFile>,
    /// The same text under another root.
    moved: Vec<BriefFile>,
    removed: Vec<String>,
    report: Report,
}

struct Run<'a> {
    before: HashMap<&'a str, &'a BriefRecord>,
    options: Options,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Run<'_> {
    /// Compares what was found with what the index holds.
    fn plan(&self, found: Found, gone: &[&BriefRecord], ids: &HashMap<String, String>) -> Plan {
        (self.progress)(Progress::Comparing(found.files.len()));
        let mut removed: Vec<String> = gone.iter().map(|b| b.label.source.clone()).collect();
        removed.sort();
        let keeps = |p: &Problem| self.before.keys().any(|source| p.may_hide(source));
        let failed = found.problems.into_iter().map(|p| Failure { kept: keeps(&p), error: p.error }).collect();
        let mut report = Report { failed, ..Report::default() };
        let compared: Vec<(BriefFile, Result<bool>)> = found
            .files
            .into_par_iter()
            .map(|file| {
                let changed = self.is_changed(&file, &ids[&file.source]);
                (self.progress)(Progress::Compared);
                (file, changed)
            })
            .collect();
        let (mut changed, mut moved) = (Vec::new(), Vec::new());
        for (file, outcome) in compared {
            match outcome {
                Ok(false) => {
                    report.unchanged += 1;
                    if self.before.get(file.source.as_str()).is_some_and(|b| b.root != file.root) {
                        moved.push(file);
                    }
                }
                Ok(true) => {
                    if self.options.dry_run {
                        self.note(&mut report, &file.source);
                    }
                    changed.push(file);
                }
                Err(error) => self.fail(&mut report, &file.source, error),
            }
        }
        Plan { changed, moved, removed, report }
    }

    fn is_changed(&self, file: &BriefFile, id: &str) -> Result<bool> {
        match self.before.get(file.source.as_str()) {
            Some(before) if !self.options.rebuild => {
                Ok(before.id != id || before.hash != hash(&corpus::read(&file.path)?))
            }
            _ => Ok(true),
        }
    }

    fn note(&self, report: &mut Report, source: &str) {
        let list = if self.before.contains_key(source) { &mut report.updated } else { &mut report.added };
        list.push(source.to_owned());
    }

    fn fail(&self, report: &mut Report, source: &str, error: Error) {
        report.failed.push(Failure { error, kept: self.before.contains_key(source) });
    }

    fn write(
        &self,
        session: Session,
        plan: &mut Plan,
        ids: &HashMap<String, String>,
    ) -> Result<crate::index::Manifest> {
        let bytes = plan.changed.iter().map(|f| usize::try_from(f.bytes).unwrap_or(0)).sum();
        let writer = session.write(bytes)?;
        plan.removed.iter().for_each(|source| writer.remove(source));
        plan.moved.iter().for_each(|file| writer.set_root(&file.source, &file.root));
        (self.progress)(Progress::Indexing(plan.changed.len()));
        let report = Mutex::new(std::mem::take(&mut plan.report));
        plan.changed.par_iter().try_for_each(|file| {
            let outcome = put(&writer, file, &ids[&file.source])?;
            (self.progress)(Progress::Indexed);
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            match outcome {
                Ok(warnings) => {
                    self.note(&mut report, &file.source);
                    report.warnings.extend(warnings.into_iter().map(|w| (file.source.clone(), w)));
                }
                Err(error) => self.fail(&mut report, &file.source, error),
            }
            Ok::<(), Error>(())
        })?;
        plan.report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.refuse_to_lose(&plan.report)?;
        (self.progress)(Progress::Committing);
        writer.commit()
    }

    /// A rebuild starts from nothing, so it cannot keep what the index has of a brief that is unreadable now.
    fn refuse_to_lose(&self, report: &Report) -> Result<()> {
        let lost = report.failed.iter().find(|f| self.options.rebuild && f.kept && !self.before.is_empty());
        match lost.and_then(|f| f.error.path()) {
            Some(path) => Err(Error::WouldLose { path: path.to_owned() }),
            None => Ok(()),
        }
    }
}

/// Reads and indexes one brief. The outer error is the index's and ends the run; the inner one is the brief's.
fn put(writer: &Writer, file: &BriefFile, id: &str) -> Result<Result<Vec<Warning>>> {
    let read = || {
        let bytes = corpus::read(&file.path)?;
        // Of the very bytes that are parsed: the file may have changed since it was compared.
        let hash = hash(&bytes);
        Ok((hash, corpus::text(&file.path, bytes)?))
    };
    let (hash, text) = match read() {
        Ok(read) => read,
        Err(e) => return Ok(Err(e)),
    };
    let (brief, warnings) = brief::parse(&file.source, &text);
    writer.put(&brief, BriefRecord::of(&brief, id, &file.root, text.len(), hash))?;
    Ok(Ok(warnings))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// What the ids of each brief's passages start with: its source without the extension, or with it where two briefs
/// would share the rest. Briefs that may stay in the index unseen count too.
fn ids(found: &Found, before: &[BriefRecord]) -> HashMap<String, String> {
    let hidden = |source: &&str| found.problems.iter().any(|p| p.may_hide(source));
    let stay = before.iter().map(|b| b.label.source.as_str()).filter(hidden);
    let sources: HashSet<&str> = found.files.iter().map(|f| f.source.as_str()).chain(stay).collect();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for source in &sources {
        *owners.entry(brief::stem(source)).or_default() += 1;
    }
    let id = |source: &str| {
        let stem = brief::stem(source);
        if owners[stem] > 1 || sources.contains(stem) { source.to_owned() } else { stem.to_owned() }
    };
    sources.iter().map(|source| ((*source).to_owned(), id(source))).collect()
}

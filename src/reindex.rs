//! The first straight line: walk → read → parse → passages → write → commit → report.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use crate::brief::{self, Warning};
use crate::corpus::{self, BriefFile};
use crate::error::{Error, Result};
use crate::index::{BriefRecord, Writer};

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many briefs were found.
    Found(usize),
    /// One more brief is in, after so many before it.
    Added(usize),
    /// Everything is being written to the disk.
    Committing,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Briefs that the index holds now and did not hold before.
    pub added: usize,
    /// Briefs that are in the index now, whose text is another than before.
    pub updated: usize,
    /// Briefs that are gone.
    pub removed: usize,
    /// Briefs that are the same as before.
    pub unchanged: usize,
    /// Briefs and folders that could not be read; the rest is indexed all the same.
    pub failed: Vec<Error>,
    /// What the parsers found odd, by source.
    pub warnings: Vec<(String, Warning)>,
    /// Passages in the index.
    pub passages: usize,
    /// Bytes of text in the index.
    pub bytes: usize,
    /// How long the run took.
    pub seconds: f64,
}

/// Indexes the briefs under `roots` in the index at `index`. All or nothing: searches see the old state until the
/// new one is safe on the disk.
///
/// # Errors
/// Where there are no briefs, another run is writing, or the index cannot be written. A brief that cannot be read
/// is no error but an entry in [`Report::failed`].
pub fn reindex(roots: &[PathBuf], index: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report> {
    let start = Instant::now();
    let (files, problems) = corpus::walk(roots)?;
    progress(Progress::Found(files.len()));
    let before = hashes_before(index);
    let writer = Writer::create(index)?;
    let ids = ids(&files);
    let done = AtomicUsize::new(0);
    let report = Mutex::new(Report { failed: problems, ..Report::default() });
    files.par_iter().try_for_each(|file| {
        let outcome = add(&writer, file, &ids[&file.source])?;
        progress(Progress::Added(done.fetch_add(1, Ordering::Relaxed)));
        note(&mut report.lock().unwrap_or_else(std::sync::PoisonError::into_inner), file, outcome, &before);
        Ok::<(), Error>(())
    })?;
    progress(Progress::Committing);
    let manifest = writer.commit()?;
    let mut report = report.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    report.failed.sort_by_key(ToString::to_string);
    report.warnings.sort_by(|a, b| (&a.0, a.1.line).cmp(&(&b.0, b.1.line)));
    report.removed = before.len() - report.updated - report.unchanged;
    report.passages = manifest.passages;
    report.bytes = manifest.bytes;
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// A brief's hash and warnings, or why it could not be read.
type Outcome = Result<(String, Vec<Warning>)>;

/// Reads and adds one brief. The outer error is the index's and ends the run; the inner one is the brief's.
fn add(writer: &Writer, file: &BriefFile, id: &str) -> Result<Outcome> {
    let bytes = match std::fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(e) => return Ok(Err(Error::io(&file.path, "read")(e))),
    };
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let text = match corpus::decode(&file.path, bytes) {
        Ok(text) => text,
        Err(e) => return Ok(Err(e)),
    };
    let (brief, warnings) = brief::parse(&file.source, &text);
    writer.add(&brief, BriefRecord::of(&brief, id, text.len(), hash.clone()))?;
    Ok(Ok((hash, warnings)))
}

fn note(report: &mut Report, file: &BriefFile, outcome: Outcome, before: &HashMap<String, String>) {
    match outcome {
        Ok((hash, warnings)) => {
            match before.get(&file.source) {
                None => report.added += 1,
                Some(old) if *old == hash => report.unchanged += 1,
                Some(_) => report.updated += 1,
            }
            report.warnings.extend(warnings.into_iter().map(|w| (file.source.clone(), w)));
        }
        Err(e) => report.failed.push(e),
    }
}

/// Hashes of the briefs that the index holds, by source; none where there is no index to be read.
fn hashes_before(index: &Path) -> HashMap<String, String> {
    let briefs = crate::index::Index::open(index).and_then(|i| i.briefs()).unwrap_or_default();
    briefs.into_iter().map(|b| (b.label.source, b.hash)).collect()
}

/// What the ids of each brief's passages start with: its source without the extension, or with it where two
/// briefs would share the rest.
fn ids(files: &[BriefFile]) -> HashMap<String, String> {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for file in files {
        *owners.entry(brief::stem(&file.source)).or_default() += 1;
    }
    let id = |source: &str| {
        let stem = brief::stem(source);
        if owners[stem] > 1 { source.to_owned() } else { stem.to_owned() }
    };
    files.iter().map(|f| (f.source.clone(), id(&f.source))).collect()
}

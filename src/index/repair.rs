//! Saves what can be read of a damaged index.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::checksum::FileRecord;
use super::directory::Files;
use super::earlier::{self, StoredForm};
use super::lock::Lock;
use super::manifest::{FORMAT, Manifest};
use super::names::{self, BRIEFS, MANIFEST, META};
use super::ownership;
use super::pointer::Pointer;
use super::read;
use super::record::{BriefRecord, Container, NewBrief, Origin};
use super::recover;
use super::session::Session;
use super::stored::StoredPassages;
use super::verify::verify;
use crate::error::{Error, Result};
use crate::formats;
use crate::model::StoredPassage;

/// The outcome of [`repair`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Repaired {
    /// The contents of the index now.
    pub manifest: Manifest,
    /// The briefs of which something is lost.
    pub lost: Vec<Lost>,
    /// An error for each file, or part of a file, that could not be read.
    pub problems: Vec<Error>,
}

/// A brief of which something is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lost {
    /// Its source.
    pub source: String,
    /// Number of its passages that are left.
    pub left: usize,
    /// Number of passages that it had, if that is known.
    pub passages: Option<usize>,
}

/// Saves all briefs and passages of the index in `root` that can be read into a new state of it.
/// Returns `None` if nothing is wrong with the index.
///
/// The next run of [`reindex`](fn@crate::reindex) reads the files of the incomplete briefs again.
///
/// # Errors
/// Returns an error if there is no index, another process writes it, nothing of it can be read, or
/// the new state cannot be written. The index is then as it was.
pub fn repair(root: &Path, wait: Duration) -> Result<Option<Repaired>> {
    if !root.is_dir() || names::generations(root).is_empty() {
        return Err(Error::NoIndex {
            path: root.to_owned(),
        });
    }
    if verify(root).is_ok_and(|verified| verified.is_sound()) {
        return Ok(None);
    }
    let lock = Lock::acquire(root, wait)?;
    let saved = save(root)?;
    write(root, saved, lock).map(Some)
}

/// The parts of an index that could be read.
struct Saved {
    briefs: Vec<NewBrief>,
    lost: Vec<Lost>,
    problems: Vec<Error>,
}

/// Reads the generation in force or, if it is not known, the latest of which anything can be read.
fn save(root: &Path) -> Result<Saved> {
    let mut folders: Vec<PathBuf> = Vec::new();
    let pointer = Pointer::read(root);
    let mut problems = Vec::new();
    match &pointer {
        Ok(pointer) => folders.push(root.join(&pointer.generation)),
        Err(_) => {
            for name in names::generations(root)
                .iter()
                .rev()
            {
                folders.push(root.join(name));
            }
        }
    }
    problems.extend(pointer.err());
    folders.retain(|folder| ownership::owns_generation(folder));
    for folder in folders {
        let saved = save_generation(&folder, &mut problems);
        if !saved.briefs.is_empty() {
            return Ok(Saved { problems, ..saved });
        }
    }
    let problem = problems.into_iter().next();
    Err(
        problem.unwrap_or_else(|| Error::NoIndex {
            path: root.to_owned(),
        }),
    )
}

/// Reads what can be read of the generation in `folder`.
fn save_generation(folder: &Path, problems: &mut Vec<Error>) -> Saved {
    let mut saved = Saved {
        briefs: Vec::new(),
        lost: Vec::new(),
        problems: Vec::new(),
    };
    let (files, format) = recorded_files(folder, problems);
    let opened = Files::open_readable(folder, &files);
    let (Some(form), Ok((opened, damaged))) = (earlier::form(format), opened) else {
        return saved;
    };
    problems.extend(damaged);
    let (passages, damaged) = StoredPassages::open(&opened, form);
    problems.extend(damaged);
    let records = records(folder, &files, form, problems);
    for source in passages.sources() {
        let is_listed = |record: &BriefRecord| record.label.source == source;
        if !records.iter().any(is_listed) {
            let stored = passages.readable(source);
            saved.lost.push(Lost {
                source: source.to_owned(),
                left: stored.len(),
                passages: None,
            });
            saved
                .briefs
                .extend(unlisted(stored));
        }
    }
    for record in records {
        let stored = passages.readable(&record.label.source);
        if stored.len() == record.passages {
            let brief = recover::brief(record, stored);
            saved.briefs.push(brief);
            continue;
        }
        saved.lost.push(Lost {
            source: record.label.source.clone(),
            left: stored.len(),
            passages: Some(record.passages),
        });
        saved
            .briefs
            .extend(incomplete(record, stored));
    }
    saved.briefs.sort_by(|a, b| {
        let sources = [&a.record, &b.record].map(|record| &record.label.source);
        sources[0].cmp(sources[1])
    });
    saved
}

/// Returns the records of a generation's files, and its format. If the manifest cannot be read, the
/// files are taken as they are, and their contents are checked by what tantivy adds to them.
fn recorded_files(folder: &Path, problems: &mut Vec<Error>) -> (Vec<FileRecord>, u32) {
    let path = folder.join(MANIFEST);
    let bytes = read::read_file(&path);
    let parsed = bytes.and_then(|bytes| {
        serde_json::from_slice::<Manifest>(&bytes).map_err(|e| Error::damaged(&path, e))
    });
    match parsed {
        Ok(manifest) => {
            let mut files = manifest.files;
            files.retain(|file| names::is_of_generation(&file.name));
            (files, manifest.format)
        }
        Err(problem) => {
            problems.push(problem);
            (unrecorded_files(folder), FORMAT)
        }
    }
}

fn unrecorded_files(folder: &Path) -> Vec<FileRecord> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return files;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_wanted = names::is_of_segment(&name) || matches!(&*name, BRIEFS | META);
        if is_wanted && let Ok(record) = FileRecord::of(&entry.path(), &name) {
            files.push(record);
        }
    }
    files
}

/// Returns the list of briefs, or nothing if it cannot be read.
fn records(
    folder: &Path,
    files: &[FileRecord],
    form: StoredForm,
    problems: &mut Vec<Error>,
) -> Vec<BriefRecord> {
    let path = folder.join(BRIEFS);
    let recorded = files
        .iter()
        .find(|file| file.name == BRIEFS);
    let bytes = match recorded {
        Some(recorded) => recorded.read(&path),
        None => Err(Error::damaged(
            &path,
            "the file is missing",
        )),
    };
    let records =
        bytes.and_then(|bytes| (form.briefs)(&bytes).map_err(|e| Error::damaged(&path, e)));
    records.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    })
}

/// Returns the brief of a record of which some passages are lost; `None` if all are.
fn incomplete(mut record: BriefRecord, stored: Vec<StoredPassage>) -> Option<NewBrief> {
    if stored.is_empty() {
        return None;
    }
    record.forget_file();
    let NewBrief { brief, record } = recover::brief(record, stored);
    let origin = Origin {
        id: &record.id,
        root: &record.root,
        container: record.container.clone(),
        bytes: record.bytes,
        hash: String::new(),
    };
    let record = BriefRecord::of(&brief, origin);
    Some(NewBrief { brief, record })
}

/// Returns a brief whose record is lost, from its passages alone. Its folder is not known.
fn unlisted(stored: Vec<StoredPassage>) -> Option<NewBrief> {
    let first = stored.first()?;
    let label = first.label.brief.clone();
    let (id, _) = first.label.id.rsplit_once('#')?;
    let container = container(&label.source);
    let bytes = stored
        .iter()
        .map(|passage| passage.text.len())
        .sum();
    let record = BriefRecord::from_passages(label, id, container, bytes, &stored);
    Some(recover::brief(record, stored))
}

/// Returns the container in which a brief with this source is, by the names in its path.
fn container(source: &str) -> Option<Container> {
    let slashes = source.match_indices('/');
    let mut folders = slashes.map(|(at, _)| &source[..at]);
    let file = folders.find(|path| formats::is_container(path))?;
    Some(Container {
        source: file.to_owned(),
        hash: String::new(),
    })
}

/// Writes a generation with the briefs that were saved.
fn write(root: &Path, saved: Saved, lock: Lock) -> Result<Repaired> {
    let session = Session::locked(root, lock, true)?;
    let bytes = saved
        .briefs
        .iter()
        .map(|brief| brief.record.bytes)
        .sum();
    let writer = session.write(bytes)?;
    writer.add(&saved.briefs)?;
    Ok(Repaired {
        manifest: writer.commit()?,
        lost: saved.lost,
        problems: saved.problems,
    })
}

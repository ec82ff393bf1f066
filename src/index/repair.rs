//! Saves what can be read of a damaged index.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::checksum::{self, FileRecord};
use super::directory::Files;
use super::earlier::{self, StoredForm};
use super::lock::Lock;
use super::manifest::Manifest;
use super::names::{self, BRIEFS, MANIFEST, MARK};
use super::ownership;
use super::passage;
use super::pointer::Pointer;
use super::read;
use super::record::{self, BriefRecord, Container, NewBrief, Origin};
use super::recover;
use super::salvage::{self, Salvaged};
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
    fs::read_dir(root).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory => Error::not_a_folder(root),
        io::ErrorKind::NotFound => Error::NoIndex {
            path: root.to_owned(),
        },
        _ => Error::io(root, "read")(error),
    })?;
    if names::generations(root).is_empty() {
        return Err(Error::NoIndex {
            path: root.to_owned(),
        });
    }
    if verify(root).is_ok_and(|verified| verified.is_sound()) {
        return Ok(None);
    }
    let lock = Lock::acquire(root, wait)?;
    let mut problems = Vec::new();
    let damaged = open(root, &mut problems)?;
    refuse_passing(&mut problems)?;
    let (manifest, lost) = write(root, &damaged, lock)?;
    Ok(Some(Repaired {
        manifest,
        lost,
        problems,
    }))
}

/// A generation of which something can be read.
struct Damaged {
    passages: StoredPassages,
    /// The records that could be read, by source.
    records: BTreeMap<String, BriefRecord>,
}

/// Opens the generation in force or, if it is not known, the latest of which anything can be read.
/// Adds an error to `problems` for each part that cannot be read.
fn open(root: &Path, problems: &mut Vec<Error>) -> Result<Damaged> {
    let (mut folders, hash) = match Pointer::read(root) {
        Ok(pointer) => (
            vec![current(root, &pointer)],
            Some(pointer.hash),
        ),
        Err(problem) => {
            problems.push(problem);
            (latest_first(root), None)
        }
    };
    folders.retain(|folder| ownership::owns_generation(folder));
    for folder in folders {
        if let Some(opened) = open_generation(&folder, hash.as_deref(), problems) {
            return Ok(opened);
        }
    }
    refuse_passing(problems)?;
    let problem = problems.drain(..).next();
    Err(
        problem.unwrap_or_else(|| Error::NoIndex {
            path: root.to_owned(),
        }),
    )
}

/// Returns the folder of the generation in force: that which has the manifest with the hash in
/// `pointer`, since its name may be damaged, or else that of the name.
fn current(root: &Path, pointer: &Pointer) -> PathBuf {
    let named = root.join(&pointer.generation);
    let folders = iter::once(named.clone()).chain(latest_first(root));
    let mut folders = folders.filter(|folder| {
        let manifest = read::read_file(&folder.join(MANIFEST));
        manifest.is_ok_and(|bytes| checksum::hash(&bytes) == pointer.hash)
    });
    folders.next().unwrap_or(named)
}

/// Returns the folders of all generations, the latest first. Those that a run left unfinished come
/// after the others: they may have some of its changes without the rest.
fn latest_first(root: &Path) -> Vec<PathBuf> {
    let names = names::generations(root);
    let names = names.iter().rev();
    let mut folders: Vec<PathBuf> = names
        .map(|name| root.join(name))
        .collect();
    folders.sort_by_key(|folder| folder.join(MARK).exists());
    folders
}

/// Opens what can be read of the generation in `folder`, whose manifest has this hash if it is
/// known. Returns `None` if it has no passage that can be read.
fn open_generation(
    folder: &Path,
    hash: Option<&str>,
    problems: &mut Vec<Error>,
) -> Option<Damaged> {
    let Salvaged { files, format } = salvage::files(folder, hash, problems);
    let form = earlier::form(format)?;
    let (opened, damaged) = match Files::open_readable(folder, &files) {
        Ok(opened) => opened,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    problems.extend(damaged);
    let (passages, damaged) = StoredPassages::open(&opened, form);
    problems.extend(damaged);
    passages.sources().next()?;
    let mut records = BTreeMap::new();
    for record in read_records(folder, &files, form, problems) {
        records.insert(record.label.source.clone(), record);
    }
    Some(Damaged { passages, records })
}

/// Returns an error if one of the problems passes by itself, such as too many open files: what
/// could not be read is then there, and must not be given up.
fn refuse_passing(problems: &mut Vec<Error>) -> Result<()> {
    let passing = problems
        .iter()
        .position(Error::may_pass);
    match passing {
        Some(at) => Err(problems.swap_remove(at)),
        None => Ok(()),
    }
}

impl Damaged {
    /// Returns the sources of all briefs, sorted.
    fn sources(&self) -> BTreeSet<String> {
        if self.records.is_empty() {
            let stored = self.passages.sources();
            return stored.map(str::to_owned).collect();
        }
        // Passages that no record lists are those of briefs that were removed.
        self.records
            .keys()
            .cloned()
            .collect()
    }

    /// Returns the brief with this source, as far as it can be read, and what is lost of it.
    fn brief(&self, source: &str) -> (Option<NewBrief>, Option<Lost>) {
        let record = self.records.get(source).cloned();
        let are_right = |passages: &[StoredPassage]| {
            let record = record.as_ref();
            record.is_some_and(|record| has_all(record, passages))
        };
        let stored = self
            .passages
            .readable(source, are_right);
        let are_all = are_right(&stored);
        let lost = Lost {
            source: source.to_owned(),
            left: stored.len(),
            passages: record
                .as_ref()
                .map(|record| record.passages),
        };
        match record {
            Some(record) if are_all => (
                Some(recover::brief(record, stored)),
                None,
            ),
            Some(record) => (incomplete(record, stored), Some(lost)),
            None => (unlisted(stored), Some(lost)),
        }
    }
}

/// Whether these are all passages of the brief with this record, and those that were indexed.
fn has_all(record: &BriefRecord, passages: &[StoredPassage]) -> bool {
    let stored = passages.iter().cloned();
    let checksum = stored.fold(0, |before, passage| {
        record::checksum(before, &passage::to_bytes(&passage))
    });
    // Earlier versions recorded no checksum.
    let is_right = record.checksum == 0 || record.checksum == checksum;
    passages.len() == record.passages && is_right
}

/// Returns the list of briefs, or nothing if it cannot be read.
fn read_records(
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

/// Writes a generation with all that can be read. Returns what is lost, too.
fn write(root: &Path, damaged: &Damaged, lock: Lock) -> Result<(Manifest, Vec<Lost>)> {
    let session = Session::locked(root, lock, true)?;
    let bytes = damaged
        .records
        .values()
        .map(|record| record.bytes);
    let writer = session.write(bytes.sum(), damaged.records.len())?;
    let mut lost = Vec::new();
    let sources: Vec<String> = damaged
        .sources()
        .into_iter()
        .collect();
    writer.add_each(&sources, |source| {
        let (brief, is_lost) = damaged.brief(source);
        lost.extend(is_lost);
        Ok(brief)
    })?;
    Ok((writer.commit()?, lost))
}

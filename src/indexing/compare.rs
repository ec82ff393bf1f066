//! Compares the files of the corpus with what the index has of them.

use std::collections::HashSet;

use rayon::prelude::*;

use super::corpus::{self, BriefFile, Found, Problem, is_under};
use super::report::{Failure, Progress};
use super::run::Run;
use crate::error::{Error, Result};
use crate::formats::{self, RawBrief, Refusal};
use crate::index::{BriefRecord, Container};

/// The problem with a container that has lost all its briefs.
const EMPTIED: &str = "no longer contains any briefs; remove the file, or pass --allow-empty to \
    remove its briefs";

/// The files of the corpus, compared with the index.
#[derive(Default)]
pub(super) struct Comparison {
    /// The files that can be read, in the order of their sources.
    pub(super) files: Vec<Compared>,
    /// Sources of files, and of briefs in containers, that cannot be read.
    pub(super) unreadable: Vec<String>,
    /// Sources of files and folders that cannot be looked at.
    pub(super) hidden: Vec<String>,
    /// The reasons.
    pub(super) failed: Vec<Failure>,
}

/// A file that can be read, and the briefs in it.
pub(super) struct Compared {
    pub(super) file: BriefFile,
    /// BLAKE3 of the file in hexadecimal. `None` if the file was not read: a new file of a single
    /// brief is read only when it is parsed.
    hash: Option<String>,
    /// The readable briefs in it.
    pub(super) entries: Vec<Entry>,
    /// Sources of the briefs in it that cannot be read.
    pub(super) unreadable: Vec<String>,
}

/// A brief in a file: the whole file, or an entry of a container.
pub(super) struct Entry {
    pub(super) source: String,
    /// BLAKE3 of the brief in hexadecimal. `None` if it was not read.
    pub(super) hash: Option<String>,
}

impl Compared {
    /// Returns whether the file is a container without entries.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.unreadable.is_empty()
    }

    /// Returns whether the brief with this source is in the file and cannot be read.
    pub(super) fn is_unreadable(&self, source: &str) -> bool {
        self.unreadable
            .iter()
            .any(|other| other == source)
    }

    /// Returns the container, if the file is a container. Its hash is empty if a brief in it cannot
    /// be read, so that the next run looks again.
    pub(super) fn container(&self) -> Option<Container> {
        if !formats::is_container(&self.file.source) {
            return None;
        }
        let is_whole = self.unreadable.is_empty();
        let hash = self
            .hash
            .clone()
            .filter(|_| is_whole);
        Some(Container {
            source: self.file.source.clone(),
            hash: hash.unwrap_or_default(),
        })
    }
}

/// Compares the files that were found with what the index has of them.
pub(super) fn compare(run: &Run<'_>, found: Found) -> Comparison {
    (run.on_progress)(Progress::Comparing(found.files.len()));
    let files: Vec<(BriefFile, Result<Contents>)> = found
        .files
        .into_par_iter()
        .map(|file| {
            let contents = contents(run, &file);
            (run.on_progress)(Progress::Compared);
            (file, contents)
        })
        .collect();

    let mut comparison = Comparison::default();
    for problem in found.problems {
        comparison.add_problem(run, problem);
    }
    for (file, contents) in files {
        match contents {
            Ok(contents) => comparison.add(run, file, contents),
            Err(error) => comparison.fail(run, file.source, error),
        }
    }
    comparison.drop_equal_sources();
    comparison
}

impl Comparison {
    fn add_problem(&mut self, run: &Run<'_>, problem: Problem) {
        let mut known = run.known.sources();
        let kept = known.any(|source| problem.may_hide(source));
        let error = problem.error;
        self.failed
            .push(Failure { error, kept });
        self.hidden.extend(problem.hides);
    }

    fn add(&mut self, run: &Run<'_>, file: BriefFile, contents: Contents) {
        let mut unreadable = Vec::with_capacity(contents.unreadable.len());
        for Unreadable { source, error } in contents.unreadable {
            unreadable.push(source.clone());
            self.fail(run, source, error);
        }
        self.files.push(Compared {
            file,
            hash: contents.hash,
            entries: contents.entries,
            unreadable,
        });
    }

    fn fail(&mut self, run: &Run<'_>, source: String, error: Error) {
        self.failed
            .push(run.known.failure(&source, error));
        self.unreadable.push(source);
    }

    /// Drops all but the first of the briefs with the same source: an entry of a container, and a
    /// file in a folder of the container's name.
    fn drop_equal_sources(&mut self) {
        let mut seen = HashSet::new();
        for Compared { file, entries, .. } in &mut self.files {
            let repeated = entries.extract_if(.., |entry| {
                !seen.insert(entry.source.clone())
            });
            for entry in repeated {
                let error = Error::SameName {
                    path: file.path_of(&entry.source),
                    source_name: entry.source,
                };
                self.failed
                    .push(Failure { error, kept: false });
            }
        }
    }
}

/// The briefs in a file.
struct Contents {
    hash: Option<String>,
    entries: Vec<Entry>,
    unreadable: Vec<Unreadable>,
}

/// An entry of a container that cannot be read.
struct Unreadable {
    source: String,
    error: Error,
}

/// Returns the briefs in a file.
fn contents(run: &Run<'_>, file: &BriefFile) -> Result<Contents> {
    let is_container = formats::is_container(&file.source);
    let known = if run.options.rebuild {
        &[]
    } else {
        run.known.in_file(&file.source)
    };
    if known.is_empty() && !is_container {
        return Ok(Contents::single(file, None));
    }
    let bytes = corpus::read(&file.path)?;
    let hash = hash(&bytes);
    let is_unchanged = known
        .iter()
        .all(|brief| brief.file_hash() == hash);
    if is_unchanged && !known.is_empty() {
        Ok(Contents::known(known, hash))
    } else if is_container {
        list(run, file, bytes, hash)
    } else {
        Ok(Contents::single(file, Some(hash)))
    }
}

impl Contents {
    /// The contents of a file of a single brief.
    fn single(file: &BriefFile, hash: Option<String>) -> Self {
        let source = file.source.clone();
        Self {
            hash: hash.clone(),
            entries: vec![Entry { source, hash }],
            unreadable: Vec::new(),
        }
    }

    /// The contents of a file that did not change.
    fn known(briefs: &[&BriefRecord], hash: String) -> Self {
        let mut entries = Vec::with_capacity(briefs.len());
        for brief in briefs {
            entries.push(Entry {
                source: brief.label.source.clone(),
                hash: Some(brief.hash.clone()),
            });
        }
        Self {
            hash: Some(hash),
            entries,
            unreadable: Vec::new(),
        }
    }
}

/// Lists the entries of a container.
///
/// # Errors
/// Returns an error if the container cannot be read, or has lost all its briefs: then it is more
/// likely damaged than emptied.
fn list(run: &Run<'_>, file: &BriefFile, bytes: Vec<u8>, hash: String) -> Result<Contents> {
    let known = run.known.in_file(&file.source);
    let mut contents = Contents {
        hash: Some(hash),
        entries: Vec::new(),
        unreadable: Vec::new(),
    };
    let listed = formats::for_each_brief(
        &file.source,
        bytes,
        &mut |source, raw| {
            contents.add(file, known, source, raw);
        },
    );
    listed.map_err(|refusal| Error::refused(file.path.clone(), refusal))?;

    let is_empty = contents.entries.is_empty() && contents.unreadable.is_empty();
    if is_empty && !known.is_empty() && !run.options.allow_empty {
        return Err(Error::Unreadable {
            path: file.path.clone(),
            problem: EMPTIED.to_owned(),
        });
    }
    Ok(contents)
}

impl Contents {
    fn add(
        &mut self,
        file: &BriefFile,
        known: &[&BriefRecord],
        source: &str,
        raw: Result<RawBrief, Refusal>,
    ) {
        match raw {
            Ok(raw) => self.entries.push(Entry {
                source: source.to_owned(),
                hash: Some(raw.hash()),
            }),
            Err(Refusal::OtherFormat) if !was_brief(known, source) => {}
            Err(refusal) => self.unreadable.push(Unreadable {
                source: source.to_owned(),
                error: Error::refused(file.path_of(source), refusal),
            }),
        }
    }
}

/// Returns whether one of the known briefs is the entry with this source, or is in it.
fn was_brief(known: &[&BriefRecord], source: &str) -> bool {
    let mut known = known.iter();
    known.any(|brief| is_under(&brief.label.source, source))
}

/// Returns BLAKE3 of `bytes` in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes)
        .to_hex()
        .to_string()
}

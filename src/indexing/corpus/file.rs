//! The files of a corpus, and the roots under which they are.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::names::{self, is_under, is_under_any};
use crate::error::Error;

/// A folder in which briefs are looked for, or a single file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Root {
    /// The path as the user wrote it.
    pub path: PathBuf,
    /// The canonical path.
    pub canonical: PathBuf,
}

impl Root {
    /// Returns the canonical path as text, as the index records it.
    #[must_use]
    pub fn recorded(&self) -> String {
        names::readable(self.canonical.as_os_str())
    }

    /// Returns the canonical path of this root with what `path` has after it. Symbolic links below
    /// the root stay: a link is a brief of its own.
    pub(super) fn canonical_path(&self, path: &Path) -> PathBuf {
        let under = path
            .strip_prefix(&self.path)
            .unwrap_or(path);
        self.canonical.join(under)
    }
}

/// A file that is a brief, or a container of several.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BriefFile {
    /// The file's path.
    pub path: PathBuf,
    /// The canonical path of the root under which it was found.
    pub root: String,
    /// The path under the root, with `/`. The root's name precedes it if another root has the same
    /// path.
    pub source: String,
    /// The file's length in bytes when it was found.
    pub bytes: u64,
}

impl BriefFile {
    /// Returns the path of a brief in this file, for people: the file's path, and after it the
    /// brief's name in the container.
    pub(in crate::indexing) fn path_of(&self, source: &str) -> PathBuf {
        entry_path(&self.path, &self.source, source)
    }
}

/// Returns the path of the brief `source`, which is in the file `file_source` at `path`.
pub(in crate::indexing) fn entry_path(path: &Path, file_source: &str, source: &str) -> PathBuf {
    let name = source
        .strip_prefix(file_source)
        .unwrap_or_default();
    let mut path = path.as_os_str().to_owned();
    // Not joined, because a name that starts with `/` would replace the whole path.
    path.push(name);
    path.into()
}

/// A file or folder that cannot be looked at.
#[derive(Debug)]
#[non_exhaustive]
pub struct Problem {
    /// The reason.
    pub error: Error,
    /// Number of the root in which it is.
    pub(super) root: usize,
    /// Sources of briefs or folders that may still exist: first with the root's name, then without.
    /// An empty source is a whole root.
    pub hides: Vec<String>,
}

impl Problem {
    /// Returns whether the brief with this source may still exist.
    #[must_use]
    pub fn may_hide(&self, source: &str) -> bool {
        is_under_any(source, &self.hides)
    }

    /// Returns whether the whole root cannot be looked at.
    pub(super) fn hides_root(&self) -> bool {
        self.hides
            .iter()
            .any(String::is_empty)
    }

    /// Returns whether a file with this source may still exist in another root than the given one.
    pub(super) fn may_hide_elsewhere(&self, root: usize, source: &str) -> bool {
        let hidden = self.hides.last();
        self.root != root && hidden.is_some_and(|start| is_under(source, start))
    }
}

/// The files of a corpus.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Found {
    /// The briefs' files, by source.
    pub files: Vec<BriefFile>,
    /// Files and folders that cannot be looked at.
    pub problems: Vec<Problem>,
    /// Canonical paths of the roots.
    pub roots: Vec<String>,
    /// Roots that can be looked at and have no brief.
    pub empty: Vec<Root>,
    /// Number of visible files that are not briefs or are left out, by kind: their extension,
    /// `README`, `excluded file`, `excluded folder`.
    pub left_out: BTreeMap<String, usize>,
}

impl Found {
    /// Returns the sources of all files.
    pub(in crate::indexing) fn sources(&self) -> HashSet<&str> {
        let mut sources = HashSet::with_capacity(self.files.len());
        for file in &self.files {
            sources.insert(file.source.as_str());
        }
        sources
    }

    /// Returns whether the brief with this source may exist though it was not found.
    pub(in crate::indexing) fn may_hide(&self, source: &str) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.may_hide(source))
    }
}

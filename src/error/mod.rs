//! Errors, phrased so that a user can act on them: a message names the file or the option, says
//! what is wrong and, after a semicolon, what to do.

mod advice;
mod damage;
mod kind;
mod words;

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;

use damage::tells_damage;
use words::{Briefs, Holder, Library, Shown};

use crate::formats::Refusal;
use crate::formats::decode::DecodeError;

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The library's error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file operation failed.
    #[error("{}: cannot {action}: {source}", Shown(path))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The operation, as a verb ("read").
        action: &'static str,
        /// The operating system's error.
        source: io::Error,
    },
    /// The bytes of a brief are not text in an encoding that yinde reads.
    #[error(
        "{}: not {encoding} text (invalid byte at offset {offset}){}",
        Shown(path),
        self.advice()
    )]
    NotText {
        /// The brief.
        path: PathBuf,
        /// The encoding that was tried.
        encoding: &'static str,
        /// Offset of the first byte that is invalid.
        offset: usize,
    },
    /// A file with the extension of a text file is binary.
    #[error(
        "{}: binary file (NUL byte at offset {offset}), not text{}",
        Shown(path),
        self.advice()
    )]
    Binary {
        /// The file.
        path: PathBuf,
        /// Offset of the first NUL byte.
        offset: usize,
    },
    /// A file that the index has briefs of is not a feed any more.
    #[error("{}: no longer an RSS or Atom feed{}", Shown(path), self.advice())]
    NotAFeed {
        /// The file.
        path: PathBuf,
    },
    /// A file is damaged, or in a format that its extension does not name.
    #[error("{}: {problem}", Shown(path))]
    Unreadable {
        /// The file, with the name of the entry if it is a container.
        path: PathBuf,
        /// The problem, and what to do.
        problem: String,
    },
    /// A file is larger than a brief can be.
    #[error(
        "{}: too large ({bytes} bytes; the maximum is {limit}){}",
        Shown(path),
        self.advice()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length, in bytes.
        bytes: u64,
        /// Maximum length, in bytes.
        limit: u64,
    },
    /// A file was written to each time that it was read.
    #[error("{}: file changed while being read{}", Shown(path), self.advice())]
    Changing {
        /// The file.
        path: PathBuf,
    },
    /// A run would remove all briefs of a corpus folder.
    #[error(
        "{}: no briefs found, but the index still contains {} from this folder{}",
        Shown(path),
        Briefs(*briefs),
        self.advice()
    )]
    Emptied {
        /// The corpus folder.
        path: PathBuf,
        /// Number of briefs that would be removed.
        briefs: usize,
    },
    /// Two files have the same source, and only one of them can be indexed.
    #[error(
        "{}: another file has the same source name {source_name}{}",
        Shown(path),
        self.advice()
    )]
    SameName {
        /// The file that is left out.
        path: PathBuf,
        /// The source of both.
        source_name: String,
    },
    /// The index contains briefs of a folder that the run does not list.
    #[error(
        "{root}: the index contains {} from this folder, but the folder is not listed now{}",
        Briefs(*briefs),
        self.advice()
    )]
    NotNamed {
        /// The folder.
        root: String,
        /// Number of briefs that would be removed.
        briefs: usize,
    },
    /// A rebuild would lose a brief that cannot be read now.
    #[error(
        "{}: cannot be read, so a rebuild would drop its indexed version{}",
        Shown(path),
        self.advice()
    )]
    WouldLose {
        /// The brief.
        path: PathBuf,
    },
    /// The corpus folder is missing or contains no brief.
    #[error("{}: {problem}{}", Shown(path), self.advice())]
    Corpus {
        /// The folder.
        path: PathBuf,
        /// The problem.
        problem: String,
    },
    /// There is no index.
    #[error("{}: no index here{}", Shown(path), self.advice())]
    NoIndex {
        /// The folder that was searched.
        path: PathBuf,
    },
    /// The folder for the index contains other files.
    #[error(
        "{}: contains files that are not an index ({name}){}",
        Shown(path),
        self.advice()
    )]
    NotAnIndex {
        /// The folder.
        path: PathBuf,
        /// Name of such a file.
        name: String,
    },
    /// The path for the index, or a folder that it should be in, is a file.
    #[error("{}: a file, and not a folder{}", Shown(path), self.advice())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The folder for the index is on a file system that has no locks.
    #[error(
        "{}: this file system has no file locks, so two runs could write at once{}",
        Shown(path),
        self.advice()
    )]
    NoLocks {
        /// The file that would be locked.
        path: PathBuf,
    },
    /// Another version of the format or of the analysis made the index.
    #[error(
        "{}: made by another version of yinde ({}){}",
        Shown(path),
        found.split(',').next().unwrap_or_default(),
        self.advice()
    )]
    Version {
        /// The index.
        path: PathBuf,
        /// The version in its manifest.
        found: String,
        /// Whether this version can bring the index up to date from what it stores.
        can_upgrade: bool,
    },
    /// An earlier state of the index that is not kept.
    #[error("{}: no earlier state {name} is kept{}", Shown(path), self.advice())]
    NotKept {
        /// The index.
        path: PathBuf,
        /// The name that was given.
        name: String,
    },
    /// A file of the index is not the file that was written.
    #[error("{}: the index is damaged: {problem}{}", Shown(path), self.advice())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The problem.
        problem: String,
    },
    /// Another process is writing the index.
    #[error(
        "{}: another run is writing this index{}{}",
        Shown(path),
        Holder(holder.as_deref()),
        self.advice()
    )]
    Locked {
        /// The index.
        path: PathBuf,
        /// The process that has the lock and since when, if it could write that.
        holder: Option<String>,
    },
    /// A query contains a mistake, so that searching for it would surprise.
    #[error("{problem}\n  {query}\n  {}^", " ".repeat(*column))]
    Query {
        /// The problem.
        problem: String,
        /// The query.
        query: String,
        /// Number of display columns before the mistake.
        column: usize,
    },
    /// An option of a request that is unknown or has an invalid value.
    #[error("{name}: {problem}")]
    Option {
        /// Name of the option, as in an address: without dashes.
        name: String,
        /// The problem with its value.
        problem: String,
    },
    /// The saved searches, or a saved search, cannot be used.
    #[error("{}: {problem}{}", Shown(path), self.advice())]
    Saved {
        /// The file, or the name of the search.
        path: PathBuf,
        /// The problem.
        problem: String,
        /// Advice, if there is any.
        hint: Option<String>,
    },
    /// No passage or brief has this id.
    #[error("no passage or brief has the id \"{id}\"; {hint}")]
    NoPassage {
        /// The id.
        id: String,
        /// Similar ids, or what ids look like.
        hint: String,
    },
    /// The id of a brief where that of a passage is needed.
    #[error("{id} is a whole brief, and a passage is needed; {hint}")]
    NeedsPassage {
        /// The id.
        id: String,
        /// The passages that it has.
        hint: String,
    },
    /// An index in a cluster cannot be used.
    #[error("{}: {problem}", Shown(path))]
    Cluster {
        /// The address of the index, without a password.
        path: PathBuf,
        /// The kind of trouble, in a word that does not change.
        kind: &'static str,
        /// The problem, and what to do.
        problem: String,
    },
    /// The search library failed.
    #[error("{}: {}{}", Shown(path), Library(source), self.advice())]
    Index {
        /// The index.
        path: PathBuf,
        /// tantivy's error.
        source: TantivyError,
    },
}

impl Error {
    /// Returns a function from an I/O error to an [`Error::Io`] about `path`, for `map_err`.
    pub fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_owned(),
            action,
            source,
        }
    }

    /// Returns the error about an index in `root`, of which a part is a file.
    pub(crate) fn not_a_folder(root: &Path) -> Self {
        let mut parts = root.ancestors();
        let file = parts.find(|part| part.is_file());
        Self::NotAFolder {
            path: file.unwrap_or(root).to_owned(),
        }
    }

    /// Returns an [`Error::Damaged`] about a file of an index.
    pub(crate) fn damaged(path: &Path, problem: impl Display) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            problem: problem.to_string(),
        }
    }

    /// Returns a function from tantivy's error to one about the index at `path`, for `map_err`:
    /// an [`Error::Damaged`] or, if the index is not to blame, an [`Error::Index`].
    pub(crate) fn index(path: &Path) -> impl FnOnce(TantivyError) -> Self {
        move |source| {
            if tells_damage(&source) {
                return Self::damaged(path, source);
            }
            Self::Index {
                path: path.to_owned(),
                source,
            }
        }
    }

    /// Returns the error for a brief at `path` that was refused.
    pub(crate) fn refused(path: PathBuf, refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotText(DecodeError::Malformed { encoding, offset }) => Self::NotText {
                path,
                encoding,
                offset,
            },
            Refusal::NotText(DecodeError::Binary { offset }) => Self::Binary { path, offset },
            Refusal::Unreadable(problem) => Self::Unreadable { path, problem },
            Refusal::OtherFormat => Self::NotAFeed { path },
        }
    }

    /// Returns the file or folder that the error is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Io { path, .. }
            | Self::NotText { path, .. }
            | Self::Binary { path, .. }
            | Self::NotAFeed { path }
            | Self::Unreadable { path, .. }
            | Self::Corpus { path, .. }
            | Self::NoIndex { path }
            | Self::NotAnIndex { path, .. }
            | Self::NotAFolder { path }
            | Self::NoLocks { path }
            | Self::Version { path, .. }
            | Self::NotKept { path, .. }
            | Self::Damaged { path, .. }
            | Self::Locked { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Changing { path }
            | Self::Emptied { path, .. }
            | Self::WouldLose { path }
            | Self::SameName { path, .. }
            | Self::Saved { path, .. }
            | Self::Cluster { path, .. }
            | Self::Index { path, .. } => Some(path),
            Self::Option { .. }
            | Self::Query { .. }
            | Self::NoPassage { .. }
            | Self::NeedsPassage { .. }
            | Self::NotNamed { .. } => None,
        }
    }
}

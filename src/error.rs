//! What can go wrong, as a user can understand and mend it: every variant that concerns a file
//! names it.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

use crate::formats::Refusal;
use crate::formats::decode::DecodeError;

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The library's error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file operation failed.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, as a verb ("read").
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A brief's bytes are not text in an encoding that yinde reads.
    #[error("{}: not {encoding} text: the first bad byte is at offset {offset}; save it as UTF-8", path.display())]
    NotText {
        /// The brief.
        path: PathBuf,
        /// What it was taken for.
        encoding: &'static str,
        /// Where the text ends, in bytes.
        offset: usize,
    },
    /// A file is binary.
    #[error("{}: binary file (NUL byte at offset {offset}), not text; remove it or give it another extension",
        path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// Offset of the first NUL byte.
        offset: usize,
    },
    /// A file is not what its name says, or holds what is not read.
    #[error("{}: {problem}", path.display())]
    Unreadable {
        /// The file, in a container with the name in there.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// A file is larger than a brief can be.
    #[error("{}: {bytes} bytes, and a brief has at most {limit}; split it", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
        /// What is read at the most.
        limit: u64,
    },
    /// A file was written to while it was read, each time that this was tried.
    #[error("{}: it changes while it is read; index it again when it is done", path.display())]
    Changing {
        /// The file.
        path: PathBuf,
    },
    /// The index holds briefs, and the run would remove them all.
    #[error("{}: no briefs here any more, and the index holds {briefs} from before; if that is meant: --allow-empty",
        path.display())]
    Emptied {
        /// The corpus folder.
        path: PathBuf,
        /// How many briefs would go.
        briefs: usize,
    },
    /// Two files have the same source in spite of all, and only one can be kept.
    #[error("{}: another file is called {source_name} too; rename one of them", path.display())]
    SameName {
        /// The file that is left out.
        path: PathBuf,
        /// What both are called.
        source_name: String,
    },
    /// The index holds briefs of a folder that is not named now.
    #[error(
        "{root}: the index holds {briefs} briefs of this folder, and it is not named now; name it too or, if they are \
        to go: --allow-empty"
    )]
    NotNamed {
        /// The folder.
        root: String,
        /// How many of its briefs would go.
        briefs: usize,
    },
    /// A rebuild would lose a brief that cannot be read any more.
    #[error("{}: cannot be read now, and a rebuild would lose what the index has of it; mend it, move it away, or \
        index without --rebuild", path.display())]
    WouldLose {
        /// The brief.
        path: PathBuf,
    },
    /// The corpus folder is missing or holds no brief.
    #[error("{}: {problem}; name the folder that holds your briefs: yinde index FOLDER", path.display())]
    Corpus {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// There is no index.
    #[error("{}: no index here; build one: yinde index CORPUS --index {}", path.display(), path.display())]
    NoIndex {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The folder for the index is used for something else.
    #[error("{}: holds files that are not an index; name an empty or a new folder with --index", path.display())]
    NotAnIndex {
        /// The folder.
        path: PathBuf,
    },
    /// The index was made by another version of the format or of the analysis.
    #[error("{}: made by another version of yinde ({found}); rebuild it: yinde index CORPUS --index {} --rebuild",
        path.display(), path.display())]
    Version {
        /// The index.
        path: PathBuf,
        /// What it says of itself.
        found: String,
    },
    /// A file of the index is not what was written.
    #[error("{}: the index is damaged: {problem}; rebuild it: yinde index CORPUS --index {} --rebuild",
        path.display(), index_of(path).display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Another process is writing.
    #[error("{}: another run is writing this index ({holder}); wait for it to end", path.display())]
    Locked {
        /// The index.
        path: PathBuf,
        /// Who holds the lock.
        holder: String,
    },
    /// A query that would mean something else than what was typed.
    #[error("{problem}\n  {query}\n  {}^", " ".repeat(*column))]
    Query {
        /// What is wrong.
        problem: String,
        /// The query.
        query: String,
        /// Display columns before the place.
        column: usize,
    },
    /// No passage or brief has this id.
    #[error("nothing here has the id {id}; {hint}")]
    NoPassage {
        /// What was asked for.
        id: String,
        /// Which ids there are.
        hint: String,
    },
    /// The search library failed.
    #[error("{}: {source}", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// What tantivy said.
        source: TantivyError,
    },
}

impl Error {
    /// An [`Error::Io`] about `path`, for `map_err`.
    pub fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_owned(),
            action,
            source,
        }
    }

    /// An [`Error::Damaged`] about a file of an index.
    pub(crate) fn damaged(path: &Path, problem: impl std::fmt::Display) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            problem: format!("{problem}"),
        }
    }

    /// What tantivy says of the index at `path`, for `map_err`: that it is damaged, or else an
    /// [`Error::Index`].
    pub fn index(path: &Path) -> impl FnOnce(TantivyError) -> Self {
        move |source| {
            if tells_damage(&source) {
                Self::damaged(path, source)
            } else {
                Self::Index {
                    path: path.to_owned(),
                    source,
                }
            }
        }
    }
}

fn tells_damage(e: &TantivyError) -> bool {
    let bad = |e: &io::Error| {
        matches!(
            e.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
        )
    };
    match e {
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => bad(io_error),
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenReadError(_) => true,
        TantivyError::IoError(e) => bad(e),
        _ => false,
    }
}

/// The index that holds the file or folder at `path`.
fn index_of(path: &Path) -> &Path {
    let inside = path.ancestors().find(|a| {
        a.file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with("g-"))
    });
    match inside {
        Some(generation) => generation.parent().unwrap_or(path),
        None if path.ends_with("CURRENT") => path.parent().unwrap_or(path),
        None => path,
    }
}

impl Error {
    /// Why the brief at `path` cannot be read.
    pub(crate) fn refused(path: PathBuf, refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotText(DecodeError::Malformed { encoding, offset }) => Self::NotText {
                path,
                encoding,
                offset,
            },
            Refusal::NotText(DecodeError::Binary { offset }) => Self::Binary { path, offset },
            Refusal::Unreadable(problem) => Self::Unreadable { path, problem },
            Refusal::OtherFormat => {
                let problem = "no feed any more; get it again, or remove it".to_owned();
                Self::Unreadable { path, problem }
            }
        }
    }

    /// The file or folder that the error is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Io { path, .. }
            | Self::NotText { path, .. }
            | Self::Binary { path, .. }
            | Self::Unreadable { path, .. }
            | Self::Corpus { path, .. }
            | Self::NoIndex { path }
            | Self::NotAnIndex { path }
            | Self::Version { path, .. }
            | Self::Damaged { path, .. }
            | Self::Locked { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Changing { path }
            | Self::Emptied { path, .. }
            | Self::WouldLose { path }
            | Self::SameName { path, .. }
            | Self::Index { path, .. } => Some(path),
            Self::Query { .. } | Self::NoPassage { .. } | Self::NotNamed { .. } => None,
        }
    }
}

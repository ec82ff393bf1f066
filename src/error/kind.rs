//! Kinds of errors, as programs see them.

use super::Error;

/// The operating system's number for a disk that cannot be read (`EIO`).
const BAD_SECTOR: i32 = 5;
/// Linux's number for a file system that is damaged (`EUCLEAN`).
const BAD_FILE_SYSTEM: i32 = 117;

impl Error {
    /// Returns the kind of the error, in a word that does not change: `locked`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::NotText { .. } => "encoding",
            Self::Binary { .. } => "binary",
            Self::NotAFeed { .. } => "not-a-feed",
            Self::Unreadable { .. } => "unreadable",
            Self::TooLarge { .. } => "too-large",
            Self::Changing { .. } => "changing",
            Self::Emptied { .. } => "emptied",
            Self::SameName { .. } => "same-name",
            Self::NotNamed { .. } => "not-named",
            Self::WouldLose { .. } => "would-lose",
            Self::Corpus { .. } => "corpus",
            Self::NoIndex { .. } => "no-index",
            Self::NotAFolder { .. } => "not-a-folder",
            Self::NotAnIndex { .. } => "not-an-index",
            Self::NoLocks { .. } => "no-locks",
            Self::Version { .. } => "version",
            Self::NotKept { .. } => "not-kept",
            Self::Damaged { .. } => "damaged",
            Self::Locked { .. } => "locked",
            Self::Query { .. } => "query",
            Self::Option { .. } => "option",
            Self::Saved { .. } => "saved",
            Self::NoPassage { .. } => "no-passage",
            Self::NeedsPassage { .. } => "needs-passage",
            Self::Cluster { kind, .. } => kind,
            Self::Index { .. } => "index",
        }
    }

    /// Whether a file that could not be read may well be undamaged, as after an error of
    /// permissions or of too many open files. An error of the disk itself does not pass.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Io { source, .. } => !matches!(
                source.raw_os_error(),
                Some(BAD_SECTOR | BAD_FILE_SYSTEM)
            ),
            Self::Index { .. } => true,
            _ => false,
        }
    }

    /// Whether an index with this error cannot be read later either, as it could after an error of
    /// permissions or of too many open files.
    pub(crate) fn is_lasting(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. }
                | Self::Version { .. }
                | Self::Cluster {
                    kind: "damaged",
                    ..
                }
        )
    }
}

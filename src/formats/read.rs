//! The parts that all readers share: the reason for a refusal, and the sink for a container's
//! entries.
//!
//! Readers import this file and never the table of formats, which imports each of them.

use super::decode::DecodeError;
use crate::layout::page::{Metadata, Page};
use crate::model::Warning;

/// The reason why bytes cannot be read as a brief, phrased so that a user can act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The bytes are not text.
    NotText(DecodeError),
    /// The bytes are not what their name says; the text names the problem and what to do.
    Unreadable(String),
    /// The bytes are in another format that uses the same extension, such as XML that is not a
    /// feed. This is an error only if the index already holds a brief of this name.
    OtherFormat,
}

impl Refusal {
    pub(crate) fn because(problem: impl Into<String>) -> Self {
        Self::Unreadable(problem.into())
    }
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self::NotText(error)
    }
}

/// Reads bytes that are one brief.
pub(super) type PageReader = fn(&[u8]) -> Result<Page, Refusal>;

/// An entry of a container.
pub(super) struct ContainerEntry {
    pub bytes: Vec<u8>,
    /// Reads the bytes; `None` if the extension of the name tells what does.
    pub reader: Option<PageReader>,
    /// The container's own metadata for the brief.
    pub metadata: Metadata,
    /// Problems in the part of the container that the brief is in.
    pub warnings: Vec<Warning>,
}

/// An entry, or the reason why it cannot be read.
pub(super) type EntryResult = Result<ContainerEntry, Refusal>;

/// Receives the entries of a container one by one, so that only one of them is in memory.
pub(super) struct Sink<'a> {
    /// Returns whether an entry with this name is read at all.
    pub accepts: fn(&str) -> bool,
    /// Receives the entry with this name.
    pub emit: &'a mut dyn FnMut(&str, EntryResult),
}

impl Sink<'_> {
    pub(super) fn accepts(&self, name: &str) -> bool {
        (self.accepts)(name)
    }

    pub(super) fn emit(&mut self, name: &str, entry: EntryResult) {
        (self.emit)(name, entry);
    }
}

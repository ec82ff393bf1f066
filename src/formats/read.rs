//! What readers of formats share: why bytes are refused, and where a container's entries go.

use super::decode;
use crate::layout::page::Metadata;

/// Why bytes are no brief, so that a user can mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// They are not text.
    NotText(decode::Bad),
    /// What is wrong, and what to do.
    Unreadable(String),
    /// A part of a container is of another format that has the same ending. That is no fault,
    /// unless the part was a brief before.
    OtherFormat,
}

impl Refusal {
    pub(crate) fn because(problem: impl Into<String>) -> Self {
        Self::Unreadable(problem.into())
    }
}

impl From<decode::Bad> for Refusal {
    fn from(bad: decode::Bad) -> Self {
        Self::NotText(bad)
    }
}

/// Takes what a container holds, one after the other: its name in the container, and its bytes with
/// what the container says of them, or why it cannot be read.
pub(super) type Take<'a> =
    &'a mut dyn FnMut(&str, Result<(Vec<u8>, Metadata), Refusal>) -> Result<(), Refusal>;

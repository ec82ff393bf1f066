//! A spelling to suggest.

use serde::Serialize;

/// A spelling that occurs in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// The spelling, normalized.
    pub text: String,
    /// The spelling as passages write it, for people.
    #[serde(skip)]
    pub written: String,
    /// Number of passages that contain it.
    pub passages: usize,
}

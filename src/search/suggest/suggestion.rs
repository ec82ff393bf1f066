//! A spelling to suggest.

use serde::Serialize;

/// A spelling that occurs in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// The spelling.
    pub text: String,
    /// Number of passages that contain it.
    pub passages: usize,
}

//! Spellings to look for in place of another.

/// Maximum number of spellings tried for one token of a phrase.
pub(super) const MAX_TRIED: usize = 8;

/// A spelling that may replace another.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    /// Distance from the spelling that was typed; lower is more similar.
    pub distance: usize,
    pub text: String,
}

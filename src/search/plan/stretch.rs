//! The text of a question.

use crate::analysis::{self, Normalized, Token};

/// A stretch of a question's text, analysed.
pub(super) struct Stretch {
    pub text: String,
    pub normalized: Normalized,
    /// Whether it was in quotation marks.
    pub is_quoted: bool,
}

impl Stretch {
    pub(super) fn new(text: String, is_quoted: bool) -> Self {
        let normalized = analysis::normalize(&text);
        Self {
            text,
            normalized,
            is_quoted,
        }
    }

    pub(super) fn tokens(&self) -> Vec<Token<'_>> {
        analysis::tokens(&self.normalized.text)
    }
}

//! The words and phrases of a query that are highlighted in a passage.

use crate::analysis::Token;

/// A word or phrase of a query that is highlighted where it occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HighlightTerm {
    /// A phrase, with its slop in positions: 0 for the exact phrase.
    Phrase(Vec<PhraseToken>, u32),
    /// Any word with this stem.
    Stem(String),
    /// A phrase whose last token is a prefix.
    Prefix(Vec<PhraseToken>),
}

/// A token of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseToken {
    /// Position of the token, counted from the first token of the phrase.
    pub offset: u32,
    /// Its text, normalized.
    pub text: String,
}

impl HighlightTerm {
    /// Returns the exact phrase of `tokens`.
    #[must_use]
    pub fn phrase(tokens: &[Token<'_>]) -> Self {
        Self::Phrase(phrase_tokens(tokens), 0)
    }

    /// Returns the text that the first token of a match is or starts with.
    pub(super) fn first(&self) -> &str {
        match self {
            Self::Stem(stem) => stem,
            Self::Phrase(phrase, _) | Self::Prefix(phrase) => phrase
                .first()
                .map_or("", |token| token.text.as_str()),
        }
    }
}

/// Returns `tokens` as a phrase: their texts, and their positions from the first one.
#[must_use]
pub fn phrase_tokens(tokens: &[Token<'_>]) -> Vec<PhraseToken> {
    let first = tokens
        .first()
        .map_or(0, |token| token.position);
    let phrase_token = |token: &Token<'_>| PhraseToken {
        offset: token.position - first,
        text: token.text.to_owned(),
    };
    tokens
        .iter()
        .map(phrase_token)
        .collect()
}

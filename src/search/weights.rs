//! The numbers of the ranking, each with its reason. Tuned on questions in both languages; change them only with
//! figures from `relevance.py` beside the change.

/// A word in the very form that was typed, on top of its stem.
pub(super) const EXACT_FORM: f32 = 0.8;
/// A word that only the headings above a passage have: enough to prefer a passage under the right heading, not
/// enough to put it before one that says the word itself.
pub(super) const HEADING: f32 = 0.2;
/// Two words of a question that stand side by side.
pub(super) const PAIR: f32 = 0.25;
/// A Han character on its own, which says less than a word.
pub(super) const CHARACTER: f32 = 0.4;
/// Most words of a query that must all match; a longer one is taken for a question.
pub(super) const ALL_MUST_MATCH: usize = 6;
/// The same for words of Chinese, which is written without blanks: more are a sentence.
pub(super) const ALL_HAN_MUST_MATCH: usize = 5;
/// BM25's term frequency part stays below this (k1 + 1 for k1 = 1.2).
pub(super) const MAX_TERM_FREQUENCY_PART: f32 = 2.2;
/// A passage that is a heading scores this much of what its words make: it is so short that BM25 would put it before
/// every passage that says something under it.
pub(super) const HEADING_PASSAGE: f32 = 0.5;

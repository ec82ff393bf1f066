//! Pairs of neighbours of which one is among the commonest words: terms of their own.
//!
//! A phrase with such a word (`"the president"`, `"的规定"`) would have to compare the positions of
//! the word in nearly every passage. Its pairs stand in far fewer, and a pair by itself is a phrase
//! of two whole. Which words count as common changes what is fast and what an index weighs and
//! takes to build, never what is found.

use super::token::Token;

/// The pair of two tokens that stand side by side, where it is a term.
#[must_use]
pub fn pair(before: &str, after: &str) -> Option<String> {
    (is_commonest(before) || is_commonest(after)).then(|| format!("{before} {after}"))
}

/// The pairs in a passage. Clause punctuation parts its neighbours.
pub(super) fn pairs(tokens: &[Token<'_>]) -> impl Iterator<Item = String> {
    let side_by_side = tokens
        .windows(2)
        .filter(|two| two[1].position == two[0].position + 1);
    side_by_side.filter_map(|two| pair(two[0].text, two[1].text))
}

/// Stands in about half of the passages of its language.
fn is_commonest(token: &str) -> bool {
    matches!(token, "the" | "of" | "的")
}

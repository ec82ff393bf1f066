//! Pairs of neighbouring tokens of which one is a very common word: terms of a field of their own.
//!
//! A phrase with such a word (`"the president"`, `"的规定"`) would have to compare the positions of
//! the word in nearly every passage. With pairs, the phrase `"the president"` is a single term that
//! far fewer passages contain, and in a longer phrase a pair takes the place of two tokens. Which
//! words count as very common changes the speed of phrases, the size of the index and the time to
//! build it, but never which passages a phrase matches.

use super::token::Token;

/// The pair of two tokens, `before` followed by `after`, if it is a term.
#[must_use]
pub fn pair(before: &str, after: &str) -> Option<String> {
    let has_common_word = is_very_common(before) || is_very_common(after);
    has_common_word.then(|| format!("{before} {after}"))
}

/// The pairs in a passage. Tokens that clause punctuation separates are no neighbours.
pub(super) fn pairs(tokens: &[Token<'_>]) -> impl Iterator<Item = String> {
    let neighbours = tokens
        .windows(2)
        .filter(|two| two[1].position == two[0].position + 1);
    neighbours.filter_map(|two| pair(two[0].text, two[1].text))
}

/// Whether about half of the passages in the token's language contain it.
fn is_very_common(token: &str) -> bool {
    matches!(token, "the" | "of" | "的")
}

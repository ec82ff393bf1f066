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
    is_pair(before, after).then(|| format!("{before}{BETWEEN}{after}"))
}

/// Stands between the tokens of a pair.
pub(super) const BETWEEN: char = ' ';

fn is_pair(before: &str, after: &str) -> bool {
    is_very_common(before) || is_very_common(after)
}

/// The pairs in a passage. Tokens that clause punctuation separates are no neighbours.
pub(super) fn pairs<'a>(tokens: &[Token<'a>]) -> impl Iterator<Item = [&'a str; 2]> {
    let neighbours = tokens
        .windows(2)
        .filter(|two| two[1].position == two[0].position + 1);
    neighbours
        .map(|two| [two[0].text, two[1].text])
        .filter(|[before, after]| is_pair(before, after))
}

/// Whether about half of the passages in the token's language contain it.
fn is_very_common(token: &str) -> bool {
    matches!(token, "the" | "of" | "的")
}

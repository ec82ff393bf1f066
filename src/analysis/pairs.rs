//! Pairs of neighbours of which the postings are long: terms of their own.
//!
//! A phrase with a common word (`"the president"`, `"的规定"`) would have to compare the positions of the word in nearly
//! every passage. Its pairs stand in far fewer, and a pair by itself is a phrase of two whole. Which words count as common
//! changes what is fast and what the index weighs, never what is found.

use super::token::Token;

/// The pair of two tokens that stand side by side, where it is a term: one of them is among the very commonest, or both
/// are common.
#[must_use]
pub fn pair(before: &str, after: &str) -> Option<String> {
    let is_term = is_commonest(before) || is_commonest(after) || is_common(before) && is_common(after);
    is_term.then(|| format!("{before} {after}"))
}

/// The pairs in a passage. Clause punctuation parts its neighbours.
pub(super) fn pairs(tokens: &[Token<'_>]) -> impl Iterator<Item = String> {
    let side_by_side = tokens.windows(2).filter(|two| two[1].position == two[0].position + 1);
    side_by_side.filter_map(|two| pair(two[0].text, two[1].text))
}

/// Stands in half of the passages of its language.
fn is_commonest(token: &str) -> bool {
    matches!(token, "the" | "of" | "的")
}

/// Stands in about a tenth of them or more, whatever they are about.
fn is_common(token: &str) -> bool {
    const ENGLISH: &[&str] = &[
        "a", "all", "also", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have",
        "he", "his", "in", "is", "it", "its", "more", "not", "on", "or", "our", "that", "their", "there", "they",
        "this", "to", "was", "we", "were", "which", "who", "will", "with", "would",
    ];
    const CHINESE: &[&str] =
        &["一", "不", "中", "为", "会", "人", "以", "和", "国", "在", "对", "年", "是", "有", "用", "行"];
    if token.is_ascii() { ENGLISH.binary_search(&token).is_ok() } else { CHINESE.contains(&token) }
}

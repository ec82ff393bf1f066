//! Which of the labels that passages have as topics are topics.

use crate::analysis::normalize::normalize_text;

/// Titles of the parts of a brief that are about no subject of their own, normalized.
const APPARATUS: &[&str] = &[
    "about",
    "about this newsletter",
    "about us",
    "acknowledgements",
    "appendix",
    "contents",
    "endnotes",
    "footnotes",
    "further reading",
    "in this issue",
    "links",
    "notes",
    "read more",
    "reading list",
    "recommended reading",
    "references",
    "related",
    "related reading",
    "see also",
    "sources",
    "subscribe",
    "table of contents",
    "参考文献",
    "参考资料",
    "延伸阅读",
    "推荐阅读",
    "注释",
    "目录",
    "相关阅读",
    "订阅",
    "附录",
];

/// Returns whether a label is a subject, and not the title of a list of references or the like, or
/// a number of documents: what is left of `**** (6 document(s))` has no letters.
#[must_use]
pub fn is_topic(label: &str) -> bool {
    let normalized = normalize_text(label);
    let words = without_brackets(&normalized);
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let has_letters = words
        .chars()
        .any(char::is_alphabetic);
    has_letters && !APPARATUS.contains(&words)
}

/// Returns `text` without the parts in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

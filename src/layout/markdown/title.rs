//! Tells the title of Markdown whose headings are all of one rank.

use crate::layout::{numbering, title};

/// Returns whether the first heading is the title, and `others` of the same rank head sections: it
/// names an issue and none of them does, or they are numbered and it is not.
pub(super) fn is_title<'a>(first: &str, others: impl Iterator<Item = &'a str> + Clone) -> bool {
    let mut issues = others
        .clone()
        .filter_map(title::issue);
    let names_issue = title::issue(first).is_some() && issues.next().is_none();
    let total = others.clone().count();
    let numbered = others
        .filter(|other| numbering::parse(other).is_some())
        .count();
    let is_only_other = numbering::parse(first).is_none() && numbered >= 2;
    total > 0 && (names_issue || is_only_other && numbered * 2 > total)
}

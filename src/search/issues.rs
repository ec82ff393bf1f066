//! Issue numbers that several series have.

use super::scoring::collect::{Counts, summed};
use crate::index::schema::SERIES_MARK;

/// The name of the facet.
const ISSUE: &str = "issue";

/// Labels the counted issues as they are shown: by number, and with its series where several series
/// have an issue of that number (`Harbour Notes 2`).
pub(super) fn label(counts: &mut Counts) {
    let Some(counted) = counts.get(ISSUE) else {
        return;
    };
    let counted: Vec<(&String, &usize)> = counted.iter().collect();
    let mut labelled = Vec::with_capacity(counted.len());
    // The mark comes before all other characters of a label, so the series of an issue are
    // neighbours.
    for of_issue in counted.chunk_by(|a, b| split(a.0).0 == split(b.0).0) {
        for (label, count) in of_issue {
            let (issue, series) = split(label);
            let shown = if of_issue.len() > 1 {
                format!("{series} {issue}")
            } else {
                issue.to_owned()
            };
            labelled.push((shown.trim().to_owned(), **count));
        }
    }
    counts.insert(ISSUE, summed(labelled));
}

/// Splits a label as the index has it into the issue and the series, which may be empty.
fn split(label: &str) -> (&str, &str) {
    label
        .split_once(SERIES_MARK)
        .unwrap_or((label, ""))
}

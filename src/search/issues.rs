//! Issue numbers that several series have.

use std::collections::{BTreeMap, BTreeSet};

use super::scoring::collect::Counts;
use crate::index::schema::SERIES_MARK;

/// The name of the facet.
const ISSUE: &str = "issue";

/// Labels the counted issues as they are shown: by number, and with its series where several series
/// have an issue of that number (`Harbour Notes 2`).
pub(super) fn label(counts: &mut Counts) {
    let Some(counted) = counts.get(ISSUE) else {
        return;
    };
    let mut series_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for label in counted.keys() {
        let (issue, series) = split(label);
        series_of
            .entry(issue)
            .or_default()
            .insert(series);
    }
    let mut labelled: BTreeMap<String, usize> = BTreeMap::new();
    for (label, count) in counted {
        let (issue, series) = split(label);
        let is_ambiguous = series_of
            .get(issue)
            .is_some_and(|of| of.len() > 1);
        let shown = if is_ambiguous {
            format!("{series} {issue}")
                .trim()
                .to_owned()
        } else {
            issue.to_owned()
        };
        *labelled.entry(shown).or_default() += count;
    }
    counts.insert(ISSUE, labelled);
}

/// Splits a label as the index has it into the issue and the series, which may be empty.
fn split(label: &str) -> (&str, &str) {
    label
        .split_once(SERIES_MARK)
        .unwrap_or((label, ""))
}

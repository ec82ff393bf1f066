//! Facets as people are shown them.

use std::cmp::Reverse;

use crate::search::{Counts, NO_DATE};

/// Maximum number of labels shown of a facet.
const MAX_LABELS: usize = 8;
/// Maximum number of months shown, the latest first.
const MAX_MONTHS: usize = 24;
/// The facet whose labels are in the order of time.
const MONTH: &str = "month";

/// A facet with the labels that are shown of it.
pub(super) struct Facet<'a> {
    pub name: &'a str,
    /// The labels with the most hits first; months with the latest first, and passages without a
    /// date last.
    pub labels: Vec<Label<'a>>,
    /// Number of labels that are not shown.
    pub more: usize,
}

/// A label of a facet.
pub(super) struct Label<'a> {
    pub text: &'a str,
    /// Number of hits that have it.
    pub count: usize,
}

impl Facet<'_> {
    /// Returns the highest count of a label.
    pub(super) fn highest_count(&self) -> usize {
        let counts = self
            .labels
            .iter()
            .map(|label| label.count);
        counts.max().unwrap_or(1)
    }
}

/// Returns the facets that have labels.
pub(super) fn facets(counts: &Counts) -> Vec<Facet<'_>> {
    let mut facets = Vec::new();
    for (name, labels) in counts {
        let labels: Vec<Label<'_>> = labels
            .iter()
            .map(|(text, count)| Label {
                text,
                count: *count,
            })
            .collect();
        if !labels.is_empty() {
            facets.push(facet(name, labels));
        }
    }
    facets
}

/// Returns the facet of `labels`, which are in the order of their texts.
fn facet<'a>(name: &'a str, mut labels: Vec<Label<'a>>) -> Facet<'a> {
    let is_month = name == MONTH;
    if is_month {
        labels.sort_by(|a, b| (a.text == NO_DATE, b.text).cmp(&(b.text == NO_DATE, a.text)));
    } else {
        labels.sort_by_key(|label| Reverse(label.count));
    }
    let max = if is_month {
        MAX_MONTHS
    } else {
        MAX_LABELS
    };
    let more = labels.len().saturating_sub(max);
    labels.truncate(max);
    Facet { name, labels, more }
}

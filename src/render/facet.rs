//! Facets as people are shown them.

use std::cmp::Reverse;

use crate::search::{Counts, NO_DATE, is_topic};

/// Maximum number of labels shown of a facet.
const MAX_LABELS: usize = 8;
/// Maximum number of months shown. Of more, years are shown.
const MAX_MONTHS: usize = 24;
/// The facet that shows only topics, of all that the briefs have in their place.
const TOPIC: &str = "topic";
/// The facet whose labels are in the order of time.
const MONTH: &str = "month";
/// The name of the facet of months added up by year.
const YEAR: &str = "year";

/// A facet with the labels that are shown of it.
pub(crate) struct Facet<'a> {
    pub name: &'a str,
    /// The labels with the most hits first; months and years with the oldest first, and passages
    /// without a date last.
    pub labels: Vec<Label<'a>>,
    /// Number of labels that are not shown.
    pub more: usize,
}

/// A label of a facet.
pub(crate) struct Label<'a> {
    pub text: &'a str,
    /// Number of hits that have it.
    pub count: usize,
}

impl Facet<'_> {
    /// Returns the highest count of a label.
    pub(crate) fn highest_count(&self) -> usize {
        let counts = self
            .labels
            .iter()
            .map(|label| label.count);
        counts.max().unwrap_or(1)
    }
}

/// Returns the facets that have labels.
pub(crate) fn facets(counts: &Counts) -> Vec<Facet<'_>> {
    let mut facets = Vec::new();
    for (name, labels) in counts {
        let labels: Vec<Label<'_>> = labels
            .iter()
            .filter(|(text, _)| *name != TOPIC || is_topic(text))
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

/// Returns the facet of `labels`, which are in the order of their texts. Of more months than are
/// shown, it has the years.
fn facet<'a>(name: &'a str, mut labels: Vec<Label<'a>>) -> Facet<'a> {
    if name == MONTH {
        let is_long = labels.len() > MAX_MONTHS;
        if is_long {
            labels = years(labels);
        }
        labels.sort_by_key(|label| (label.text == NO_DATE, label.text));
        return Facet {
            name: if is_long {
                YEAR
            } else {
                MONTH
            },
            labels,
            more: 0,
        };
    }
    labels.sort_by_key(|label| Reverse(label.count));
    let more = labels
        .len()
        .saturating_sub(MAX_LABELS);
    labels.truncate(MAX_LABELS);
    Facet { name, labels, more }
}

/// Adds up months by year.
fn years(months: Vec<Label<'_>>) -> Vec<Label<'_>> {
    let mut years: Vec<Label<'_>> = Vec::new();
    for month in months {
        let year = match month.text {
            NO_DATE => NO_DATE,
            text => text.get(..4).unwrap_or(text),
        };
        match years.last_mut() {
            Some(last) if last.text == year => last.count += month.count,
            _ => years.push(Label {
                text: year,
                count: month.count,
            }),
        }
    }
    years
}

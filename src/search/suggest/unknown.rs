//! Labels that a filter asks for and that no passage has.

use std::collections::BTreeMap;

use serde::Serialize;
use strsim::osa_distance;
use tantivy::query::AllQuery;

use crate::error::Result;
use crate::index::{Index, normalize_label, schema};
use crate::query::Field;
use crate::search::collect::collect;
use crate::search::plan::label_field;
use crate::search::scoring::collect::{Best, Sort};
use crate::search::terms::each_term;
use crate::search::topic::is_topic;

/// Maximum number of similar labels to suggest.
const MAX_SIMILAR: usize = 3;
/// Maximum number of labels to name as examples.
const MAX_EXAMPLES: usize = 8;
/// A label may differ from a similar one in one of this many characters.
const CHARACTERS_PER_EDIT: usize = 3;

/// The field of titles, which are not counted as facets.
const TITLE: &str = "title";
/// The field of paths: of files, and of the folders that they are in.
const SOURCE: &str = "source";
/// The field of topics.
const TOPIC: &str = "topic";

/// A label that no passage has, and the labels that there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnknownLabel {
    /// Name of the filter: `section`, `topic` and so on.
    pub field: &'static str,
    /// The label, as typed.
    pub value: String,
    /// Similar labels, the most similar first.
    #[serde(rename = "near")]
    pub similar: Vec<String>,
    /// The labels of the most passages.
    #[serde(rename = "there")]
    pub examples: Vec<String>,
    /// Number of labels that are not among the examples.
    pub more: usize,
}

/// Describes the unknown label `value` of `field`.
pub(in crate::search) fn unknown(index: &Index, field: Field, value: &str) -> Result<UnknownLabel> {
    let labels = labels(index, field)?;
    let more = labels
        .len()
        .saturating_sub(MAX_EXAMPLES);
    let similar = similar(&labels, &normalize_label(value));
    let mut examples = labels;
    examples.truncate(MAX_EXAMPLES);
    Ok(UnknownLabel {
        field: field.name(),
        value: value.to_owned(),
        similar,
        examples,
        more,
    })
}

/// Returns the labels that are most similar to `typed`, normalized.
fn similar(labels: &[String], typed: &str) -> Vec<String> {
    let mut similar = Vec::new();
    for label in labels {
        let normalized = normalize_label(label);
        let name = normalized.trim_end_matches('/');
        if let Some(distance) = distance(name, typed.trim_end_matches('/')) {
            similar.push((distance, label));
        }
    }
    similar.sort_by_key(|(distance, _)| *distance);
    similar.truncate(MAX_SIMILAR);
    similar
        .into_iter()
        .map(|(_, label)| label.clone())
        .collect()
}

/// Returns the edit distance from `typed` to the label or to as many of its words as `typed` has;
/// `None` if it is too large.
fn distance(label: &str, typed: &str) -> Option<usize> {
    let word_count = typed
        .split_whitespace()
        .count()
        .max(1);
    let words: Vec<&str> = label.split_whitespace().collect();
    let mut distance = osa_distance(label, typed);
    for some in words.windows(word_count) {
        distance = distance.min(osa_distance(&some.join(" "), typed));
    }
    let max = (typed.chars().count() / CHARACTERS_PER_EDIT).max(1);
    (distance <= max).then_some(distance)
}

/// Returns all labels of `field`, those of the most passages first.
fn labels(index: &Index, field: Field) -> Result<Vec<String>> {
    let mut counts: Vec<(String, u64)> = count_labels(index, field)?
        .into_iter()
        .collect();
    // A stable sort: labels of equally many passages stay in the order of their texts.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(counts
        .into_iter()
        .map(|(label, _)| label)
        .collect())
}

/// Returns the paths of the folders that a file is in: `2023/` and `2023/06/` for `2023/06/a.txt`.
fn folders(source: &str) -> impl Iterator<Item = &str> {
    let ends = source.match_indices('/');
    ends.map(|(end, slash)| &source[..end + slash.len()])
}

/// Returns the labels of `field` with their numbers of passages.
fn count_labels(index: &Index, field: Field) -> Result<BTreeMap<String, u64>> {
    let is_named = |(_, name): &(&str, &str)| *name == field.name();
    let mut counts = BTreeMap::new();
    if field.name() == SOURCE {
        for brief in index.briefs()? {
            let source = brief.label.source;
            for folder in folders(&source) {
                *counts
                    .entry(folder.to_owned())
                    .or_default() += brief.passages as u64;
            }
            counts.insert(source, brief.passages as u64);
        }
        return Ok(counts);
    }
    if let Some(at) = schema::COUNTED
        .iter()
        .position(is_named)
    {
        let best = Best {
            index,
            keep: 0,
            sort: Sort::Relevance,
            count: &schema::COUNTED[at..=at],
        };
        let found = collect(index, &AllQuery, &best)?;
        for (label, count) in found.counts.into_values().flatten() {
            if field.name() != TOPIC || is_topic(&label) {
                counts.insert(label, count as u64);
            }
        }
        return Ok(counts);
    }
    if field.name() == TITLE {
        for brief in index.briefs()? {
            let passages = brief.passages as u64;
            *counts
                .entry(brief.label.title)
                .or_default() += passages;
        }
        return Ok(counts);
    }
    // Other labels have only their normalized forms in the index.
    let field = label_field(&index.fields, field);
    each_term(index, field, None, |label, passages| {
        *counts
            .entry(label.to_owned())
            .or_default() += passages;
    })?;
    Ok(counts)
}

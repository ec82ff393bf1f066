//! Labels that are asked for and that no passage has.

use serde::Serialize;
use strsim::osa_distance;
use tantivy::query::AllQuery;

use super::super::run;
use crate::error::Result;
use crate::index::{Index, normalize_label, schema};
use crate::query::Field;
use crate::search::plan::label_field;
use crate::search::scoring::collect::{Best, Sort};
use crate::search::terms::each_term;

/// Labels that are offered.
const NEAR: usize = 3;
/// Labels that are named to show what there is.
const THERE: usize = 8;

/// A label that no passage has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// `section`, `topic` and so on.
    pub field: &'static str,
    /// As asked for.
    pub value: String,
    /// Labels that are spelt like it, the nearest first.
    pub near: Vec<String>,
    /// The labels that most passages have.
    pub there: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// What there is in the place of `value` in `field`.
pub(in crate::search) fn unknown(index: &Index, field: Field, value: &str) -> Result<Unknown> {
    let labels = labels(index, field)?;
    let normalized = normalize_label(value);
    let mut near: Vec<(usize, &str)> = labels
        .iter()
        .filter_map(|label| {
            Some((
                distance(&normalize_label(label), &normalized)?,
                label.as_str(),
            ))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    Ok(Unknown {
        field: field.name(),
        value: value.to_owned(),
        near: near
            .into_iter()
            .take(NEAR)
            .map(|(_, label)| label.to_owned())
            .collect(),
        there: labels.iter().take(THERE).cloned().collect(),
        more: labels.len().saturating_sub(THERE),
    })
}

/// How far `asked` is from a label or from as many of its words; `None` where that is too far.
fn distance(label: &str, asked: &str) -> Option<usize> {
    let words = asked.split_whitespace().count();
    let of_label: Vec<&str> = label.split_whitespace().collect();
    let some = of_label
        .windows(words.max(1))
        .map(|some| osa_distance(&some.join(" "), asked))
        .min();
    let distance = osa_distance(label, asked).min(some.unwrap_or(usize::MAX));
    (distance <= (asked.chars().count() / 3).max(1)).then_some(distance)
}

/// All labels in `field`, those of most passages first.
fn labels(index: &Index, field: Field) -> Result<Vec<String>> {
    let counted = schema::COUNTED
        .iter()
        .position(|(_, name)| *name == field.name());
    let mut counts: Vec<(String, u64)> = Vec::new();
    if let Some(at) = counted {
        let best = Best {
            index,
            keep: 0,
            sort: Sort::Relevance,
            count: &schema::COUNTED[at..=at],
        };
        let found = run(index, &AllQuery, &best)?.counts.into_values().flatten();
        counts.extend(found.map(|(label, count)| (label, count as u64)));
    } else {
        // Of titles only the normalized ones can be listed.
        each_term(
            index,
            label_field(&index.fields, field),
            None,
            |label, count| match counts.iter_mut().find(|(known, _)| known == label) {
                Some((_, total)) => *total += count,
                None => counts.push((label.to_owned(), count)),
            },
        )?;
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(counts.into_iter().map(|(label, _)| label).collect())
}

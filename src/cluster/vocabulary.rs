//! The terms and labels that the passages in a cluster have.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};
use tantivy::schema::Field;

use super::mapping;
use super::shown::Shown;
use crate::error::Result;
use crate::index::{ColumnLabels, Shape};

/// Number of terms that are asked for at a time.
const PAGE: usize = 10_000;
/// The characters that mean something in a regular expression of the cluster.
const SPECIAL: &str = ".?+*|{}[]()\"\\#@&<>~^$-";

/// Words with the numbers of passages that have them.
type Words = Arc<Vec<(String, u64)>>;

/// The words that were asked for.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Whole lists of words, by field.
    words: Mutex<HashMap<Field, Words>>,
    /// The columns that have labels.
    columns: OnceLock<Vec<String>>,
}

impl Vocabulary {
    /// Returns the terms of a field that start with `start`, sorted, with the numbers of passages
    /// that have them.
    pub(super) fn terms(
        &self,
        shown: &Shown,
        field: Field,
        start: &str,
    ) -> Result<Vec<(String, u64)>> {
        let known = self.words().get(&field).cloned();
        if let Some(words) = known {
            let from = words.partition_point(|(word, _)| word.as_str() < start);
            let starting = words[from..].iter();
            return Ok(starting
                .take_while(|(word, _)| word.starts_with(start))
                .cloned()
                .collect());
        }
        let column = column(shown, field);
        if !start.is_empty() {
            return starting(shown, field, &column, start);
        }
        let query = shown.visible(Vec::new());
        let words = Arc::new(all(shown, &query, &column)?);
        self.words()
            .insert(field, Arc::clone(&words));
        Ok(words.to_vec())
    }

    fn words(&self) -> MutexGuard<'_, HashMap<Field, Words>> {
        let words = self.words.lock();
        words.unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the labels of the passages of `query` in each of `columns`. A column without any
    /// label, in whatever passage, has none.
    pub(super) fn labels(
        &self,
        shown: &Shown,
        query: &Value,
        columns: &[&'static str],
    ) -> Result<Vec<Option<ColumnLabels>>> {
        if self.columns.get().is_none() {
            let there = with_labels(shown, columns)?;
            self.columns.get_or_init(|| there);
        }
        let there = self
            .columns
            .get()
            .map_or(&[][..], Vec::as_slice);
        labels(shown, query, columns, there)
    }
}

/// Returns the name of the column that has the distinct terms of a field.
fn column(shown: &Shown, field: Field) -> String {
    let name = shown.translator.name(field);
    mapping::vocabulary(name).unwrap_or_else(|| name.to_owned())
}

fn starting(shown: &Shown, field: Field, column: &str, start: &str) -> Result<Vec<(String, u64)>> {
    let with = Shape::Starting(field, start.to_owned());
    let query = shown.visible(vec![shown.translator.filter(&with)]);
    let mut pattern = String::new();
    for c in start.chars() {
        if SPECIAL.contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push_str(".*");
    let answer = shown.search(&json!({
        "size": 0,
        "track_total_hits": false,
        "query": query,
        "aggs": {"words": {"terms": {
            "field": column,
            "include": pattern,
            "size": PAGE,
            "order": {"_key": "asc"},
        }}},
    }))?;
    let words = &answer["aggregations"]["words"];
    if is_whole(words) {
        return buckets(shown, words);
    }
    let mut words = all(shown, &query, column)?;
    words.retain(|(word, _)| word.starts_with(start));
    Ok(words)
}

fn is_whole(words: &Value) -> bool {
    words["sum_other_doc_count"] == 0 && words["doc_count_error_upper_bound"] == 0
}

/// Returns the labels in the buckets of an aggregation, sorted.
fn buckets(shown: &Shown, aggregation: &Value) -> Result<Vec<(String, u64)>> {
    let buckets = aggregation["buckets"].as_array();
    let buckets = buckets.ok_or_else(|| shown.odd("labels"))?;
    let label = |bucket: &Value| {
        let key = bucket["key"].as_str()?;
        Some((
            key.to_owned(),
            bucket["doc_count"].as_u64()?,
        ))
    };
    let labels: Option<Vec<(String, u64)>> = buckets.iter().map(label).collect();
    let mut labels = labels.ok_or_else(|| shown.odd("labels"))?;
    labels.sort_unstable();
    Ok(labels)
}

/// Returns all terms of a column in the passages of `query`, sorted, page by page.
fn all(shown: &Shown, query: &Value, column: &str) -> Result<Vec<(String, u64)>> {
    let mut words = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let mut composite = json!({
            "size": PAGE,
            "sources": [{"word": {"terms": {"field": column}}}],
        });
        if !after.is_null() {
            composite["after"] = after;
        }
        let answer = shown.search(&json!({
            "size": 0,
            "track_total_hits": false,
            "query": query,
            "aggs": {"words": {"composite": composite}},
        }))?;
        let page = &answer["aggregations"]["words"];
        let buckets = page["buckets"].as_array();
        let buckets = buckets.ok_or_else(|| shown.odd("words"))?;
        for bucket in buckets {
            let word = bucket["key"]["word"].as_str();
            let count = bucket["doc_count"].as_u64();
            let (word, count) = word
                .zip(count)
                .ok_or_else(|| shown.odd("words"))?;
            words.insert(word.to_owned(), count);
        }
        if buckets.len() < PAGE {
            return Ok(words.into_iter().collect());
        }
        after = page["after_key"].clone();
    }
}

/// Returns those of `columns` that some passage has a label in.
fn with_labels(shown: &Shown, columns: &[&'static str]) -> Result<Vec<String>> {
    let mut aggregations = json!({});
    for column in columns {
        aggregations[*column] = json!({"filter": {"exists": {"field": column}}});
    }
    let answer = shown.search(&json!({
        "size": 0,
        "track_total_hits": false,
        "query": shown.visible(Vec::new()),
        "aggs": aggregations,
    }))?;
    let is_there = |column: &&&str| answer["aggregations"][**column]["doc_count"] != 0;
    let there = columns.iter().filter(is_there);
    Ok(there
        .map(|column| (*column).to_owned())
        .collect())
}

/// Returns the labels of the passages of `query` in each of `columns`, if that is among those that
/// are `there`.
fn labels(
    shown: &Shown,
    query: &Value,
    columns: &[&'static str],
    there: &[String],
) -> Result<Vec<Option<ColumnLabels>>> {
    let is_there = |column: &str| {
        there
            .iter()
            .any(|other| other == column)
    };
    let mut aggregations = json!({});
    for column in columns {
        if is_there(column) {
            aggregations[*column] = json!({"terms": {"field": column, "size": PAGE}});
        }
    }
    let answer = shown.search(&json!({
        "size": 0,
        "track_total_hits": false,
        "query": query,
        "aggs": aggregations,
    }))?;
    let mut labels = Vec::with_capacity(columns.len());
    for column in columns {
        if !is_there(column) {
            labels.push(None);
            continue;
        }
        let counted = &answer["aggregations"][*column];
        let counted = if is_whole(counted) {
            buckets(shown, counted)?
        } else {
            all(shown, query, column)?
        };
        let counted = counted.into_iter();
        let counted = counted.map(|(label, count)| {
            (
                label,
                usize::try_from(count).unwrap_or(0),
            )
        });
        labels.push(Some(counted.collect()));
    }
    Ok(labels)
}

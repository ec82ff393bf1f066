//! Plans filters.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeInclusive};

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::{BooleanQuery, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field as IndexField, IndexRecordOption};

use super::planned::{BoxedQuery, Planned, UnknownLabel};
use super::planner::Planner;
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::{AddedPassages, Fields, Shape, date_number, normalize_label};
use crate::query::{Field, Filter, Value};
use crate::search::scoring::parts::Shaped;
use crate::search::terms::{each_term, words_starting};

/// Returns the index's field that holds the labels of `field`.
pub(in crate::search) fn label_field(fields: &Fields, field: Field) -> IndexField {
    (field.indexed_in)(fields)
}

impl Planner<'_> {
    pub(super) fn filter(self, filter: &Filter) -> Result<Planned> {
        let field = (filter.field.indexed_in)(&self.index.fields);
        let query = match &filter.value {
            Value::Label(value) => return self.label(filter.field, value),
            Value::Kind(kind) => self.term(field, &kind.to_string(), 1.0),
            Value::Lang(lang) => self.term(field, &lang.to_string(), 1.0),
            Value::Dates { first, last } => dates(field, *first, *last),
            Value::Added { first, last } => self.added(*first, *last)?,
        };
        Ok(Planned::new(query))
    }

    /// Returns a query for the passages that were first indexed in a range of days.
    fn added(self, first: Option<Date>, last: Option<Date>) -> Result<BoxedQuery> {
        let first = first.map_or(0, date_number);
        let last = last.map_or(u64::MAX, date_number);
        let source = self.index.fields.source;
        let term = |added: &AddedPassages| Term::from_field_text(source, &added.source);
        let found = self.index.added(first, last)?;
        let (in_part, whole): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|added| added.ordinals.is_some());
        let whole = whole.iter().map(term);
        let mut any: Vec<BoxedQuery> = vec![any_of(whole.collect())];
        for added in &in_part {
            let ordinals = added.ordinals.iter().flatten();
            let runs = ordinals.map(|run| ordinals_in(self.index.fields.ordinal, run));
            let brief = TermQuery::new(term(added), IndexRecordOption::Basic);
            any.push(Box::new(BooleanQuery::intersection(
                vec![
                    Box::new(brief),
                    Box::new(BooleanQuery::union(runs.collect())),
                ],
            )));
        }
        Ok(Box::new(Shaped {
            query: Box::new(BooleanQuery::union(any)),
            shape: Shape::Added { first, last },
        }))
    }

    fn label(self, field: Field, value: &str) -> Result<Planned> {
        let index_field = label_field(&self.index.fields, field);
        let mut labels = self.labels(index_field, &normalize_label(value))?;
        if labels.is_empty() && index_field == self.index.fields.source_name {
            // The number of a file is its whole name, but a folder may be called 2023.
            let folder = format!("{}/", normalize_label(value));
            labels = self.labels(index_field, &folder)?;
        }
        let terms = labels
            .iter()
            .map(|label| Term::from_field_text(index_field, label));
        let mut planned = Planned::new(Box::new(Shaped {
            query: any_of(terms.collect()),
            shape: Shape::Terms(index_field, labels.clone()),
        }));
        if labels.is_empty() {
            let value = value.to_owned();
            planned
                .unknown
                .push(UnknownLabel { field, value });
        }
        Ok(planned)
    }

    /// Returns the labels that `value`, which is normalized, stands for: the label that equals it,
    /// or else those that start with it, or else those that contain it at the start of a word. A
    /// number stands for the label that equals it and for no other.
    fn labels(self, field: IndexField, value: &str) -> Result<Vec<String>> {
        if self.doc_freq(field, value)? > 0 {
            return Ok(vec![value.to_owned()]);
        }
        let is_number = value
            .chars()
            .all(|c| c.is_ascii_digit());
        if is_number {
            return Ok(Vec::new());
        }
        let starting = words_starting(self.index, field, value)?;
        if !starting.is_empty() {
            return Ok(starting);
        }
        let mut containing = BTreeSet::new();
        each_term(self.index, field, None, |label, _| {
            if contains_at_word(label, value) {
                containing.insert(label.to_owned());
            }
        })?;
        Ok(containing.into_iter().collect())
    }
}

/// Maximum number of terms whose posting lists are merged. For more, tantivy makes an automaton,
/// which takes a tenth of a millisecond whatever their number.
const MAX_MERGED: usize = 32;

/// Returns a query for the passages that have one of `terms`.
fn any_of(terms: Vec<Term>) -> BoxedQuery {
    if terms.len() > MAX_MERGED {
        return Box::new(TermSetQuery::new(terms));
    }
    Box::new(BooleanQuery::new_multiterms_query(
        terms,
    ))
}

/// Returns whether `label` contains `value` at the start of a word; a Han character ends a word.
fn contains_at_word(label: &str, value: &str) -> bool {
    let mut places = label.match_indices(value);
    places.any(|(at, _)| {
        let before = label[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() || is_han(c))
    })
}

/// Returns a query for a range of days. Passages of briefs without a date are in no range: they
/// have no number in the field.
fn dates(field: IndexField, first: Option<Date>, last: Option<Date>) -> BoxedQuery {
    let range = RangeQuery::new(bound(field, first), bound(field, last));
    Box::new(Shaped {
        query: Box::new(range),
        shape: Shape::Between {
            field,
            first: first.map(date_number),
            last: last.map(date_number),
        },
    })
}

/// Returns a query for a run of ordinals.
fn ordinals_in(field: IndexField, run: &RangeInclusive<u32>) -> BoxedQuery {
    let bound = |ordinal: u32| {
        Bound::Included(Term::from_field_u64(
            field,
            ordinal.into(),
        ))
    };
    Box::new(RangeQuery::new(
        bound(*run.start()),
        bound(*run.end()),
    ))
}

fn bound(field: IndexField, day: Option<Date>) -> Bound<Term> {
    match day {
        Some(day) => Bound::Included(Term::from_field_u64(
            field,
            date_number(day),
        )),
        None => Bound::Unbounded,
    }
}

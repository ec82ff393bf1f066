//! The labels of a passage as values of a document: those of its brief, its section, its topics.

use std::sync::Arc;

use tantivy::schema::Field;

use super::document::{Content, Values};
use super::headings::has_same_labels;
use super::labels::{date_number, normalize_label};
use super::passage::shorten;
use super::schema::{Fields, SERIES_MARK};
use crate::model::{Brief, Passage};

/// The labels of a brief's passages, which most passages share with the one before.
pub(super) struct Labels<'a> {
    fields: &'a Fields,
    brief: &'a Brief,
    /// The values that all passages of the brief share.
    of_brief: Values,
    /// The passage before, with its values.
    before: Option<(&'a Passage, Arc<Values>)>,
}

impl<'a> Labels<'a> {
    /// Returns the labels of `brief`, whose passages' ids start with `brief_id`.
    pub(super) fn of(fields: &'a Fields, brief: &'a Brief, brief_id: &str) -> Self {
        Self {
            fields,
            brief,
            of_brief: values_of(fields, brief, brief_id),
            before: None,
        }
    }

    /// Returns the labels of `passage`.
    pub(super) fn of_passage(&mut self, passage: &'a Passage) -> Arc<Values> {
        if let Some((before, values)) = &self.before
            && has_same_labels(before, passage)
        {
            return Arc::clone(values);
        }
        let mut values = self.of_brief.clone();
        self.add_section(&mut values, passage);
        for topic in &passage.topics {
            values.push(text(
                self.fields.topic,
                &normalize_label(topic),
            ));
            values.push(text(self.fields.topic_label, topic));
        }
        let values = Arc::new(values);
        self.before = Some((passage, Arc::clone(&values)));
        values
    }

    fn add_section(&self, values: &mut Values, passage: &Passage) {
        let Some(section) = passage.section else {
            return;
        };
        let section = &self.brief.sections[section];
        let title = shorten(&section.title);
        values.push(text(
            self.fields.section,
            &normalize_label(&title),
        ));
        if let Some(number) = &section.number {
            values.push(text(
                self.fields.section,
                &normalize_label(number),
            ));
        }
        values.push(text(self.fields.section_label, &title));
    }
}

/// Returns the values that all passages of a brief share.
fn values_of(fields: &Fields, brief: &Brief, brief_id: &str) -> Values {
    let title = shorten(&brief.title);
    let mut values = vec![
        text(fields.brief_id, brief_id),
        text(
            fields.brief_name,
            &normalize_label(brief_id),
        ),
        text(fields.source, &brief.source),
        text(
            fields.source_name,
            &normalize_label(&brief.source),
        ),
        text(fields.title, &normalize_label(&title)),
    ];
    let series = brief.series.as_deref();
    if let Some(series) = series {
        values.push(text(
            fields.series,
            &normalize_label(series),
        ));
        values.push(text(fields.series_label, series));
    }
    if let Some(issue) = &brief.issue {
        let label = format!(
            "{issue}{SERIES_MARK}{}",
            series.unwrap_or_default()
        );
        values.push(text(
            fields.issue,
            &normalize_label(issue),
        ));
        values.push(text(fields.issue_label, &label));
    }
    if let Some(date) = brief.date {
        let month = date.strftime("%Y-%m").to_string();
        let number = Content::Number(date_number(date));
        values.push((fields.date, number));
        values.push(text(fields.month_label, &month));
    }
    values
}

fn text(field: Field, text: &str) -> (Field, Content) {
    (field, Content::Shared(text.into()))
}

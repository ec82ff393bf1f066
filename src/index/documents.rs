//! tantivy's documents: one for each passage.

use rayon::prelude::*;
use tantivy::TantivyDocument;

use super::added::{self, Mark};
use super::headings::Headings;
use super::labels::{date_number, normalize_label};
use super::passage;
use super::pieces::{self, Piece};
use super::record::NewBrief;
use super::schema::{Fields, SERIES_MARK};
use super::statistics::TokenCounts;
use crate::analysis::analyzer::{self, Terms};
use crate::error::Result;
use crate::model::{Brief, Passage, PassageLabel};

/// A passage ready to be added.
pub(crate) struct Analysed {
    pub(crate) document: TantivyDocument,
    /// Number of its terms in each field.
    pub(crate) lengths: TokenCounts,
    /// The passage as it is stored.
    pub(crate) stored: Vec<u8>,
    /// Its number in its brief.
    pub(crate) ordinal: u32,
    pub(crate) mark: Mark,
}

/// Analyses the passages of briefs, and passes those of each piece to `put`, in order.
///
/// However large the briefs are, no more than a few megabytes of their passages are analysed at a
/// time: the terms of a passage take many times the memory of its text.
///
/// # Errors
/// Returns the first error of `put`.
pub(crate) fn analyse_each(
    fields: &Fields,
    briefs: &[NewBrief],
    mut put: impl FnMut(&Piece<'_>, Vec<Analysed>) -> Result<()>,
) -> Result<()> {
    let pieces = pieces::of(briefs);
    for batch in pieces::batches(&pieces) {
        let analysed: Vec<_> = batch
            .par_iter()
            .map(|piece| {
                let NewBrief { brief, record } = piece.brief;
                documents(
                    fields,
                    brief,
                    &record.id,
                    piece.passages,
                )
            })
            .collect();
        for (piece, passages) in batch.iter().zip(analysed) {
            put(piece, passages)?;
        }
    }
    Ok(())
}

/// Analyses some passages of `brief`, whose ids start with `brief_id`.
fn documents(
    fields: &Fields,
    brief: &Brief,
    brief_id: &str,
    passages: &[Passage],
) -> Vec<Analysed> {
    let headings = Headings::of(brief, passages);
    let mut analysed = Vec::with_capacity(passages.len());
    for passage in passages {
        let terms = analyzer::terms_with_links(&passage.text, &passage.links);
        let heading = headings.above(passage);
        let lengths = TokenCounts::of(&terms, heading);
        let stored = passage::stored(brief, brief_id, passage);
        let mut document = TantivyDocument::new();
        add_terms(&mut document, fields, &terms, heading);
        add_brief(&mut document, fields, brief, brief_id);
        add_passage(&mut document, fields, passage);
        add_labels(&mut document, fields, &stored.label);
        let stored = passage::to_bytes(stored);
        document.add_bytes(fields.record, &stored);
        analysed.push(Analysed {
            document,
            lengths,
            stored,
            ordinal: passage.ordinal,
            mark: added::mark(&passage.text),
        });
    }
    analysed
}

/// Adds the terms of a passage, and those of the headings above it.
fn add_terms(document: &mut TantivyDocument, fields: &Fields, terms: &Terms, heading: &str) {
    document.add_text(fields.exact, &terms.exact);
    document.add_text(fields.pairs, &terms.pairs);
    for (field, words) in fields
        .words
        .into_iter()
        .zip(&terms.words)
    {
        document.add_text(field, words);
    }
    document.add_text(fields.heading, heading);
}

/// Adds the fields that all passages of a brief share.
fn add_brief(document: &mut TantivyDocument, fields: &Fields, brief: &Brief, brief_id: &str) {
    document.add_text(fields.brief_id, brief_id);
    document.add_text(
        fields.brief_name,
        normalize_label(brief_id),
    );
    document.add_text(fields.source, &brief.source);
    document.add_text(
        fields.source_name,
        normalize_label(&brief.source),
    );
    if let Some(series) = &brief.series {
        document.add_text(fields.series, normalize_label(series));
        document.add_text(fields.series_label, series);
    }
    if let Some(issue) = &brief.issue {
        document.add_text(fields.issue, normalize_label(issue));
        let series = brief
            .series
            .as_deref()
            .unwrap_or("");
        let label = format!("{issue}{SERIES_MARK}{series}");
        document.add_text(fields.issue_label, label);
    }
    if let Some(date) = brief.date {
        let month = date.strftime("%Y-%m").to_string();
        document.add_u64(fields.date, date_number(date));
        document.add_text(fields.month_label, month);
    }
}

/// Adds the fields of a passage itself.
fn add_passage(document: &mut TantivyDocument, fields: &Fields, passage: &Passage) {
    document.add_u64(
        fields.ordinal,
        u64::from(passage.ordinal),
    );
    document.add_text(fields.lang, passage.lang.to_string());
    document.add_text(fields.kind, passage.kind.to_string());
    for topic in &passage.topics {
        document.add_text(fields.topic, normalize_label(topic));
        document.add_text(fields.topic_label, topic);
    }
}

/// Adds the labels with which the passage is shown.
fn add_labels(document: &mut TantivyDocument, fields: &Fields, label: &PassageLabel) {
    document.add_text(
        fields.title,
        normalize_label(&label.brief.title),
    );
    if let Some(section) = &label.section {
        document.add_text(
            fields.section,
            normalize_label(&section.title),
        );
        if let Some(number) = &section.number {
            document.add_text(fields.section, normalize_label(number));
        }
        document.add_text(fields.section_label, &section.title);
    }
}

//! tantivy's documents: one for each passage.

use std::sync::Arc;

use rayon::prelude::*;

use super::added::{self, Mark};
use super::document::{Content, PassageDocument, Values};
use super::headings::Headings;
use super::labelled::Labels;
use super::passage;
use super::pieces::{self, Piece};
use super::record::NewBrief;
use super::schema::Fields;
use super::statistics::TokenCounts;
use crate::analysis::analyzer::{self, Terms};
use crate::error::Result;
use crate::model::{Brief, Passage};

/// Number of values that a passage has of its own.
const OWN_VALUES: usize = 9;

/// A passage ready to be added.
pub(crate) struct Analysed {
    pub(crate) document: PassageDocument,
    /// Number of its terms in each field.
    pub(crate) lengths: TokenCounts,
    /// The passage as it is stored.
    pub(crate) stored: Arc<Vec<u8>>,
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
    let label = passage::brief_label(brief);
    let mut headings = Headings::of(brief);
    let mut labels = Labels::of(fields, brief, brief_id);
    let mut analysed = Vec::with_capacity(passages.len());
    for passage in passages {
        let terms = analyzer::terms_with_links(&passage.text, &passage.links);
        let above = headings.above(passage);
        let lengths = TokenCounts::of(&terms, above.count);
        let section = passage
            .section
            .map(|at| &brief.sections[at]);
        let stored = passage::stored(&label, brief_id, section, passage);
        let stored = Arc::new(stored);
        let mut values = own_values(fields, passage);
        add_terms(&mut values, fields, terms);
        values.push((
            fields.heading,
            Content::Shared(above.terms),
        ));
        values.push((
            fields.record,
            Content::Bytes(Arc::clone(&stored)),
        ));
        analysed.push(Analysed {
            document: PassageDocument::new(values, labels.of_passage(passage)),
            lengths,
            stored,
            ordinal: passage.ordinal,
            mark: added::mark(&passage.text),
        });
    }
    analysed
}

/// Returns the values of a passage itself, without its terms.
fn own_values(fields: &Fields, passage: &Passage) -> Values {
    let ordinal = u64::from(passage.ordinal);
    let mut values = Values::with_capacity(OWN_VALUES);
    values.extend([
        (fields.ordinal, Content::Number(ordinal)),
        (
            fields.lang,
            Content::Name(passage.lang.as_str()),
        ),
        (
            fields.kind,
            Content::Name(passage.kind.as_str()),
        ),
    ]);
    values
}

/// Adds the terms of a passage.
fn add_terms(values: &mut Values, fields: &Fields, terms: Terms) {
    values.push((fields.exact, Content::Text(terms.exact)));
    values.push((fields.pairs, Content::Text(terms.pairs)));
    let words = fields
        .words
        .into_iter()
        .zip(terms.words);
    values.extend(words.map(|(field, words)| (field, Content::Text(words))));
}

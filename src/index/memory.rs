//! An index in memory of some passages.

use std::collections::BTreeMap;

use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::{ReloadPolicy, Searcher, TantivyDocument};

use super::elsewhere::{FieldValue, Found};
use super::passage;
use super::schema::{self, Fields};
use crate::analysis::analyzer;
use crate::analysis::language::LANGUAGES;
use crate::error::{Error, Result};

/// Memory of the writer, in bytes. It is taken as it is needed.
const BUDGET: usize = 100_000_000;

/// Passages by source and number, as they are ordered in an index.
pub(super) type Passages = BTreeMap<(String, u32), Found>;

/// Returns a searcher of an index in memory that has `passages`.
pub(super) fn searcher(passages: &Passages) -> Result<Searcher> {
    let index = if passages.is_empty() {
        empty()
    } else {
        filled(passages)
    };
    let index = index.map_err(Error::index("memory".as_ref()))?;
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual);
    let reader: tantivy::IndexReader = reader
        .try_into()
        .map_err(Error::index("memory".as_ref()))?;
    Ok(reader.searcher())
}

fn empty() -> tantivy::Result<tantivy::Index> {
    let (schema, _) = schema::schema();
    let builder = tantivy::Index::builder()
        .schema(schema)
        .tokenizers(schema::tokenizers());
    builder.create_in_ram()
}

fn filled(passages: &Passages) -> tantivy::Result<tantivy::Index> {
    let (schema, fields) = schema::schema();
    let builder = tantivy::Index::builder()
        .schema(schema)
        .tokenizers(schema::tokenizers());
    let directory = tantivy::directory::RamDirectory::create();
    let mut writer: SingleSegmentIndexWriter =
        builder.single_segment_index_writer(directory, BUDGET)?;
    for found in passages.values() {
        writer.add_document(document(&fields, found))?;
    }
    writer.finalize()
}

/// Returns the document of a passage: the fields that it came with, and those that its text tells.
fn document(fields: &Fields, found: &Found) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, value) in &found.values {
        match value {
            FieldValue::Text(text) => document.add_text(*field, text),
            FieldValue::Number(number) => document.add_u64(*field, *number),
        }
    }
    if let Some(passage) = passage::from_bytes(&found.stored) {
        let terms = analyzer::terms_without_dictionary(&passage.text, &passage.links);
        document.add_text(fields.exact, &terms.exact);
        document.add_text(fields.pairs, &terms.pairs);
        let words = fields
            .words
            .into_iter()
            .zip(&terms.words);
        for ((field, words), language) in words.zip(LANGUAGES) {
            if language.is_spaced {
                document.add_text(field, words);
            }
        }
    }
    document.add_bytes(fields.record, &found.stored);
    document
}

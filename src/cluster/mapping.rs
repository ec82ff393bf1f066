//! The fields of the cluster's index: those of the folder's schema, and what runs need.

use serde_json::{Map, Value, json};
use tantivy::schema::{FieldEntry, FieldType, IndexRecordOption, Schema};

use crate::index::{CHINESE_WORDS, EXACT, FORMAT, HEADING, TERM_LIST};

/// The field that says what a document is.
pub(crate) const DOC: &str = "doc";
/// The number of the run in which a document came.
pub(crate) const SINCE: &str = "since";
/// The version of the brief that a document is of.
pub(crate) const VERSION: &str = "version";
/// The day on which a passage was first indexed, as a number.
pub(crate) const ADDED: &str = "added";
/// Length of a stored passage, in bytes.
pub(crate) const SIZE: &str = "size";
/// Data that is not searched, of the state and the lock.
pub(super) const DATA: &str = "data";

/// The fields whose distinct terms are also kept as a column, to look words up.
const WITH_VOCABULARY: [&str; 2] = [EXACT, CHINESE_WORDS];
/// The fields of terms whose values are kept: terms of headings, with which a passage is stored in
/// short, and Chinese words, which take a dictionary to make. The others are made of the text
/// again.
const KEPT: [&str; 2] = [HEADING, CHINESE_WORDS];
/// The name of how the fields of terms are scored.
const SCORED: &str = "passages";

/// Positions between the readings of a text: more than the maximum slop of a query.
const READINGS_APART: u32 = 1000;
/// Maximum length of a term for the cluster's tokenizer, in characters.
const MAX_TERM: u32 = 32_000;
/// Maximum number of versions that a query leaves out.
const MAX_LEFT_OUT: u32 = 1_000_000;

/// Returns the body of a request that creates an index for the address's `name`, with the alias
/// through which it is written.
pub(super) fn index(name: &str, write_alias: &str, schema: &Schema) -> Value {
    let (fields, excluded) = fields(schema);
    json!({
        "settings": {
            "index.refresh_interval": "-1",
            "index.codec": "best_compression",
            "index.max_terms_count": MAX_LEFT_OUT,
            // Between the two rankings: the cluster only finds the candidates.
            "index.similarity": {SCORED: {"type": "BM25", "k1": 1.0, "b": 0.6}},
            "analysis": {
                "tokenizer": {"term_list": {
                    "type": "char_group",
                    "tokenize_on_chars": ["\n"],
                    "max_token_length": MAX_TERM,
                }},
                "analyzer": {"term_list": {"type": "custom", "tokenizer": "term_list"}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"yinde": {"name": name, "format": FORMAT}},
            "_source": {"excludes": excluded},
            "properties": fields,
        },
        "aliases": {write_alias: {}},
    })
}

/// Returns the name of the column of the distinct terms of `field`, if there is one.
pub(crate) fn vocabulary(field: &str) -> Option<String> {
    WITH_VOCABULARY
        .contains(&field)
        .then(|| format!("{field}_words"))
}

/// Whether a field has the terms of a list.
pub(super) fn is_term_list(entry: &FieldEntry) -> bool {
    match entry.field_type() {
        FieldType::Str(options) => options
            .get_indexing_options()
            .is_some_and(|terms| terms.tokenizer() == TERM_LIST),
        _ => false,
    }
}

/// Returns the cluster's fields for those of `schema`, and those whose values are not kept.
fn fields(schema: &Schema) -> (Value, Vec<String>) {
    let mut fields = Map::new();
    let mut excluded = Vec::new();
    for (_, entry) in schema.fields() {
        let name = entry.name().to_owned();
        if is_term_list(entry) && !KEPT.contains(&entry.name()) {
            excluded.push(name.clone());
        }
        if let Some(vocabulary) = vocabulary(&name) {
            excluded.push(vocabulary.clone());
            fields.insert(
                vocabulary,
                json!({"type": "keyword", "index": false}),
            );
        }
        fields.insert(name, field(entry));
    }
    for (name, field) in [
        (DOC, json!({"type": "keyword"})),
        (SINCE, json!({"type": "long"})),
        (VERSION, json!({"type": "keyword"})),
        (ADDED, json!({"type": "integer"})),
        (
            SIZE,
            json!({"type": "integer", "index": false}),
        ),
        (
            DATA,
            json!({"type": "object", "enabled": false}),
        ),
    ] {
        fields.insert(name.to_owned(), field);
    }
    (Value::Object(fields), excluded)
}

/// Returns the cluster's field for one of the schema.
fn field(entry: &FieldEntry) -> Value {
    match entry.field_type() {
        FieldType::Str(options) => match options.get_indexing_options() {
            Some(terms) if is_term_list(entry) => {
                term_list(terms.index_option(), terms.fieldnorms())
            }
            _ => json!({"type": "keyword"}),
        },
        FieldType::Bytes(_) => json!({"type": "binary"}),
        _ => json!({"type": "integer"}),
    }
}

fn term_list(record: IndexRecordOption, has_lengths: bool) -> Value {
    let mut field = json!({
        "type": "text",
        "analyzer": "term_list",
        "index_options": "freqs",
        "norms": has_lengths,
        "similarity": SCORED,
    });
    if record.has_positions() {
        field["index_options"] = "positions".into();
        field["position_increment_gap"] = READINGS_APART.into();
    }
    field
}

//! The fields of the cluster's index: those of the folder's schema, and what runs need.

use serde_json::{Map, Value, json};
use tantivy::schema::{FieldType, IndexRecordOption, Schema};

use crate::index::{FORMAT, TERM_LIST};

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

/// Returns the cluster's fields for those of `schema`, and those whose values are not kept: a
/// passage's terms are made of its text again where they are needed.
fn fields(schema: &Schema) -> (Value, Vec<String>) {
    let mut fields = Map::new();
    let mut excluded = Vec::new();
    for (_, entry) in schema.fields() {
        let name = entry.name().to_owned();
        let (field, is_kept) = match entry.field_type() {
            FieldType::Str(options) => match options.get_indexing_options() {
                Some(terms) if terms.tokenizer() == TERM_LIST => {
                    let field = term_list(terms.index_option(), terms.fieldnorms());
                    (field, name == crate::index::HEADING)
                }
                _ => (json!({"type": "keyword"}), true),
            },
            FieldType::Bytes(_) => (json!({"type": "binary"}), true),
            _ => (json!({"type": "integer"}), true),
        };
        if !is_kept {
            excluded.push(name.clone());
        }
        fields.insert(name, field);
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

fn term_list(record: IndexRecordOption, has_lengths: bool) -> Value {
    let mut field = json!({
        "type": "text",
        "analyzer": "term_list",
        "index_options": "freqs",
        "norms": has_lengths,
    });
    if record.has_positions() {
        field["index_options"] = "positions".into();
        field["position_increment_gap"] = READINGS_APART.into();
    }
    field
}

//! The cluster's documents of passages, with the very values that a folder's index has.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Map, Value, json};
use tantivy::Document;
use tantivy::schema::Schema;
use tantivy::schema::document::Value as _;

use super::mapping::{self, ADDED, DOC, SINCE, SIZE, VERSION};
use super::terms;
use crate::index::{PassageDocument, RECORD};

/// The value of the field `doc` for a passage.
pub(crate) const PASSAGE: &str = "passage";

/// The values that the cluster's document of a passage has besides the folder's.
pub(super) struct Extras<'a> {
    /// Number of the run.
    pub(super) run: u64,
    /// The version of its brief.
    pub(super) version: &'a str,
    /// The day on which it was first indexed, as a number.
    pub(super) added: u64,
    /// Length of the passage as it is stored, in bytes.
    pub(super) size: usize,
}

/// Returns the bytes that a document has in its field for what is stored, if it has some.
pub(super) fn stored(source: &Value) -> Option<Vec<u8>> {
    BASE64_STANDARD
        .decode(source[RECORD].as_str()?)
        .ok()
}

/// Returns the cluster's document of a passage.
pub(super) fn of(schema: &Schema, document: &PassageDocument, extras: &Extras<'_>) -> Value {
    let mut fields: Map<String, Value> = Map::new();
    for (field, value) in document.iter_fields_and_values() {
        let entry = schema.get_field_entry(field);

        if let Some(text) = value.as_str() {
            if mapping::is_term_list(entry) {
                add_terms(&mut fields, entry.name(), text);
            } else {
                let text = terms::short(text).into_owned();
                add(&mut fields, entry.name(), text.into());
            }
        } else if let Some(number) = value.as_u64() {
            add(&mut fields, entry.name(), number.into());
        } else if let Some(bytes) = value.as_bytes() {
            let text = BASE64_STANDARD.encode(bytes);
            add(&mut fields, entry.name(), text.into());
        }
    }
    fields.insert(DOC.to_owned(), PASSAGE.into());
    fields.insert(SINCE.to_owned(), extras.run.into());
    fields.insert(
        VERSION.to_owned(),
        extras.version.into(),
    );
    fields.insert(ADDED.to_owned(), extras.added.into());
    fields.insert(SIZE.to_owned(), json!(extras.size));
    Value::Object(fields)
}

/// Adds a list of terms, and its distinct terms if they are kept as a column.
fn add_terms(fields: &mut Map<String, Value>, name: &str, list: &str) {
    for reading in terms::readings(list) {
        add(fields, name, reading.into());
    }
    if let Some(vocabulary) = mapping::vocabulary(name) {
        let distinct = terms::distinct(list);
        fields.insert(vocabulary, json!(distinct));
    }
}

/// Adds a value to a field, which has an array if it has several.
fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = json!([first.take(), value]),
    }
}

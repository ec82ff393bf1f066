//! Schemas of arguments.

use serde_json::{Map, Value, json};

use crate::query::Field;

/// Returns the schema of an object with these properties, of which some are required.
pub(super) fn object(properties: &Map<String, Value>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Returns these properties.
pub(super) fn properties(properties: &[(&str, Value)]) -> Map<String, Value> {
    let properties = properties.iter();
    properties
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect()
}

/// Adds a property for each filter.
pub(super) fn with_filters(mut properties: Map<String, Value>) -> Map<String, Value> {
    for field in Field::ALL {
        properties.insert(
            field.name().to_owned(),
            text(field.help()),
        );
    }
    properties
}

pub(super) fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

pub(super) fn texts(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": description })
}

pub(super) fn one_of(values: &[&str], description: &str) -> Value {
    json!({ "type": "string", "enum": values, "description": description })
}

pub(super) fn flag(description: &str) -> Value {
    json!({ "type": "boolean", "description": description })
}

pub(super) fn number(least: usize, most: usize, description: &str) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most, "description": description })
}

/// The properties by which an answer comes in parts.
pub(super) fn parts() -> [(&'static str, Value); 2] {
    [
        (
            "limit",
            number(
                1,
                50,
                "Maximum number of results; 10 if it is left out",
            ),
        ),
        (
            "cursor",
            text("The \"next\" of the result before, for the part after it"),
        ),
    ]
}

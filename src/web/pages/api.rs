//! `/api`: the API for people; `/schema.json`: the same for programs.

use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::index::Opened;
use crate::query::Field;
use crate::web::address::page_of;
use crate::web::layout::{self, Frame};
use crate::web::operations::{OPERATIONS, Operation};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;
use crate::web::words;

/// The start of all addresses.
const START: &str = "/api/v1";

#[expect(
    clippy::unnecessary_wraps,
    reason = "the answers of all pages have one type"
)]
pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let frame = Frame {
        title: words::API.to_owned(),
        formats: vec![("OpenAPI", "/schema.json".to_owned())],
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::API_TITLE) }
                @for line in words::API_TEXT { p { (line) } }
                pre { (words::API_ERROR) }
                @for operation in OPERATIONS { (one(operation, ask.opened)) }
                h2 { (words::FILTER) }
                dl {
                    @for field in Field::ALL {
                        dt { code { (field.name()) } } dd { (field.help()) }
                    }
                }
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

fn one(operation: &Operation, opened: &Opened) -> Markup {
    let id = if operation.has_id {
        "/{id}"
    } else {
        ""
    };
    let example = example(operation, opened);
    html! {
        h2 { code { "GET " (START) "/" (operation.name) (id) } }
        p { (operation.summary) }
        dl {
            @for (name, meaning) in operation.params {
                dt { code { (name) } } dd { (meaning) }
            }
            @if operation.has_filters { dt { (words::FILTER) } dd { (words::FILTERS_TOO) } }
            @for (name, kind, meaning) in operation.keys {
                dt { "→ " code { (name) } } dd { (kind) ": " (meaning) }
            }
        }
        p { a data-example href=(Text(&example)) { code { (Text(&example)) } } }
    }
}

/// Returns the address of the example, with a passage of this index.
fn example(operation: &Operation, opened: &Opened) -> String {
    let brief = opened
        .briefs
        .first()
        .map_or("brief-042", |brief| &brief.id);
    let id = page_of("", &format!("{brief}#1"));
    let id = id.trim_start_matches('/');
    format!(
        "{START}/{}",
        operation
            .example
            .replace("{id}", id)
    )
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the answers of all pages have one type"
)]
pub(in crate::web) fn schema(_: &Ask<'_>) -> Result<Reply, Problem> {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let id = if operation.has_id {
            "/{id}"
        } else {
            ""
        };
        let path = format!("/{}{id}", operation.name);
        paths.insert(
            path,
            json!({ "get": described(operation) }),
        );
    }
    Ok(Reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": words::NAME,
            "version": "1",
            "description": words::API_TEXT.join(" "),
        },
        "servers": [{ "url": START }],
        "paths": paths,
        "components": { "schemas": { "Problem": problem() } },
    })))
}

fn described(operation: &Operation) -> Value {
    let mut parameters = Vec::new();
    if operation.has_id {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "schema": { "type": "string" },
            "description": words::ID_TEXT,
        }));
    }
    let mut names: Vec<(&str, &str)> = operation.params.to_vec();
    if operation.has_filters {
        let filters = Field::ALL.iter();
        let described = filters.map(|field| (field.name(), field.help()));
        names.extend(described);
    }
    for (name, description) in names {
        parameters.push(json!({
            "name": name, "in": "query", "schema": { "type": "string" },
            "description": description,
        }));
    }
    json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": operation.summary,
                "content": { "application/json": { "schema": answer_of(operation) } },
            },
            "default": {
                "description": words::PROBLEM,
                "content": {
                    "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } },
                },
            },
        },
    })
}

/// Returns the schema of an answer.
fn answer_of(operation: &Operation) -> Value {
    if operation.keys.is_empty() {
        return json!({ "type": "array", "items": { "type": "object" } });
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind, description) in operation.keys {
        let kind = if *name == "next" {
            json!([kind, "null"])
        } else {
            json!(kind)
        };
        properties.insert(
            (*name).to_owned(),
            json!({ "type": kind, "description": description }),
        );
        required.push(*name);
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "properties": {
            "error": { "type": "string" },
            "hint": { "type": ["string", "null"] },
            "status": { "type": "integer" },
        },
        "required": ["error", "hint", "status"],
    })
}

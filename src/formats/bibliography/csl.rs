//! CSL-JSON, which Zotero and pandoc write: a list of objects, or the `items` of one.

use serde_json::Value;

use super::{Reference, facts};

/// Returns the references, or `None` if the bytes are other JSON.
pub(super) fn references(bytes: &[u8]) -> Option<Vec<Reference>> {
    let bytes = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(object) => match object.get("items") {
            Some(Value::Array(items)) => items.as_slice(),
            _ => std::slice::from_ref(&value),
        },
        _ => return None,
    };
    let has = |item: &Value, name: &str| item.get(name).is_some();
    let is_reference = |item: &&Value| has(item, "type") && has(item, "title");
    let references: Vec<Reference> = items
        .iter()
        .filter(is_reference)
        .map(reference)
        .collect();
    (!references.is_empty()).then_some(references)
}

fn reference(item: &Value) -> Reference {
    let field = |name: &str| text(item.get(name));
    let place = [field("volume"), field("issue"), field("page")];
    let place: Vec<String> = place
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let container = [field("container-title"), field("publisher")];
    let keyword = field("keyword");
    let keywords = keyword
        .split([',', ';'])
        .map(str::trim)
        .filter(|word| !word.is_empty());
    Reference {
        key: field("id"),
        title: field("title"),
        authors: people(item.get("author")),
        editors: people(item.get("editor")),
        container: container
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        publisher: field("publisher"),
        addresses: vec![field("URL")],
        doi: field("DOI"),
        date: item
            .get("issued")
            .map(date)
            .unwrap_or_default(),
        place: place.join(" "),
        summary: field("abstract"),
        keywords: keywords
            .map(str::to_owned)
            .collect(),
    }
}

/// Returns a text or a number as text.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Returns the names in a list of people.
fn people(list: Option<&Value>) -> Vec<String> {
    let people = list.and_then(Value::as_array);
    let names = people
        .into_iter()
        .flatten()
        .map(name);
    names
        .filter(|name| !name.is_empty())
        .collect()
}

/// Returns the name of a person or an organisation.
fn name(person: &Value) -> String {
    if let Value::String(name) = person {
        return facts::name(name);
    }
    let part = |name: &str| text(person.get(name));
    let literal = part("literal");
    if !literal.is_empty() {
        return literal;
    }
    let particle = part("non-dropping-particle");
    let family = format!("{particle} {}", part("family"));
    let given = format!(
        "{} {}",
        part("given"),
        part("dropping-particle")
    );
    facts::person(&family, &given)
}

/// Returns the day of `{"date-parts": [[2021, 5, 18]]}` or of a text.
fn date(issued: &Value) -> String {
    let parts = issued
        .get("date-parts")
        .and_then(|parts| parts.get(0));
    let Some(parts) = parts.and_then(Value::as_array) else {
        let written = issued
            .get("raw")
            .or_else(|| issued.get("literal"));
        return text(written.or(Some(issued)));
    };
    let padded = |part: &Value| format!("{:0>2}", text(Some(part)));
    let parts: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_null())
        .map(padded)
        .collect();
    parts.join("-")
}

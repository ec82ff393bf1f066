//! BibTeX: `@article{key, title = {The title}, year = 2021}`.

use std::collections::HashMap;

use super::Reference;
use super::latex::plain;

/// Maximum length of the kind of a reference, in bytes.
const MAX_KIND: usize = 64;

/// The names of months.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Returns the references.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let mut strings = HashMap::new();
    let mut references = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = &rest[at + 1..];
        let near = rest.floor_char_boundary(MAX_KIND);
        let Some(open) = rest[..near].find(['{', '(']) else {
            continue;
        };
        let kind = rest[..open].trim().to_lowercase();
        let is_kind = !kind.is_empty()
            && kind
                .chars()
                .all(|c| c.is_ascii_alphanumeric());
        if !is_kind {
            continue;
        }
        let (body, after) = balanced(&rest[open..]);
        rest = after;
        if kind == "comment" || kind == "preamble" {
            continue;
        }
        let (key, fields) = match kind.as_str() {
            "string" => ("", body),
            _ => body
                .split_once(',')
                .unwrap_or((body, "")),
        };
        let fields = read_fields(fields, &strings);
        if kind == "string" {
            strings.extend(fields);
        } else {
            references.push(reference(key.trim(), &fields));
        }
    }
    references
}

/// Splits text that starts with a bracket after the bracket's end.
fn balanced(text: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '(' if at == 0 || c == '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ')' if depth == 1 && text.starts_with('(') => depth = 0,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + c.len_utf8()..]);
        }
    }
    (&text[1..], "")
}

/// Reads `name = value` with commas between.
fn read_fields(text: &str, strings: &HashMap<String, String>) -> HashMap<String, String> {
    let mut fields = HashMap::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = value(after, strings);
        let name = name
            .trim()
            .trim_start_matches(',')
            .trim()
            .to_lowercase();
        fields.insert(name, value);
        rest = after;
    }
    fields
}

/// Reads a value up to the next comma: parts with `#` between, each in braces or quotation marks, a
/// number or the name of a string.
fn value<'a>(text: &'a str, strings: &HashMap<String, String>) -> (String, &'a str) {
    let mut value = String::new();
    let mut rest = text.trim_start();
    loop {
        if rest.starts_with('{') {
            let (inside, after) = balanced(rest);
            value.push_str(inside);
            rest = after.trim_start();
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let end = end_of_quote(quoted);
            value.push_str(&quoted[..end]);
            rest = quoted
                .get(end + 1..)
                .unwrap_or_default()
                .trim_start();
        } else {
            let end = rest
                .find([',', '#', '}', '\n'])
                .unwrap_or(rest.len());
            let word = rest[..end].trim();
            let string = strings.get(&word.to_lowercase());
            value.push_str(string.map_or(word, String::as_str));
            rest = rest[end..].trim_start();
        }
        match rest.strip_prefix('#') {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    let after = rest
        .split_once(',')
        .map_or("", |(_, after)| after);
    (value, after)
}

/// Returns where a quotation ends: at a quotation mark outside braces.
fn end_of_quote(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '"' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn reference(key: &str, fields: &HashMap<String, String>) -> Reference {
    let field = |name: &str| {
        fields
            .get(name)
            .map(|value| plain(value))
            .unwrap_or_default()
    };
    let first = |names: &[&str]| {
        let mut values = names.iter().map(|name| field(name));
        values
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    let keywords = field("keywords");
    let keywords = keywords
        .split([',', ';'])
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let place = [field("volume"), field("number"), field("pages")];
    let place: Vec<String> = place
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Reference {
        key: key.to_owned(),
        title: field("title"),
        authors: authors(&first(&["author", "editor"])),
        container: first(&[
            "journal",
            "journaltitle",
            "booktitle",
            "institution",
            "publisher",
        ]),
        date: date(
            &field("date"),
            &field("year"),
            &field("month"),
        ),
        place: place.join(" "),
        summary: first(&["abstract", "annote", "note"]),
        keywords: keywords
            .map(str::to_owned)
            .collect(),
    }
}

fn authors(list: &str) -> Vec<String> {
    let authors = list
        .split(" and ")
        .map(|name| name.trim().to_owned());
    authors
        .filter(|name| !name.is_empty())
        .collect()
}

fn date(date: &str, year: &str, month: &str) -> String {
    if !date.is_empty() {
        return date.to_owned();
    }
    let month = month.to_lowercase();
    let name = month.get(..3).unwrap_or_default();
    match MONTHS
        .iter()
        .position(|other| *other == name)
    {
        Some(number) => format!("{year}-{:02}", number + 1),
        None => year.to_owned(),
    }
}

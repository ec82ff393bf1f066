//! BibTeX: `@article{key, title = {The title}, year = 2021}`.

use std::collections::HashMap;

use super::latex::{address, plain};
use super::{Reference, facts};

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
    let raw = |names: &[&str]| {
        let mut values = names
            .iter()
            .filter_map(|name| fields.get(*name));
        values.find(|value| !value.trim().is_empty())
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
        authors: authors(raw(&["author"])),
        editors: authors(raw(&["editor"])),
        container: first(&[
            "journal",
            "journaltitle",
            "booktitle",
            "institution",
            "publisher",
        ]),
        publisher: first(&["publisher", "institution", "school", "organization"]),
        addresses: ["url", "howpublished", "note"]
            .into_iter()
            .filter_map(|name| fields.get(name))
            .map(|value| address(value))
            .collect(),
        doi: fields
            .get("doi")
            .map(|value| address(value))
            .unwrap_or_default(),
        date: date(&field),
        place: place.join(" "),
        summary: first(&["abstract", "annote", "note"]),
        keywords: keywords
            .map(str::to_owned)
            .collect(),
    }
}

/// Returns the names between the words `and` of a list. The word is part of a name in braces.
fn authors(list: Option<&String>) -> Vec<String> {
    let mut authors = Vec::new();
    for name in split_at_and(list.map_or("", String::as_str)) {
        let is_whole = name.starts_with('{') && name.ends_with('}');
        let name = plain(name);
        if name.is_empty() || name == "others" {
            continue;
        }
        authors.push(if is_whole {
            name
        } else {
            facts::name(&name)
        });
    }
    authors
}

/// Splits at each `and` between white space and outside braces.
fn split_at_and(list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_whitespace() && at >= start => {
                let rest = &list[at + c.len_utf8()..];
                let after = rest.strip_prefix("and");
                if after.is_some_and(|after| after.starts_with(char::is_whitespace)) {
                    parts.push(list[start..at].trim());
                    start = at + c.len_utf8() + "and".len();
                }
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts
}

/// Returns the date of a reference: `2021-05-18`, or as much of it as there is.
fn date(field: &impl Fn(&str) -> String) -> String {
    let date = field("date");
    if !date.is_empty() {
        return date;
    }
    let year = field("year");
    let Some((month, rest)) = month(&field("month")) else {
        return year;
    };
    let year = facts::year(&year).unwrap_or(year);
    let day = first_number(&field("day")).or_else(|| first_number(&rest));
    match day {
        Some(day) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{year}-{month:02}"),
    }
}

/// Returns the number of a month, by its name or its number, and the text beside it.
fn month(written: &str) -> Option<(usize, String)> {
    let written = written.to_lowercase();
    let words = written.split(|c: char| !c.is_alphabetic());
    for word in words {
        let name = word.get(..3).unwrap_or_default();
        let mut months = MONTHS.iter();
        if let Some(at) = months.position(|month| *month == name) {
            return Some((at + 1, written.replacen(word, " ", 1)));
        }
    }
    let number = usize::from(first_number(&written)?);
    (1..=12)
        .contains(&number)
        .then_some((number, String::new()))
}

/// Returns the number in `text`, if it can be the day of a month.
fn first_number(text: &str) -> Option<u8> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    let digits = runs.find(|run| !run.is_empty())?;
    let day: u8 = digits.parse().ok()?;
    (1..=31)
        .contains(&day)
        .then_some(day)
}

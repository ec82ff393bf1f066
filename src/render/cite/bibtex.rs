//! Entries of BibTeX, in UTF-8 as today's programs read it.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::name::Name;
use super::reference::{MONTHS, Reference};

/// Returns an entry for each reference. No two have the same key.
pub(super) fn entries(references: &[Reference]) -> String {
    let mut keys = BTreeSet::new();
    let mut entries = String::new();
    for reference in references {
        let mut key = key(&reference.id);
        while !keys.insert(key.clone()) {
            key.push('x');
        }
        entry(reference, &key, &mut entries);
    }
    entries
}

fn entry(reference: &Reference, key: &str, out: &mut String) {
    let brief = &reference.brief;
    let kind = if brief.series.is_some() {
        "article"
    } else {
        "misc"
    };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "@{kind}{{{key},");
    let authors = reference
        .data
        .authors
        .iter()
        .map(|name| author(name));
    let authors: Vec<String> = authors.collect();
    field("author", &authors.join(" and "), out);
    // In two pairs of braces, capitals stay.
    field(
        "title",
        &format!("{{{}}}", escaped(&brief.title)),
        out,
    );
    optional("journal", brief.series.as_deref(), out);
    optional("number", brief.issue.as_deref(), out);
    optional(
        "publisher",
        reference.data.publisher.as_deref(),
        out,
    );
    if let Some([year, month, day]) = reference.date() {
        field("year", &year.to_string(), out);
        let name = MONTHS[usize::from(month.clamp(1, 12)) - 1].to_lowercase();
        let _ = writeln!(out, "  month = {},", &name[..3]);
        field("day", &day.to_string(), out);
    }
    if let Some(url) = &reference.data.url {
        field("url", &in_braces(url), out);
    }
    optional(
        "urldate",
        reference.data.accessed.as_deref(),
        out,
    );
    let place = reference.place();
    let place = place.map(|place| format!("{place}, {}", reference.id));
    optional("note", place.as_deref(), out);
    if let Some(passage) = &reference.passage {
        optional("annote", Some(&passage.text), out);
    }
    out.push_str("}\n");
}

fn optional(name: &str, value: Option<&str>, out: &mut String) {
    if let Some(value) = value {
        field(name, &escaped(value), out);
    }
}

/// Writes a field, unless it is empty.
fn field(name: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
}

/// Returns a name as BibTeX splits it. Braces keep a name whole.
fn author(name: &str) -> String {
    match Name::parse(name) {
        Name::Person { given, family } => format!(
            "{}, {}",
            escaped(family),
            escaped(given)
        ),
        Name::Whole(name) => format!("{{{}}}", escaped(name)),
    }
}

/// Returns an id as a key: letters, digits and a few marks of ASCII.
fn key(id: &str) -> String {
    let mut key = String::new();
    for c in id.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':') => {
                key.push(c);
            }
            '#' => key.push(':'),
            '~' => key.push('-'),
            c => {
                let _ = write!(key, "u{:x}", c as u32);
            }
        }
    }
    key
}

/// Returns `text` with the characters escaped that mean something to LaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let are_pairs = are_pairs(text);
    for c in text.chars() {
        match c {
            '{' | '}' if are_pairs => {
                out.push('\\');
                out.push(c);
            }
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '{' => out += "\\textbraceleft{}",
            '}' => out += "\\textbraceright{}",
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            c => out.push(c),
        }
    }
    out
}

/// Returns whether each brace of `text` has its other one. A program that counts braces, and does
/// not look at the backslash before them, reads these as they are; not every program knows a brace
/// by its name.
fn are_pairs(text: &str) -> bool {
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// Returns an address, which LaTeX reads as it is, without braces that would end it.
fn in_braces(url: &str) -> String {
    url.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}

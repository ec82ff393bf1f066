//! The names of authors, as by-lines and lists give them.

use crate::analysis::token::is_han;

/// Words before the names in a by-line, in lower case.
const BYLINE: [&str; 6] = ["by ", "by: ", "文/", "文／", "作者：", "作者:"];

/// Splits a text at the marks and words between names: `A. Writer and B. Scribe`, `甲作者、乙作者`. A
/// comma between single words is part of a name: `Writer, Anne`.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in without_byline(text).split([';', '；', '、', '，']) {
        for part in split_at_words(part) {
            split_at_commas(part, &mut names);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn without_byline(text: &str) -> &str {
    for word in BYLINE {
        let start = text.get(..word.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return text[word.len()..].trim_start();
        }
    }
    text
}

fn split_at_words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(" and ");
    parts.flat_map(|part| part.split(" & "))
}

/// Adds the names between commas in `part`, or all of it if these are parts of one name.
fn split_at_commas(part: &str, names: &mut Vec<String>) {
    let parts = part.split(',').map(str::trim);
    let parts: Vec<&str> = parts
        .filter(|name| !name.is_empty())
        .collect();
    let are_names = parts
        .iter()
        .all(|name| is_full_name(name));
    if are_names {
        names.extend(parts.into_iter().map(str::to_owned));
    } else {
        let name = part.trim().trim_matches(',');
        names.push(name.trim().to_owned());
    }
}

/// Returns whether `name` has a given name and a family name.
fn is_full_name(name: &str) -> bool {
    name.contains(is_han) || name.split_whitespace().count() > 1
}

//! The two languages of front matter, and where the entries of a strict reading are.

use std::ops::Range;

use super::value::Entry;
use super::yaml::Pair;
use super::{toml, yaml};

/// A language of front matter.
pub(super) struct Dialect {
    pub name: &'static str,
    /// The line before the front matter.
    pub opening: &'static str,
    /// The lines that may end it.
    pub closing: &'static [&'static str],
    /// The mark between a key and its value.
    pub separator: char,
    /// Reads front matter that follows the standard of the language.
    pub pairs: fn(&str) -> Result<Vec<Pair>, String>,
}

pub(super) const DIALECTS: [Dialect; 2] = [
    Dialect {
        name: "YAML",
        opening: "---",
        closing: &["---", "..."],
        separator: ':',
        pairs: yaml::pairs,
    },
    Dialect {
        name: "TOML",
        opening: "+++",
        closing: &["+++"],
        separator: '=',
        pairs: toml::pairs,
    },
];

/// Returns the entries of the front matter in `inside`, bytes of `text`.
///
/// # Errors
/// Returns an error if any of it breaks the rules of the language.
pub(super) fn entries(
    dialect: &Dialect,
    text: &str,
    inside: Range<usize>,
) -> Result<Vec<Entry>, String> {
    let pairs = (dialect.pairs)(&text[inside.clone()])?;
    let keys = pairs
        .iter()
        .map(|&(_, key, _)| inside.start + key);
    let starts = starts(text, inside.start, keys);
    let mut entries = Vec::with_capacity(pairs.len());
    for (at, (key, key_start, mut value)) in pairs.into_iter().enumerate() {
        let end = starts
            .get(at + 1)
            .map_or(inside.end, |&next| next);
        let key_start = inside.start + key_start;
        value.shift(inside.start);
        entries.push(Entry {
            key,
            span: starts[at]..end,
            written: after_key(text, key_start..end, dialect.separator)..end,
            value,
        });
    }
    Ok(entries)
}

/// Returns where each entry starts: at the start of its key's line or, if another entry does, at
/// the key itself.
fn starts(text: &str, from: usize, keys: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    for key in keys {
        let line = text[from..key]
            .rfind('\n')
            .map_or(from, |end| from + end + 1);
        let is_taken = starts
            .last()
            .is_some_and(|&last| last >= line);
        starts.push(if is_taken {
            key
        } else {
            line
        });
    }
    starts
}

/// Returns the byte after the key of `entry` and its separator.
fn after_key(text: &str, entry: Range<usize>, separator: char) -> usize {
    let written = &text[entry.clone()];
    let mut key_end = 0;
    if let Some(mark) = written
        .chars()
        .next()
        .filter(|c| ['"', '\''].contains(c))
    {
        key_end = written[1..]
            .find(mark)
            .map_or(0, |end| end + 2);
    }
    match written[key_end..].find(separator) {
        Some(at) => entry.start + key_end + at + separator.len_utf8(),
        None => entry.end,
    }
}

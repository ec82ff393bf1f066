//! A list of terms in both languages: our own, or a user's.

use std::sync::LazyLock;

use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;

/// A term with its short and its other forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// In Chinese, the full form first.
    pub zh: Vec<String>,
    /// In English, the full form first.
    pub en: Vec<String>,
    /// Kind of thing that it names: `term`, `organisation`, `person` or `place`.
    pub kind: String,
}

/// Our own list.
const OWN: &str = include_str!("data/terms.tsv");

/// Returns the terms of our own list.
#[must_use]
pub fn own() -> &'static [Term] {
    static READ: LazyLock<Vec<Term>> = LazyLock::new(|| {
        OWN.lines()
            .skip(1)
            .filter_map(term)
            .collect()
    });
    &READ
}

/// Returns the line of our own list that begins at this byte.
pub(super) fn own_line(at: usize) -> &'static str {
    OWN[at..]
        .lines()
        .next()
        .unwrap_or_default()
}

/// Names of the columns, in the order in which our own list has them.
const COLUMNS: [&str; 5] = ["zh", "zh_short", "en", "en_short", "kind"];

/// Reads a list of terms: a line each, separated by tabs, with columns for the Chinese (`zh`), its
/// other forms (`zh_short`), the English (`en`), its other forms (`en_short`) and the kind
/// (`kind`); the forms separated by semicolons. The first line names the columns, of which `zh` and
/// `en` must be there. A line that starts with `#` is left out, and so is one without Chinese or
/// English.
///
/// # Errors
/// Returns what is wrong with the first line.
pub fn read(text: &str) -> Result<Vec<Term>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let is_blank = |line: &str| line.starts_with('#') || line.trim().is_empty();
    let mut lines = text
        .lines()
        .filter(|line| !is_blank(line));
    let names: Vec<&str> = lines
        .next()
        .unwrap_or_default()
        .split('\t')
        .map(str::trim)
        .collect();
    let places = COLUMNS.map(|column| {
        names
            .iter()
            .position(|name| *name == column)
    });
    let [Some(_), _, Some(_), ..] = places else {
        return Err(
            "the first line must name the columns, separated by tabs: zh and en, and perhaps \
             zh_short, en_short, kind"
                .to_owned(),
        );
    };
    let terms = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place).copied());
        let ordered = places.map(|place| cell(place).unwrap_or_default());
        term(&ordered.join("\t"))
    });
    Ok(terms.collect())
}

/// Reads a line of our own list.
pub(super) fn term(line: &str) -> Option<Term> {
    let columns: Vec<&str> = line.split('\t').collect();
    let column = |at: usize| {
        columns
            .get(at)
            .copied()
            .unwrap_or("")
    };
    let zh = forms(column(0), column(1));
    let en = forms(column(2), column(3));
    if zh.is_empty() || en.is_empty() {
        return None;
    }
    let kind = column(4).to_owned();
    Some(Term { zh, en, kind })
}

fn forms(first: &str, others: &str) -> Vec<String> {
    let forms = std::iter::once(first).chain(others.split(';'));
    forms
        .map(str::trim)
        .filter(|form| !form.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the Han characters of a form, normalized, or `None` if it has other words too.
#[must_use]
pub fn word(form: &str) -> Option<String> {
    let normalized = normalize_text(form);
    let has_han = normalized.contains(is_han);
    let word: String = normalized
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    (has_han && word.chars().all(is_han)).then_some(word)
}

//! A list of terms in both languages: our own, or a user's.

use std::sync::LazyLock;

use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;

/// A term with its short and its other forms.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    static READ: LazyLock<Vec<Term>> = LazyLock::new(|| read(OWN));
    &READ
}

/// Reads a list of terms: a line each, with columns for the Chinese, its other forms, the English,
/// its other forms and the kind, separated by tabs; the forms by semicolons. The first line names
/// the columns. A line without Chinese or English is left out.
#[must_use]
pub fn read(text: &str) -> Vec<Term> {
    let lines = text.lines().skip(1);
    lines.filter_map(term).collect()
}

fn term(line: &str) -> Option<Term> {
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

//! The forms of terms in the lists of our own and of a user: full names, short forms, acronyms.

use super::list::{self, Term};
use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;

/// Maximum length of a Latin form that must be typed with its capitals, in bytes: `US` is not `us`.
const AS_WRITTEN: usize = 3;

/// A term that a text names.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Named {
    /// The number of the text among those that were looked for.
    pub text: usize,
    /// The term.
    pub term: Term,
    /// Whether the text is the term's full form.
    pub is_full: bool,
}

/// Returns the terms of `user` and of our own list that have one of `texts`, as typed, as a form.
#[must_use]
pub fn named(texts: &[String], user: &[Term]) -> Vec<Named> {
    let typed: Vec<String> = texts
        .iter()
        .map(|text| as_compared(text))
        .collect();
    let mut named = Vec::new();
    for term in user {
        named.extend(of_term(
            &typed,
            || term.clone(),
            |at| {
                let lists = [&term.zh, &term.en];
                let mut forms = lists.into_iter().map(|forms| {
                    let mut forms = forms.iter();
                    forms.position(|form| is_same(form, at))
                });
                forms.find_map(|place| place)
            },
        ));
    }
    // Reading the whole list would cost more than the search.
    for line in list::own_lines() {
        named.extend(of_term(
            &typed,
            || list::term(line).unwrap_or_default(),
            |at| {
                let columns = line.split('\t').take(4).enumerate();
                let mut places = columns.flat_map(|(column, forms)| {
                    let forms = forms.split(';');
                    forms.map(move |form| (column % 2, form.trim()))
                });
                places
                    .find(|(_, form)| is_same(form, at))
                    .map(|(place, _)| place)
            },
        ));
    }
    named
}

/// Returns the term for each of `typed` of which `place` knows the place among the term's forms.
fn of_term(
    typed: &[String],
    term: impl Fn() -> Term,
    place: impl Fn(&str) -> Option<usize>,
) -> Vec<Named> {
    let mut named = Vec::new();
    for (text, typed) in typed.iter().enumerate() {
        if let Some(place) = place(typed) {
            named.push(Named {
                text,
                term: term(),
                is_full: place == 0,
            });
        }
    }
    named
}

/// Returns a text as forms are compared with it: Chinese in simplified characters.
fn as_compared(text: &str) -> String {
    if text.contains(is_han) {
        normalize_text(text)
    } else {
        text.to_owned()
    }
}

fn is_same(form: &str, typed: &str) -> bool {
    if form.len() != typed.len() {
        return false;
    }
    form == typed || form.len() > AS_WRITTEN && form.eq_ignore_ascii_case(typed)
}

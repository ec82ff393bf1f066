//! The forms of terms in the lists of our own and of a user: full names, short forms, acronyms.

use std::collections::BTreeSet;

use super::list::{self, Term};
use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;

// Where the lines of a form begin in our own list, by the form in ASCII lower case.
include!(concat!(env!("OUT_DIR"), "/forms.rs"));

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
    for line in own_lines(&typed) {
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

/// Returns the lines of our own list that may have one of `typed` as a form, in order.
fn own_lines(typed: &[String]) -> impl Iterator<Item = &'static str> {
    let mut lines = BTreeSet::new();
    for text in typed {
        let found = LINES.get(&text.to_ascii_lowercase());
        lines.extend(
            found
                .into_iter()
                .flat_map(|lines| *lines),
        );
    }
    lines
        .into_iter()
        .map(list::own_line)
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

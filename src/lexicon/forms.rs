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
    let own: Vec<Term> = own_lines(&typed)
        .filter_map(list::term)
        .collect();
    let mut named = Vec::new();
    for term in user.iter().chain(&own) {
        for (text, typed) in typed.iter().enumerate() {
            if let Some(place) = place(term, typed) {
                named.push(Named {
                    text,
                    term: term.clone(),
                    is_full: place == 0,
                });
            }
        }
    }
    named
}

/// Returns the place of a text among the forms of a term in its language.
fn place(term: &Term, typed: &str) -> Option<usize> {
    let lists = [&term.zh, &term.en];
    let mut places = lists.into_iter().map(|forms| {
        let mut forms = forms.iter();
        forms.position(|form| is_same(form, typed))
    });
    places.find_map(|place| place)
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

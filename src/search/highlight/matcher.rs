//! The highlight terms of a query, sorted so that one pass over a text finds all of them.

use std::collections::{HashMap, HashSet};

use super::term::{HighlightTerm, PhraseToken};
use crate::analysis::{Token, spelling, stem};

/// All highlight terms of a query. It is made once for all hits.
pub struct Matcher<'a> {
    /// Which bytes of UTF-8 any term starts with.
    lead_bytes: [bool; 256],
    /// The low bytes of the code points that any term starts with.
    low_bytes: [bool; 256],
    stems: HashSet<&'a str>,
    /// Exact phrases by the text of their first token.
    phrases: HashMap<&'a str, Vec<&'a [PhraseToken]>>,
    pub(super) prefixes: Vec<&'a [PhraseToken]>,
    pub(super) proximities: Vec<ProximityTerm<'a>>,
}

/// A phrase with slop.
pub(super) struct ProximityTerm<'a> {
    pub phrase: &'a [PhraseToken],
    pub slop: u32,
}

impl<'a> Matcher<'a> {
    /// Returns a matcher for all of `terms`.
    #[must_use]
    pub fn new(terms: &'a [HighlightTerm]) -> Self {
        let mut matcher = Self {
            lead_bytes: [false; 256],
            low_bytes: [false; 256],
            stems: HashSet::new(),
            phrases: HashMap::new(),
            prefixes: Vec::new(),
            proximities: Vec::new(),
        };
        for term in terms {
            matcher.add(term);
        }
        matcher
    }

    fn add(&mut self, term: &'a HighlightTerm) {
        if let Some(first) = term.first().chars().next() {
            let lead = term.first().as_bytes()[0];
            self.lead_bytes[usize::from(lead)] = true;
            self.low_bytes[low_byte(first)] = true;
            if let HighlightTerm::Stem(_) = term {
                for other in spelling::other_first_letters(lead) {
                    self.lead_bytes[usize::from(other)] = true;
                    self.low_bytes[usize::from(other)] = true;
                }
            }
        }
        match term {
            HighlightTerm::Stem(stem) => {
                self.stems.insert(stem);
            }
            HighlightTerm::Prefix(phrase) => self.prefixes.push(phrase),
            HighlightTerm::Phrase(phrase, 0) => {
                if let Some(first) = phrase.first() {
                    self.phrases
                        .entry(&first.text)
                        .or_default()
                        .push(phrase);
                }
            }
            HighlightTerm::Phrase(phrase, slop) => {
                let slop = *slop;
                self.proximities
                    .push(ProximityTerm { phrase, slop });
            }
        }
    }

    /// Returns the next byte of `text`, at `from` or later, where a token may start that a match
    /// starts with. A stem starts as its word does, or as its word in the American spelling.
    ///
    /// Most tokens of a text cannot start a match. Looking at bytes first saves tokenizing them.
    pub(super) fn next_start(&self, text: &str, mut from: usize) -> Option<usize> {
        loop {
            let rest = &text.as_bytes()[from..];
            let is_lead = |byte: &u8| self.lead_bytes[usize::from(*byte)];
            let at = from + rest.iter().position(is_lead)?;
            if self.may_start(text, at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    fn may_start(&self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        if bytes[at].is_ascii() {
            let in_word = bytes[at].is_ascii_alphanumeric();
            return !(in_word && at > 0 && bytes[at - 1].is_ascii_alphanumeric());
        }
        let first = text[at..].chars().next();
        first.is_some_and(|c| self.low_bytes[low_byte(c)])
    }

    /// Whether the stem of `token` is one of the terms.
    pub(super) fn has_stem(&self, token: &Token<'_>) -> bool {
        let is_word = !token.han && !self.stems.is_empty();
        is_word
            && self
                .stems
                .contains(stem::stem(token.text).as_str())
    }

    /// Returns the exact phrases whose first token is `text`.
    pub(super) fn phrases_from(&self, text: &str) -> &[&'a [PhraseToken]] {
        self.phrases
            .get(text)
            .map_or(&[], Vec::as_slice)
    }
}

fn low_byte(c: char) -> usize {
    c as usize % 256
}

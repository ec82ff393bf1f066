//! The translation of a match: that of its passage in its brief, or the other half of the term that
//! its sentence gives in both languages.

use std::ops::Range;

use super::gloss::Gloss;
use super::pairs::{is_sure, terms};
use super::translations::part;
use crate::error::Result;
use crate::index::{Index, StoredPassage};
use crate::search;

/// The translation of a match.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Beside {
    /// The passages that it is in.
    pub passages: Vec<StoredPassage>,
    /// The translation: the whole text of these passages, or a term.
    pub text: String,
    /// The part of it that agrees best with the match, in bytes.
    pub part: Range<usize>,
    /// Whether it is only probable.
    pub probable: bool,
    /// Whether it is a term in the passage of the match.
    pub inside: bool,
}

/// A passage's translations, for each of its matches.
#[derive(Debug)]
pub struct Translated<'p> {
    passage: &'p StoredPassage,
    twins: Vec<StoredPassage>,
    terms: Vec<Gloss>,
}

impl<'p> Translated<'p> {
    /// Reads the translations of `passage`.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn of(index: &Index, passage: &'p StoredPassage) -> Result<Self> {
        let twins = search::twins(index, passage)?;
        let terms = if twins.is_empty() {
            terms(passage)
        } else {
            Vec::new()
        };
        Ok(Self {
            passage,
            twins,
            terms,
        })
    }

    /// Returns the translation of the match at `span`, in bytes of the passage's text.
    #[must_use]
    pub fn at(&self, span: &Range<usize>) -> Option<Beside> {
        if self.twins.is_empty() {
            return self.term_at(span);
        }
        let mut text = String::new();
        for twin in &self.twins {
            if text
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii())
            {
                text.push(' ');
            }
            text += &twin.text;
        }
        let mut twins = self.passage.twins.iter();
        Some(Beside {
            passages: self.twins.clone(),
            part: part(&self.passage.text[span.clone()], &text),
            probable: twins.any(|twin| twin.probable),
            inside: false,
            text,
        })
    }

    /// Returns the other half of the term that the match at `span` is in or that is in it.
    fn term_at(&self, span: &Range<usize>) -> Option<Beside> {
        let meets = |half: &Range<usize>| half.start < span.end && span.start < half.end;
        self.terms.iter().find_map(|term| {
            let other = if meets(&term.zh) {
                &term.en
            } else if meets(&term.en) {
                &term.zh
            } else {
                return None;
            };
            let text = self.passage.text[other.clone()].to_owned();
            Some(Beside {
                passages: vec![self.passage.clone()],
                part: 0..text.len(),
                probable: !is_sure(term),
                inside: true,
                text,
            })
        })
    }
}

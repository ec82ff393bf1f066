//! The translation of a match: that of its passage in its brief, or the other half of the term that
//! its sentence gives in both languages.

use std::ops::Range;

use super::cover::part;
use super::inside::{Part, parts};
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
    /// Whether it is in the passage of the match: its other half, or a term.
    pub inside: bool,
}

/// A passage's translations, for each of its matches.
#[derive(Debug)]
pub struct Translated<'p> {
    passage: &'p StoredPassage,
    twins: Vec<StoredPassage>,
    parts: Vec<Part>,
}

impl<'p> Translated<'p> {
    /// Reads the translations of `passage`.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn of(index: &Index, passage: &'p StoredPassage) -> Result<Self> {
        let twins = search::twins(index, passage)?;
        let parts = if twins.is_empty() {
            parts(passage)
        } else {
            Vec::new()
        };
        Ok(Self {
            passage,
            twins,
            parts,
        })
    }

    /// Returns the translation of the match at `span`, in bytes of the passage's text.
    #[must_use]
    pub fn at(&self, span: &Range<usize>) -> Option<Beside> {
        if self.twins.is_empty() {
            return self.inside(span);
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

    /// Returns the other half of the passage or of the term that the match at `span` meets.
    fn inside(&self, span: &Range<usize>) -> Option<Beside> {
        let text = &self.passage.text;
        self.parts
            .iter()
            .find_map(|inside| {
                let other = other_half(&inside.zh, &inside.en, span)?;
                let other = text[other].to_owned();
                let part = if inside.is_term {
                    0..other.len()
                } else {
                    part(&text[span.clone()], &other)
                };
                Some(Beside {
                    passages: vec![self.passage.clone()],
                    part,
                    probable: !inside.is_sure,
                    inside: true,
                    text: other,
                })
            })
    }
}

/// Returns the one of two halves that does not meet `span`, if the other one does.
fn other_half(zh: &Range<usize>, en: &Range<usize>, span: &Range<usize>) -> Option<Range<usize>> {
    let meets = |half: &Range<usize>| half.start < span.end && span.start < half.end;
    if meets(zh) {
        Some(en.clone())
    } else {
        meets(en).then(|| zh.clone())
    }
}

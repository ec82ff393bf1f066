//! A normalized text with the way back to its source.

use std::borrow::Cow;
use std::ops::Range;

/// A normalized text that remembers where each part of it comes from.
///
/// **A span of the normalized text leads back to whole graphemes of the source**, as long as it
/// splits no grapheme of the normalized text itself, which no token does. So a match never marks a
/// letter without its accent, or half of a ligature.
#[derive(Debug, Clone, Default)]
pub struct Normalized {
    /// The normalized text.
    pub text: String,
    /// Stretches of both texts in order: each starts where the one before ends.
    stretches: Vec<Stretch>,
    source_len: usize,
    /// The bytes of variants that words are written with, and these variants.
    variants: Vec<(usize, char)>,
}

#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Its first byte in the normalized text.
    normalized: usize,
    /// Its first byte in the source.
    source: usize,
    /// Whether each character has the same length in both texts, so that an offset in one leads to
    /// the offset in the other. Otherwise the stretch is a single grapheme, or a line end that is
    /// left out.
    aligned: bool,
}

impl Normalized {
    /// A text to which nothing of `source` is added yet.
    pub(super) fn of_source(source: &str) -> Self {
        Self {
            text: String::with_capacity(source.len()),
            stretches: Vec::new(),
            source_len: source.len(),
            variants: Vec::new(),
        }
    }

    /// The normalized text in which variants are as written. Each character is at the same byte as
    /// in [`Self::text`].
    ///
    /// A dictionary has words with them (著作) which the plain form would split.
    #[must_use]
    pub fn with_variants(&self) -> Cow<'_, str> {
        self.with_variants_in(0..self.text.len())
    }

    /// As [`Self::with_variants`], the part at `range` (bytes).
    #[must_use]
    pub fn with_variants_in(&self, range: Range<usize>) -> Cow<'_, str> {
        let first = self
            .variants
            .partition_point(|(at, _)| *at < range.start);
        let variants = self.variants[first..]
            .iter()
            .take_while(|(at, _)| *at < range.end);
        let part = &self.text[range.clone()];
        let mut text = String::new();
        for (at, variant) in variants {
            text.push_str(&part[text.len()..at - range.start]);
            text.push(*variant);
        }
        if text.is_empty() {
            return Cow::Borrowed(part);
        }
        text.push_str(&part[text.len()..]);
        Cow::Owned(text)
    }

    /// Notes that the next character to be added is the plain form of `variant`, of the same
    /// length.
    pub(super) fn note_variant(&mut self, variant: char) {
        self.variants
            .push((self.text.len(), variant));
    }

    /// The bytes of the source that became `range` (bytes) of the normalized text, widened to whole
    /// graphemes.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_start(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.source_end(range.end)
    }

    /// Where the source begins of what begins at this byte.
    fn source_start(&self, normalized: usize) -> usize {
        let Some(at) = self.stretch_at(normalized) else {
            return 0;
        };
        let stretch = self.stretches[at];
        if stretch.aligned {
            stretch.source + (normalized - stretch.normalized)
        } else {
            stretch.source
        }
    }

    /// Where the source ends of what ends before this byte, which is not the first.
    fn source_end(&self, normalized: usize) -> usize {
        let Some(at) = self.stretch_at(normalized - 1) else {
            return 0;
        };
        let stretch = self.stretches[at];
        if stretch.aligned {
            return stretch.source + (normalized - stretch.normalized);
        }
        let next = self.stretches.get(at + 1);
        next.map_or(self.source_len, |next| next.source)
    }

    /// The last stretch that starts at or before this byte. Stretches without text are before one
    /// that has text and starts at the same byte.
    fn stretch_at(&self, normalized: usize) -> Option<usize> {
        let starts_before = |stretch: &Stretch| stretch.normalized <= normalized;
        self.stretches
            .partition_point(starts_before)
            .checked_sub(1)
    }

    /// Begins an aligned stretch, or goes on with the one that is open.
    pub(super) fn begin_aligned(&mut self, source: usize, normalized: usize) {
        let is_open = self
            .stretches
            .last()
            .is_some_and(|last| last.aligned);
        if !is_open {
            self.stretches.push(Stretch {
                normalized,
                source,
                aligned: true,
            });
        }
    }

    /// Adds ASCII in lower case.
    pub(super) fn push_ascii(&mut self, source: usize, text: &str) {
        let start = self.text.len();
        self.begin_aligned(source, start);
        self.text.push_str(text);
        self.text[start..].make_ascii_lowercase();
    }

    /// Adds the form of one grapheme, or of a line end.
    pub(super) fn push(&mut self, source: usize, grapheme: &str, normalized: &str) {
        let start = self.text.len();
        if grapheme == normalized {
            self.begin_aligned(source, start);
        } else {
            self.stretches.push(Stretch {
                normalized: start,
                source,
                aligned: false,
            });
        }
        self.text.push_str(normalized);
    }
}

//! A set of the passages of a segment.

use std::ops::Range;

use tantivy::{DocId, DocSet};

use super::seek::each_in;

/// A set of passages, as a bit for each passage of a segment.
#[derive(Debug, Clone)]
pub(in crate::search) struct Bits(Vec<u64>);

impl Bits {
    /// Returns an empty set for a segment of `passages` passages.
    pub(in crate::search) fn new(passages: u32) -> Self {
        Self(vec![0; passages.div_ceil(64) as usize])
    }

    pub(in crate::search) fn insert(&mut self, doc: DocId) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    pub(in crate::search) fn contains(&self, doc: DocId) -> bool {
        self.0[doc as usize / 64] & (1 << (doc % 64)) != 0
    }

    /// Adds those of `docs` in `range`. They must be at their first passage.
    pub(in crate::search) fn extend(&mut self, docs: &mut dyn DocSet, range: &Range<DocId>) {
        each_in(docs, range, |doc| self.insert(doc));
    }

    /// Adds all that `other` has, a set for the same segment.
    pub(in crate::search) fn unite(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Removes all that `other` does not have, a set for the same segment.
    pub(in crate::search) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Removes the passages from `start`, a multiple of 64, up to `end` for which `keep` is false.
    pub(in crate::search) fn retain(
        &mut self,
        start: DocId,
        end: DocId,
        keep: impl Fn(DocId) -> bool,
    ) {
        let first = start / 64;
        let words = &mut self.0[first as usize..end.div_ceil(64) as usize];
        for (number, word) in (first..).zip(words) {
            for doc in docs_of(number, *word) {
                if !keep(doc) {
                    *word &= !(1 << (doc % 64));
                }
            }
        }
    }

    pub(in crate::search) fn len(&self) -> usize {
        let counts = self
            .0
            .iter()
            .map(|word| word.count_ones() as usize);
        counts.sum()
    }

    /// Returns the passages from `start` up to `end`, in order. `start` is a multiple of 64.
    pub(in crate::search) fn between(
        &self,
        start: DocId,
        end: DocId,
    ) -> impl Iterator<Item = DocId> + '_ {
        let first = start / 64;
        let words = &self.0[first as usize..end.div_ceil(64) as usize];
        let numbered = (first..).zip(words);
        numbered.flat_map(|(number, word)| docs_of(number, *word))
    }
}

/// Returns the passages of the word at `number`.
fn docs_of(number: u32, mut word: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        if word == 0 {
            return None;
        }
        let bit = word.trailing_zeros();
        word &= word - 1;
        Some(number * 64 + bit)
    })
}

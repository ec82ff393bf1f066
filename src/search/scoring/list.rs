//! The posting list of a term that scores: read whole, or to look up passages.

use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings};
use tantivy::{DocId, Score};

use super::bm25::{SCORE_STEP, as_score, share};
use super::seek::catch_up;

/// The numbers by which the passages of a term score.
pub(super) struct Scale {
    pub lengths: FieldNormReader,
    pub norms: Arc<[Score; 256]>,
    /// The most that a passage scores.
    pub most: Score,
}

impl Scale {
    /// Returns the score of a passage in which the term occurs `count` times.
    pub(super) fn share(&self, doc: DocId, count: u32) -> Score {
        share(
            self.most,
            as_score(count),
            self.norm(doc),
        )
    }

    /// Adds the most that each of `docs` scores, in which the term occurs at most `factor` times as
    /// often as `counts` says. There is no branch, so that the processor does several at once.
    pub(super) fn add_most(
        &self,
        docs: &[DocId],
        counts: &[u32],
        factor: Score,
        sums: &mut [Score],
    ) {
        for ((&doc, &count), sum) in docs.iter().zip(counts).zip(sums) {
            let count = factor * as_score(count);
            // A score is rounded by less than a step.
            *sum += self.most * count / (count + self.norm(doc)) + SCORE_STEP;
        }
    }

    #[inline]
    fn norm(&self, doc: DocId) -> Score {
        let length = self.lengths.fieldnorm_id(doc);
        self.norms[usize::from(length)]
    }
}

/// A posting list, read block by block: a scorer that is asked for one passage after the other
/// takes several times as long.
pub(super) struct List {
    pub block: BlockSegmentPostings,
    pub scale: Scale,
}

impl List {
    /// Calls `visit` with the passages of `range`, deleted ones included, a block after the other,
    /// and with how often the term occurs in each.
    pub(super) fn each_block(
        mut self,
        range: &Range<DocId>,
        mut visit: impl FnMut(&[DocId], &[u32], &Scale),
    ) {
        let mut at = first_from(&mut self.block, range.start);
        while !self.block.docs().is_empty() {
            let docs = &self.block.docs()[at..];
            let inside = docs.partition_point(|doc| *doc < range.end);
            let freqs = &self.block.freqs()[at..];
            visit(
                &docs[..inside],
                &freqs[..inside],
                &self.scale,
            );
            if inside < docs.len() {
                return;
            }
            self.block.advance();
            at = 0;
        }
    }
}

/// Moves a list that was just opened to the block that has the first passage from `start` on, if
/// there is one. Returns that passage's place in the block.
pub(super) fn first_from(block: &mut BlockSegmentPostings, start: DocId) -> usize {
    if start == 0 {
        return 0;
    }
    let at = block.seek(start);
    // If there is none, it is a place after the last passage.
    at.min(block.docs().len())
}

/// A posting list in which passages are looked up, in order.
pub(super) struct Lookup {
    pub postings: Box<SegmentPostings>,
    pub scale: Scale,
}

impl Lookup {
    /// Moves to `doc` or the first passage after it, and returns where the list is.
    pub(super) fn move_to(&mut self, doc: DocId) -> DocId {
        catch_up(&mut *self.postings, doc)
    }

    /// Returns the score of `doc` if the list has it.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Score> {
        if self.move_to(doc) != doc {
            return None;
        }
        let count = self.postings.term_freq();
        Some(self.scale.share(doc, count))
    }
}

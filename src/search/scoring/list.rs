//! The posting list of a term that scores: read whole, or to look up passages.

use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings};
use tantivy::{DocId, Score};

use super::bm25::{SCORE_STEP, share};
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
    fn share(&self, doc: DocId, count: u32) -> Share {
        let length = self.lengths.fieldnorm_id(doc);
        let norm = self.norms[usize::from(length)];
        Share::new(self.most, count, norm)
    }
}

/// A posting list, read block by block: a scorer that is asked for one passage after the other
/// takes several times as long.
pub(super) struct List {
    pub block: BlockSegmentPostings,
    pub scale: Scale,
}

impl List {
    /// Calls `visit` with each passage of `range`, deleted ones included.
    pub(super) fn each(mut self, range: &Range<DocId>, mut visit: impl FnMut(DocId, Share)) {
        let mut at = first_from(&mut self.block, range.start);
        while !self.block.docs().is_empty() {
            let docs = &self.block.docs()[at..];
            let freqs = &self.block.freqs()[at..];
            for (&doc, &count) in docs.iter().zip(freqs) {
                if doc >= range.end {
                    return;
                }
                visit(doc, self.scale.share(doc, count));
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
        let share = self
            .scale
            .share(doc, self.postings.term_freq());
        Some(share.score())
    }
}

/// BM25's score of a term in a passage, before it is worked out.
pub(super) struct Share {
    most: Score,
    count: Score,
    norm: Score,
}

impl Share {
    /// The score of a term that occurs `count` times in a passage of this norm, at most `most`.
    pub(super) fn new(most: Score, count: u32, norm: Score) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
        let count = count as Score;
        Self { most, count, norm }
    }

    pub(super) fn score(&self) -> Score {
        share(self.most, self.count, self.norm)
    }

    /// Returns whether the score is certainly less than `least`: without the division, which takes
    /// most of the time.
    pub(super) fn is_less_than(&self, least: Score) -> bool {
        // A score is rounded by less than a step.
        self.most * self.count < (least - SCORE_STEP) * (self.count + self.norm)
    }
}

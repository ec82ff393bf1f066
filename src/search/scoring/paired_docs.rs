//! The passages of a phrase with very common words. The pairs of these words and their neighbours
//! are terms, and positions are compared only in passages that have all pairs.

use tantivy::postings::SegmentPostings;
use tantivy::query::{Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use super::checked_docs::{Check, CheckedDocs};
use super::seek::catch_up;

/// The passages that have all pairs and the phrase.
pub(super) type PairedDocs = CheckedDocs<PhraseCheck>;

pub(super) struct PhraseCheck {
    phrase: Box<dyn Scorer>,
}

impl PairedDocs {
    /// Opens the passages that have all `pairs` and match `phrase`. Returns `None` if a pair is in
    /// no passage.
    pub(super) fn open(
        pairs: &[Term],
        phrase: &dyn Weight,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let mut lists = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let inverted = reader.inverted_index(pair.field())?;
            let Some(list) = inverted.read_postings(pair, IndexRecordOption::Basic)? else {
                return Ok(None);
            };
            lists.push(list);
        }
        // The rarest pair leads.
        lists.sort_by_key(DocSet::size_hint);
        let phrase = phrase.scorer(reader, 1.0)?;
        // A phrase must not be asked for a passage before the first that it has.
        catch_up(&mut lists[0], phrase.doc());
        Ok(Some(Self::new(
            lists,
            PhraseCheck { phrase },
        )))
    }

    /// Returns tantivy's score of the phrase in the current passage.
    pub(super) fn phrase_score(&mut self) -> Score {
        self.check.phrase.score()
    }
}

impl Check for PhraseCheck {
    fn check(&mut self, _: &mut [SegmentPostings], doc: DocId) -> DocId {
        match self.phrase.seek_danger(doc) {
            SeekDangerResult::Found => doc,
            SeekDangerResult::SeekLowerBound(later) => later,
        }
    }
}

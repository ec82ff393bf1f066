//! The passages of a phrase that has common words: positions are compared only where all of its
//! pairs stand.

use tantivy::postings::SegmentPostings;
use tantivy::query::{Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

pub(in crate::search) struct PairedDocs {
    /// The rarest first: it leads.
    pairs: Vec<SegmentPostings>,
    phrase: Box<dyn Scorer>,
}

impl PairedDocs {
    /// `None` where a pair is in no passage.
    pub(in crate::search) fn open(
        pairs: &[Term],
        phrase: &dyn Weight,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let mut found = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let inverted = reader.inverted_index(pair.field())?;
            let Some(postings) = inverted.read_postings(pair, IndexRecordOption::Basic)? else {
                return Ok(None);
            };
            found.push(postings);
        }
        found.sort_by_key(DocSet::size_hint);
        let phrase = phrase.scorer(reader, 1.0)?;
        // A scorer may not be asked for a passage before the first that it has.
        let first = phrase.doc();
        seek(&mut found[0], first);
        let mut docs = Self {
            pairs: found,
            phrase,
        };
        docs.settle();
        Ok(Some(docs))
    }

    /// tantivy's score of the phrase in the passage on which it stands.
    pub(in crate::search) fn phrase_score(&mut self) -> Score {
        self.phrase.score()
    }

    /// Goes on from where the first pair is to a passage that has all pairs and the phrase.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.pairs[0].doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let next = self.pairs[1..]
                .iter_mut()
                .map(|pair| seek(pair, doc))
                .find(|&other| other > doc);
            let next = next.unwrap_or_else(|| match self.phrase.seek_danger(doc) {
                SeekDangerResult::Found => doc,
                SeekDangerResult::SeekLowerBound(other) => other,
            });
            if next == doc {
                return doc;
            }
            self.pairs[0].seek(next);
        }
    }
}

fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    if postings.doc() < target {
        postings.seek(target)
    } else {
        postings.doc()
    }
}

impl DocSet for PairedDocs {
    fn advance(&mut self) -> DocId {
        if self.pairs[0].advance() == TERMINATED {
            TERMINATED
        } else {
            self.settle()
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.pairs[0].seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.pairs[0].doc()
    }

    fn size_hint(&self) -> u32 {
        self.pairs[0].size_hint()
    }
}

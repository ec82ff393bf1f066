//! A Chinese word wherever its characters are in a row: as a word, or inside a longer one.
//!
//! The dictionary decides which stretches of a text are words, but not what a query finds: 产品 is
//! also found in 农产品.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer,
    Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::bm25::{approximate, idf, norms, share};
use super::counting::Counting;
use super::seek::{catch_up, explanation};
use super::weights;
use super::weights::B;

/// A query for a word of at least two Han characters.
#[derive(Debug, Clone)]
pub(in crate::search) struct Row {
    /// The word, in the field of Chinese words.
    pub word: Term,
    /// Its characters, in the exact field.
    pub characters: Vec<Term>,
    /// The factor of the score.
    pub weight: Score,
    /// BM25's k1.
    pub k1: Score,
}

impl Row {
    /// Returns the most that a passage scores.
    pub(super) fn most(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Score> {
        let passages = statistics.total_num_docs()?;
        let idf = idf(
            passages,
            statistics.doc_freq(&self.word)?,
        );
        Ok(self.weight * idf * (self.k1 + 1.0))
    }

    fn with_phrase(
        &self,
        scoring: EnableScoring<'_>,
        factor: Score,
        norms: &[Score; 256],
    ) -> tantivy::Result<Box<dyn Weight>> {
        let phrase = PhraseQuery::new(self.characters.clone());
        Ok(Box::new(RowWeight {
            row: self.clone(),
            phrase: phrase.weight(scoring)?,
            factor,
            norms: Arc::new(*norms),
        }))
    }
}

impl Query for Row {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        else {
            return self.with_phrase(scoring, 0.0, &[1.0; 256]);
        };
        let passages = statistics_provider.total_num_docs()?;
        let factor = self.most(statistics_provider)?;
        let tokens = statistics_provider.total_num_tokens(self.word.field())?;
        let average = approximate(tokens) / approximate(passages.max(1));
        let counting = EnableScoring::enabled_from_statistics_provider(&Counting, searcher);
        self.with_phrase(
            counting,
            factor,
            &norms(average, self.k1, B),
        )
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.word, false);
        for character in &self.characters {
            visitor(character, true);
        }
    }
}

struct RowWeight {
    row: Row,
    /// Finds and counts the characters in a row.
    phrase: Box<dyn Weight>,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl RowWeight {
    /// Returns the passages that match, or `None` if a character is in no passage.
    fn docs(&self, reader: &SegmentReader) -> tantivy::Result<Option<RowDocs>> {
        let mut characters = Vec::with_capacity(self.row.characters.len());
        for character in &self.row.characters {
            let inverted = reader.inverted_index(character.field())?;
            let Some(list) = inverted.read_postings(character, IndexRecordOption::Basic)? else {
                return Ok(None);
            };
            characters.push(list);
        }
        // The rarest character leads.
        characters.sort_by_key(DocSet::size_hint);
        let inverted = reader.inverted_index(self.row.word.field())?;
        let word = inverted.read_postings(
            &self.row.word,
            IndexRecordOption::WithFreqs,
        )?;
        let phrase = self.phrase.scorer(reader, 1.0)?;
        Ok(Some(RowDocs::new(
            word, characters, phrase,
        )))
    }
}

impl Weight for RowWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(docs) = self.docs(reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        Ok(Box::new(RowScorer {
            docs,
            characters: self.row.characters.len(),
            lengths: reader.get_fieldnorms_reader(self.row.word.field())?,
            factor: self.factor * boost,
            norms: Arc::clone(&self.norms),
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        Ok(explanation("row", &mut *scorer, doc))
    }
}

/// The passages of a word, and those that have its characters in a row.
struct RowDocs {
    /// The passages that have the word by itself, which are at `doc` or further on.
    word: Option<SegmentPostings>,
    /// The passages of its characters; never empty.
    characters: Vec<SegmentPostings>,
    /// The passages that have the characters in a row, with the word or without.
    phrase: Box<dyn Scorer>,
    /// The first passage of `phrase`.
    first: DocId,
    doc: DocId,
}

impl RowDocs {
    fn new(
        word: Option<SegmentPostings>,
        characters: Vec<SegmentPostings>,
        phrase: Box<dyn Scorer>,
    ) -> Self {
        let first = phrase.doc();
        Self {
            word,
            characters,
            phrase,
            first,
            doc: first,
        }
    }

    /// Returns whether the current passage has the word by itself.
    fn is_word(&mut self) -> bool {
        let doc = self.doc;
        self.word
            .as_mut()
            .is_some_and(|word| catch_up(word, doc) == doc)
    }

    /// Moves to the first match from `target` on, which is after the current passage.
    fn move_to(&mut self, target: DocId) -> DocId {
        let word = self.word.as_mut();
        let next_word = word.map_or(TERMINATED, |word| {
            catch_up(word, target)
        });
        // A passage that has the word has its characters in a row: no positions need be compared.
        self.doc = if next_word == target {
            target
        } else {
            self.row_before(target, next_word)
                .unwrap_or(next_word)
        };
        self.doc
    }

    /// Returns the first passage from `target` on and before `end` that has the characters in a
    /// row.
    fn row_before(&mut self, target: DocId, end: DocId) -> Option<DocId> {
        let mut from = target.max(self.first);
        loop {
            let doc = self.all_characters(from, end)?;
            // A phrase must not be asked again for the first passage that it has.
            if doc == self.first {
                return Some(doc);
            }
            from = match self.phrase.seek_danger(doc) {
                SeekDangerResult::Found => return Some(doc),
                SeekDangerResult::SeekLowerBound(later) => later,
            };
        }
    }

    /// Returns the first passage from `from` on and before `end` that has all characters.
    fn all_characters(&mut self, mut from: DocId, end: DocId) -> Option<DocId> {
        'from: while from < end {
            for list in &mut self.characters {
                let doc = catch_up(list, from);
                if doc > from {
                    from = doc;
                    continue 'from;
                }
            }
            return Some(from);
        }
        None
    }
}

struct RowScorer {
    docs: RowDocs,
    /// Number of characters of the word.
    characters: usize,
    lengths: FieldNormReader,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl Scorer for RowScorer {
    fn score(&mut self) -> Score {
        let length = self
            .lengths
            .fieldnorm_id(self.docs.doc);
        let norm = self.norms[usize::from(length)];
        let is_word = self.docs.is_word();
        let (count, weight) = match &self.docs.word {
            #[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
            Some(word) if is_word => (word.term_freq() as Score, 1.0),
            _ => (
                Counting::count(
                    self.docs.phrase.score(),
                    self.characters,
                ),
                weights::INSIDE,
            ),
        };
        share(weight * self.factor, count, norm)
    }
}

impl DocSet for RowScorer {
    fn advance(&mut self) -> DocId {
        if self.docs.doc == TERMINATED {
            return TERMINATED;
        }
        self.docs.move_to(self.docs.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.docs.doc >= target {
            return self.docs.doc;
        }
        self.docs.move_to(target)
    }

    fn doc(&self) -> DocId {
        self.docs.doc
    }

    fn size_hint(&self) -> u32 {
        let word = self.docs.word.as_ref();
        word.map_or(0, DocSet::size_hint)
    }
}

//! A Chinese word wherever its characters are in a row: as a word, or inside a longer one.
//!
//! The dictionary decides which stretches of a text are words, but not what a query finds: 产品 is
//! also found in 农产品.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use super::bm25::{approximate, idf, norms, quantize};
use super::checked_docs::{Check, CheckedDocs};
use super::counting::Counting;
use super::seek::{catch_up, explanation};
use super::weights;

/// A query for a word of at least two Han characters.
#[derive(Debug, Clone)]
pub(in crate::search) struct Row {
    /// The word, in the field of Chinese words.
    pub word: Term,
    /// Its characters, in the exact field.
    pub characters: Vec<Term>,
    /// BM25's k1.
    pub k1: Score,
}

impl Row {
    fn phrase(&self) -> PhraseQuery {
        PhraseQuery::new(self.characters.clone())
    }
}

impl Query for Row {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        else {
            return self.phrase().weight(scoring);
        };
        let passages = statistics_provider.total_num_docs()?;
        let idf = idf(
            passages,
            statistics_provider.doc_freq(&self.word)?,
        );
        let tokens = statistics_provider.total_num_tokens(self.word.field())?;
        let average = approximate(tokens) / approximate(passages.max(1));
        let counting = EnableScoring::enabled_from_statistics_provider(&Counting, searcher);
        Ok(Box::new(RowWeight {
            row: self.clone(),
            phrase: self.phrase().weight(counting)?,
            factor: idf * (self.k1 + 1.0),
            norms: Arc::new(norms(average, self.k1)),
        }))
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
    fn docs(&self, reader: &SegmentReader) -> tantivy::Result<Option<CheckedDocs<RowCheck>>> {
        let mut lists = Vec::with_capacity(self.row.characters.len());
        for character in &self.row.characters {
            let inverted = reader.inverted_index(character.field())?;
            let Some(list) = inverted.read_postings(character, IndexRecordOption::Basic)? else {
                return Ok(None);
            };
            lists.push(list);
        }
        // The rarest character leads.
        lists.sort_by_key(DocSet::size_hint);
        let inverted = reader.inverted_index(self.row.word.field())?;
        let word = inverted.read_postings(
            &self.row.word,
            IndexRecordOption::WithFreqs,
        )?;
        let phrase = self.phrase.scorer(reader, 1.0)?;
        // A phrase must not be asked for a passage before the first that it has.
        catch_up(&mut lists[0], phrase.doc());
        let check = RowCheck { word, phrase };
        Ok(Some(CheckedDocs::new(lists, check)))
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

struct RowCheck {
    word: Option<SegmentPostings>,
    phrase: Box<dyn Scorer>,
}

impl RowCheck {
    fn is_word(&mut self, doc: DocId) -> bool {
        self.word
            .as_mut()
            .is_some_and(|word| catch_up(word, doc) == doc)
    }
}

impl Check for RowCheck {
    fn check(&mut self, _: &mut [SegmentPostings], doc: DocId) -> DocId {
        // A passage that has the word has its characters in a row: no positions need be compared.
        if self.is_word(doc) {
            return doc;
        }
        match self.phrase.seek_danger(doc) {
            SeekDangerResult::Found => doc,
            // Every passage with the word has all characters, so none is before the next of these.
            SeekDangerResult::SeekLowerBound(later) => later,
        }
    }
}

struct RowScorer {
    docs: CheckedDocs<RowCheck>,
    /// Number of characters of the word.
    characters: usize,
    lengths: FieldNormReader,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl Scorer for RowScorer {
    fn score(&mut self) -> Score {
        let doc = self.docs.doc();
        let length = self.lengths.fieldnorm_id(doc);
        let norm = self.norms[usize::from(length)];
        let check = &mut self.docs.check;
        let is_word = check.is_word(doc);
        let (count, weight) = match &check.word {
            #[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
            Some(word) if is_word => (word.term_freq() as Score, 1.0),
            _ => (
                Counting::count(check.phrase.score(), self.characters),
                weights::INSIDE,
            ),
        };
        quantize(weight * self.factor * count / (count + norm))
    }
}

impl DocSet for RowScorer {
    fn advance(&mut self) -> DocId {
        self.docs.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.docs.seek(target)
    }

    fn doc(&self) -> DocId {
        self.docs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.docs.size_hint()
    }
}

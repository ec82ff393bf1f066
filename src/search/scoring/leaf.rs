//! The leaf of a plan: a term or a phrase in one field, scored by BM25.
//!
//! tantivy's own leaves have BM25's two constants built in, and their scores are not exact
//! multiples of a step; see [`bm25`](super::bm25).

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer,
    TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader, Term,
};

use super::bm25::{approximate, idf, norms, share};
use super::counting::Counting;
use super::list::{List, Lookup, Scale};
use super::near_docs::NearDocs;
use super::paired_docs::PairedDocs;
use super::seek::explanation;
use super::weights::B;

/// A query for a term, or for several terms at their positions.
#[derive(Debug, Clone)]
pub(in crate::search) struct Leaf {
    /// Terms of one field, at least one, each with its position.
    pub terms: Vec<(usize, Term)>,
    /// Terms that occur wherever the phrase does. For a phrase of two terms, the pair occurs as
    /// often as the phrase.
    pub pairs: Vec<Term>,
    /// A term that occurs wherever the leaf does, and at least half as often: the second reading of
    /// a passage with hyphenated words has all exact tokens again, but only these words.
    pub within: Option<Term>,
    /// Positions of slack. With any slack, the terms must be near each other, in any order; see
    /// [`Near`](crate::search::highlight::near::Near).
    pub slop: u32,
    /// The factor of the score.
    pub weight: Score,
    /// BM25's k1.
    pub k1: Score,
}

impl Leaf {
    fn field(&self) -> Field {
        self.terms[0].1.field()
    }

    /// Returns whether a single term matches like the whole leaf.
    pub(super) fn is_term(&self) -> bool {
        self.whole().is_some()
    }

    /// Returns the most that a passage scores.
    pub(super) fn most(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Score> {
        let passages = statistics.total_num_docs()?;
        let mut idfs = 0.0;
        for (_, term) in &self.terms {
            idfs += idf(passages, statistics.doc_freq(term)?);
        }
        Ok(self.weight * idfs * (self.k1 + 1.0))
    }

    /// Returns the single term that matches like the whole leaf, if there is one.
    fn whole(&self) -> Option<&Term> {
        match (
            self.terms.as_slice(),
            self.pairs.as_slice(),
        ) {
            ([(_, term)], _) | ([_, _], [term]) => Some(term),
            _ => None,
        }
    }

    /// Returns tantivy's query for a leaf without slack.
    fn unscored(&self) -> Box<dyn Query> {
        match self.whole() {
            Some(term) => Box::new(TermQuery::new(
                term.clone(),
                IndexRecordOption::Basic,
            )),
            None => Box::new(PhraseQuery::new_with_offset(
                self.terms.clone(),
            )),
        }
    }

    pub(super) fn scored(
        &self,
        searcher: &Searcher,
        statistics: &dyn Bm25StatisticsProvider,
    ) -> tantivy::Result<LeafWeight> {
        let passages = statistics.total_num_docs()?;
        let tokens = statistics.total_num_tokens(self.field())?;
        let average = approximate(tokens) / approximate(passages.max(1));
        Ok(LeafWeight {
            leaf: self.clone(),
            phrase: self.phrase(searcher)?,
            factor: self.most(statistics)?,
            norms: Arc::new(norms(average, self.k1, B)),
        })
    }

    /// Returns what finds and counts the phrase, if the leaf is a phrase without slack and not
    /// matched by a single term.
    fn phrase(&self, searcher: &Searcher) -> tantivy::Result<Option<Box<dyn Weight>>> {
        if self.slop > 0 || self.whole().is_some() {
            return Ok(None);
        }
        let counting = EnableScoring::enabled_from_statistics_provider(&Counting, searcher);
        Ok(Some(self.unscored().weight(counting)?))
    }
}

impl Query for Leaf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        if let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        {
            return Ok(Box::new(
                self.scored(searcher, statistics_provider)?,
            ));
        }
        if self.whole().is_some() {
            return self.unscored().weight(scoring);
        }
        let phrase = if self.slop == 0 {
            Some(self.unscored().weight(scoring)?)
        } else {
            None
        };
        Ok(Box::new(LeafWeight {
            leaf: self.clone(),
            phrase,
            factor: 0.0,
            norms: Arc::new([1.0; 256]),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        let needs_positions = self.terms.len() > 1;
        for (_, term) in &self.terms {
            visitor(term, needs_positions);
        }
    }
}

pub(super) struct LeafWeight {
    leaf: Leaf,
    /// Finds and counts the phrase, if the leaf is one.
    phrase: Option<Box<dyn Weight>>,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl LeafWeight {
    /// Returns the most that a passage scores.
    pub(super) fn most(&self) -> Score {
        self.factor
    }

    /// Returns whether the leaf occurs only where `lead` does, and at most twice as often.
    pub(super) fn is_within(&self, lead: &Self) -> bool {
        let within = self.leaf.within.as_ref();
        within.is_some() && within == lead.leaf.whole()
    }

    /// Returns the posting list of the single term that matches like the whole leaf, or `None` if
    /// no passage has it or there is no such term.
    pub(super) fn list(&self, reader: &SegmentReader) -> tantivy::Result<Option<List>> {
        let Some(term) = self.leaf.whole() else {
            return Ok(None);
        };
        let inverted = reader.inverted_index(term.field())?;
        let block = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)?;
        let scale = self.scale(reader)?;
        Ok(block.map(|block| List { block, scale }))
    }

    /// As [`Self::list`], to look up passages in it.
    pub(super) fn lookup(&self, reader: &SegmentReader) -> tantivy::Result<Option<Lookup>> {
        let Some(Docs::Term(postings)) = self.docs(reader)? else {
            return Ok(None);
        };
        let scale = self.scale(reader)?;
        Ok(Some(Lookup { postings, scale }))
    }

    fn scale(&self, reader: &SegmentReader) -> tantivy::Result<Scale> {
        Ok(Scale {
            lengths: reader.get_fieldnorms_reader(self.leaf.field())?,
            norms: Arc::clone(&self.norms),
            most: self.factor,
        })
    }

    /// Returns the passages that match, or `None` if a term is in no passage.
    fn docs(&self, reader: &SegmentReader) -> tantivy::Result<Option<Docs>> {
        let leaf = &self.leaf;
        if let Some(term) = leaf.whole() {
            let inverted = reader.inverted_index(term.field())?;
            let postings = inverted.read_postings(term, IndexRecordOption::WithFreqs)?;
            return Ok(postings.map(|postings| Docs::Term(Box::new(postings))));
        }
        let Some(phrase) = &self.phrase else {
            let near = NearDocs::open(&leaf.terms, leaf.slop, reader)?;
            return Ok(near.map(|near| Docs::Near(Box::new(near))));
        };
        if leaf.pairs.is_empty() {
            return Ok(Some(Docs::Phrase(
                phrase.scorer(reader, 1.0)?,
            )));
        }
        let paired = PairedDocs::open(&leaf.pairs, &**phrase, reader)?;
        Ok(paired.map(|paired| Docs::Paired(Box::new(paired))))
    }
}

impl Weight for LeafWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(docs) = self.docs(reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        Ok(Box::new(LeafScorer {
            docs,
            terms: self.leaf.terms.len(),
            lengths: reader.get_fieldnorms_reader(self.leaf.field())?,
            factor: self.factor * boost,
            norms: Arc::clone(&self.norms),
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        Ok(explanation("leaf", &mut *scorer, doc))
    }
}

/// The passages that have the term or the phrase.
enum Docs {
    Term(Box<SegmentPostings>),
    Phrase(Box<dyn Scorer>),
    Paired(Box<PairedDocs>),
    Near(Box<NearDocs>),
}

struct LeafScorer {
    docs: Docs,
    /// Number of terms of the leaf.
    terms: usize,
    lengths: FieldNormReader,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl Scorer for LeafScorer {
    fn score(&mut self) -> Score {
        let length = self
            .lengths
            .fieldnorm_id(self.doc());
        let norm = self.norms[usize::from(length)];
        #[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
        let count = match &mut self.docs {
            Docs::Term(term) => term.term_freq() as Score,
            Docs::Phrase(phrase) => Counting::count(phrase.score(), self.terms),
            Docs::Paired(paired) => Counting::count(paired.phrase_score(), self.terms),
            Docs::Near(near) => near.matches() as Score,
        };
        share(self.factor, count, norm)
    }
}

/// Calls a method of the passages, whichever they are. Postings are called directly and not through
/// a `dyn DocSet`, since most leaves are terms.
macro_rules! delegate {
    ($docs:expr, $it:ident => $call:expr) => {
        match $docs {
            Docs::Term($it) => $call,
            Docs::Phrase($it) => $call,
            Docs::Paired($it) => $call,
            Docs::Near($it) => $call,
        }
    };
}

impl DocSet for LeafScorer {
    fn advance(&mut self) -> DocId {
        delegate!(&mut self.docs, it => it.advance())
    }

    fn seek(&mut self, target: DocId) -> DocId {
        delegate!(&mut self.docs, it => it.seek(target))
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        delegate!(&mut self.docs, it => it.seek_danger(target))
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        delegate!(&mut self.docs, it => it.fill_buffer(buffer))
    }

    fn doc(&self) -> DocId {
        delegate!(&self.docs, it => it.doc())
    }

    fn size_hint(&self) -> u32 {
        delegate!(&self.docs, it => it.size_hint())
    }

    fn cost(&self) -> u64 {
        delegate!(&self.docs, it => it.cost())
    }
}

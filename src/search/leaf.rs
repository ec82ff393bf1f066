//! The leaf of a query: a term or a phrase in one field, scored by BM25.
//!
//! tantivy's own leaves have BM25's two constants built in, and their scores add up to sums whose last bits depend on
//! the order of addition, which tantivy takes from how the index came about. Here the constants are
//! [`weights`]', and every score is a multiple of [`STEP`]: sums of multiples of a power of two are exact, so the same
//! corpus gives the same scores whatever runs led to it.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, EmptyScorer, EnableScoring, Explanation, PhraseQuery, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader, TERMINATED, Term,
};

use super::near::Near;
use super::weights::{B, K1};

/// Far below what matters, and such that scores up to 16,384 keep all of it.
pub(super) const STEP: Score = 1.0 / 1024.0;

/// `score`, which is not negative, as a multiple of [`STEP`].
pub(super) fn round(score: Score) -> Score {
    // A conversion is one instruction where `f32::round` is a call, and this is the innermost loop.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "scores are small")]
    let steps = (score / STEP + 0.5) as i32 as Score;
    steps * STEP
}

/// BM25's inverse document frequency of a term that `with` of `total` passages have.
pub(super) fn idf(total: u64, with: u64) -> Score {
    #[expect(clippy::cast_precision_loss, reason = "a logarithm of a ratio needs no more")]
    let ratio = ((total - with.min(total)) as Score + 0.5) / (with as Score + 0.5);
    (1.0 + ratio).ln()
}

/// A term, or several at their positions.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Of one field, with their positions.
    pub terms: Vec<(usize, Term)>,
    /// Positions of slack: with any, the terms stand near each other, as [`Near`] says.
    pub slop: u32,
    /// What the score is multiplied by.
    pub weight: Score,
}

impl Leaf {
    fn field(&self) -> Field {
        self.terms[0].1.field()
    }

    fn unscored(&self) -> Box<dyn Query> {
        match self.terms.as_slice() {
            [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(self.terms.clone())),
        }
    }

    fn scored(&self, searcher: &Searcher, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<LeafWeight> {
        let docs = statistics.total_num_docs()?;
        let mut idfs = 0.0;
        for (_, term) in &self.terms {
            idfs += idf(docs, statistics.doc_freq(term)?);
        }
        #[expect(clippy::cast_precision_loss, reason = "an average needs no more")]
        let average = statistics.total_num_tokens(self.field())? as Score / docs.max(1) as Score;
        let counting = EnableScoring::enabled_from_statistics_provider(&Counting, searcher);
        let exact = self.terms.len() > 1 && self.slop == 0;
        let phrase = if exact { Some(self.unscored().weight(counting)?) } else { None };
        let factor = self.weight * idfs * (K1 + 1.0);
        Ok(LeafWeight { leaf: self.clone(), phrase, factor, norms: Arc::new(norms(average)) })
    }
}

/// Statistics with which tantivy's score of a phrase says how often it stands in a passage, and no more: it doesn't
/// give out the count itself. The average length is so large that a passage's own has no part in it.
struct Counting;

impl Counting {
    const TANTIVY_K1: Score = 1.2;
    const TANTIVY_B: Score = 0.75;

    /// The count that makes tantivy's score of a phrase of `terms` terms.
    fn count(score: Score, terms: usize) -> Score {
        #[expect(clippy::cast_precision_loss, reason = "a phrase has few terms")]
        let share = score / (terms as Score * idf(1, 1) * (1.0 + Self::TANTIVY_K1));
        (share * Self::TANTIVY_K1 * (1.0 - Self::TANTIVY_B) / (1.0 - share).max(Score::EPSILON)).round()
    }
}

impl Bm25StatisticsProvider for Counting {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(u64::MAX)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(1)
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(1)
    }
}

/// BM25's `k1 * (1 - b + b * length / average)`, by the byte that stands for a length.
fn norms(average: Score) -> [Score; 256] {
    let mut norms = [0.0; 256];
    for (id, norm) in (0..=u8::MAX).zip(&mut norms) {
        #[expect(clippy::cast_precision_loss, reason = "a length needs no more")]
        let length = FieldNormReader::id_to_fieldnorm(id) as Score;
        *norm = K1 * (1.0 - B + B * length / average.max(1.0));
    }
    norms
}

impl Query for Leaf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match scoring {
            EnableScoring::Enabled { searcher, statistics_provider } => {
                Ok(Box::new(self.scored(searcher, statistics_provider)?))
            }
            disabled @ EnableScoring::Disabled { .. } if self.slop == 0 || self.terms.len() == 1 => {
                self.unscored().weight(disabled)
            }
            EnableScoring::Disabled { .. } => {
                Ok(Box::new(LeafWeight { leaf: self.clone(), phrase: None, factor: 0.0, norms: Arc::new([1.0; 256]) }))
            }
        }
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().for_each(|(_, term)| visitor(term, self.terms.len() > 1));
    }
}

struct LeafWeight {
    leaf: Leaf,
    /// Finds the phrase, where the leaf is one.
    phrase: Option<Box<dyn Weight>>,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl Weight for LeafWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = if let Some(phrase) = &self.phrase {
            Docs::Phrase(phrase.scorer(reader, 1.0)?)
        } else if self.leaf.terms.len() > 1 {
            let Some(near) = NearDocs::open(&self.leaf, reader)? else { return Ok(Box::new(EmptyScorer)) };
            Docs::Near(Box::new(near))
        } else {
            let term = &self.leaf.terms[0].1;
            let postings = reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::WithFreqs)?;
            let Some(postings) = postings else { return Ok(Box::new(EmptyScorer)) };
            Docs::Term(Box::new(postings))
        };
        let lengths = reader.get_fieldnorms_reader(self.leaf.field())?;
        let (factor, norms) = (self.factor * boost, Arc::clone(&self.norms));
        Ok(Box::new(LeafScorer { docs, terms: self.leaf.terms.len(), lengths, factor, norms }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() == doc || scorer.seek(doc) == doc;
        Ok(Explanation::new("leaf", if found { scorer.score() } else { 0.0 }))
    }
}

/// The passages that have the term or the phrase.
enum Docs {
    Term(Box<SegmentPostings>),
    Phrase(Box<dyn Scorer>),
    Near(Box<NearDocs>),
}

/// The passages in which some terms stand near each other.
struct NearDocs {
    /// One list a term; a term that the phrase has twice has one.
    postings: Vec<SegmentPostings>,
    near: Near,
    stretches: usize,
}

impl NearDocs {
    /// `None` where a term is in no passage.
    fn open(leaf: &Leaf, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let inverted = reader.inverted_index(leaf.field())?;
        let mut terms: Vec<&Term> = Vec::new();
        let mut words = Vec::new();
        for (_, term) in &leaf.terms {
            words.push(terms.iter().position(|t| *t == term).unwrap_or(terms.len()));
            if words.last() == Some(&terms.len()) {
                terms.push(term);
            }
        }
        let mut postings = Vec::new();
        for term in terms {
            let Some(found) = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? else {
                return Ok(None);
            };
            postings.push(found);
        }
        let last = leaf.terms.iter().map(|(at, _)| *at).max().unwrap_or(0);
        let near = Near::new(&words, u32::try_from(last).unwrap_or(u32::MAX), leaf.slop);
        let mut docs = Self { postings, near, stretches: 0 };
        docs.settle();
        Ok(Some(docs))
    }

    /// Goes on from where the first list is to a passage that all lists have and in which the terms are near.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.postings[0].doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let furthest =
                self.postings[1..].iter_mut().map(|p| if p.doc() < doc { p.seek(doc) } else { p.doc() }).max();
            match furthest {
                Some(other) if other > doc => {
                    self.postings[0].seek(other);
                }
                _ if self.count() > 0 => return doc,
                _ => {
                    self.postings[0].advance();
                }
            }
        }
    }

    /// Counts the stretches in the passage on which all lists stand.
    fn count(&mut self) -> usize {
        let mut events: Vec<(u32, usize)> = Vec::new();
        let mut positions = Vec::new();
        for (word, postings) in self.postings.iter_mut().enumerate() {
            postings.positions(&mut positions);
            events.extend(positions.iter().map(|&position| (position, word)));
        }
        events.sort_unstable();
        self.stretches = self.near.stretches(&events).len();
        self.stretches
    }
}

impl DocSet for NearDocs {
    fn advance(&mut self) -> DocId {
        if self.postings[0].advance() == TERMINATED { TERMINATED } else { self.settle() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.postings[0].seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.postings[0].doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).min().unwrap_or(0)
    }
}

struct LeafScorer {
    docs: Docs,
    terms: usize,
    lengths: FieldNormReader,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl Scorer for LeafScorer {
    fn score(&mut self) -> Score {
        let norm = self.norms[usize::from(self.lengths.fieldnorm_id(self.doc()))];
        #[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
        let count = match &mut self.docs {
            Docs::Term(term) => term.term_freq() as Score,
            Docs::Phrase(phrase) => Counting::count(phrase.score(), self.terms),
            Docs::Near(near) => near.stretches as Score,
        };
        round(self.factor * count / (count + norm))
    }
}

/// Calls a method of whichever it is.
macro_rules! either {
    ($docs:expr, $it:ident => $call:expr) => {
        match $docs {
            Docs::Term($it) => $call,
            Docs::Phrase($it) => $call,
            Docs::Near($it) => $call,
        }
    };
}

impl DocSet for LeafScorer {
    fn advance(&mut self) -> DocId {
        either!(&mut self.docs, it => it.advance())
    }

    fn seek(&mut self, target: DocId) -> DocId {
        either!(&mut self.docs, it => it.seek(target))
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        either!(&mut self.docs, it => it.seek_danger(target))
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        either!(&mut self.docs, it => it.fill_buffer(buffer))
    }

    fn doc(&self) -> DocId {
        either!(&self.docs, it => it.doc())
    }

    fn size_hint(&self) -> u32 {
        either!(&self.docs, it => it.size_hint())
    }

    fn cost(&self) -> u64 {
        either!(&self.docs, it => it.cost())
    }
}

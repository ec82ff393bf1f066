//! The leaf of a query: a term or a phrase in one field, scored by BM25.
//!
//! tantivy's own leaves have BM25's two constants built in, and their scores add up to sums whose
//! last bits depend on the order of addition, which tantivy takes from how the index came about.
//! Here the constants are [`weights`]', and every score is a multiple of [`STEP`]: sums of
//! multiples of a power of two are exact, so the same corpus gives the same scores whatever runs
//! led to it.

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

use super::near_docs::NearDocs;
use super::paired::PairedDocs;
use crate::search::plan::weights::B;

/// Far below what matters, and such that scores up to 16,384 keep all of it.
pub(in crate::search) const STEP: Score = 1.0 / 1024.0;

/// `score`, which is not negative, as a multiple of [`STEP`].
pub(in crate::search) fn round(score: Score) -> Score {
    // A conversion is one instruction where `f32::round` is a call, and this is the innermost loop.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "scores are small"
    )]
    let steps = (score / STEP + 0.5) as i32 as Score;
    steps * STEP
}

/// BM25's inverse document frequency of a term that `with` of `total` passages have.
pub(in crate::search) fn idf(total: u64, with: u64) -> Score {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a logarithm of a ratio needs no more"
    )]
    let ratio = ((total - with.min(total)) as Score + 0.5) / (with as Score + 0.5);
    (1.0 + ratio).ln()
}

/// A term, or several at their positions.
#[derive(Debug, Clone)]
pub(in crate::search) struct Leaf {
    /// Of one field, with their positions.
    pub terms: Vec<(usize, Term)>,
    /// Terms that stand wherever the phrase does; a passage has one of them as often as it has a
    /// phrase of two.
    pub pairs: Vec<Term>,
    /// Positions of slack: with any, the terms stand near each other, as [`Near`] says.
    pub slop: u32,
    /// What the score is multiplied by.
    pub weight: Score,
    /// BM25's k1.
    pub k1: Score,
}

impl Leaf {
    pub(super) fn field(&self) -> Field {
        self.terms[0].1.field()
    }

    /// The term that stands for all of the leaf.
    fn whole(&self) -> Option<&Term> {
        match (self.terms.as_slice(), self.pairs.as_slice()) {
            ([(_, term)], _) | ([_, _], [term]) => Some(term),
            _ => None,
        }
    }

    fn unscored(&self) -> Box<dyn Query> {
        match self.whole() {
            Some(term) => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            None => Box::new(PhraseQuery::new_with_offset(self.terms.clone())),
        }
    }

    fn scored(
        &self,
        searcher: &Searcher,
        statistics: &dyn Bm25StatisticsProvider,
    ) -> tantivy::Result<LeafWeight> {
        let docs = statistics.total_num_docs()?;
        let mut idfs = 0.0;
        for (_, term) in &self.terms {
            idfs += idf(docs, statistics.doc_freq(term)?);
        }
        #[expect(clippy::cast_precision_loss, reason = "an average needs no more")]
        let average = statistics.total_num_tokens(self.field())? as Score / docs.max(1) as Score;
        let counting = EnableScoring::enabled_from_statistics_provider(&Counting, searcher);
        let exact = self.terms.len() > 1 && self.slop == 0 && self.whole().is_none();
        let phrase = if exact {
            Some(self.unscored().weight(counting)?)
        } else {
            None
        };
        let factor = self.weight * idfs * (self.k1 + 1.0);
        Ok(LeafWeight {
            leaf: self.clone(),
            phrase,
            factor,
            norms: Arc::new(norms(average, self.k1)),
        })
    }
}

/// Statistics with which tantivy's score of a phrase says how often it stands in a passage, and no
/// more: it doesn't give out the count itself. The average length is so large that a passage's own
/// has no part in it.
struct Counting;

impl Counting {
    const TANTIVY_K1: Score = 1.2;
    const TANTIVY_B: Score = 0.75;

    /// The count that makes tantivy's score of a phrase of `terms` terms.
    fn count(score: Score, terms: usize) -> Score {
        #[expect(clippy::cast_precision_loss, reason = "a phrase has few terms")]
        let share = score / (terms as Score * idf(1, 1) * (1.0 + Self::TANTIVY_K1));
        (share * Self::TANTIVY_K1 * (1.0 - Self::TANTIVY_B) / (1.0 - share).max(Score::EPSILON))
            .round()
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
fn norms(average: Score, k1: Score) -> [Score; 256] {
    let mut norms = [0.0; 256];
    for (id, norm) in (0..=u8::MAX).zip(&mut norms) {
        #[expect(clippy::cast_precision_loss, reason = "a length needs no more")]
        let length = FieldNormReader::id_to_fieldnorm(id) as Score;
        *norm = k1 * (1.0 - B + B * length / average.max(1.0));
    }
    norms
}

impl Query for Leaf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match scoring {
            EnableScoring::Enabled {
                searcher,
                statistics_provider,
            } => Ok(Box::new(self.scored(searcher, statistics_provider)?)),
            disabled @ EnableScoring::Disabled { .. }
                if self.slop == 0 || self.terms.len() == 1 =>
            {
                self.unscored().weight(disabled)
            }
            EnableScoring::Disabled { .. } => Ok(Box::new(LeafWeight {
                leaf: self.clone(),
                phrase: None,
                factor: 0.0,
                norms: Arc::new([1.0; 256]),
            })),
        }
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms
            .iter()
            .for_each(|(_, term)| visitor(term, self.terms.len() > 1));
    }
}

struct LeafWeight {
    leaf: Leaf,
    /// Finds the phrase, where the leaf is one.
    phrase: Option<Box<dyn Weight>>,
    factor: Score,
    norms: Arc<[Score; 256]>,
}

impl LeafWeight {
    /// The passages that match; `None` where a term is in none.
    fn docs(&self, reader: &SegmentReader) -> tantivy::Result<Option<Docs>> {
        if let Some(term) = self.leaf.whole() {
            let postings = reader
                .inverted_index(term.field())?
                .read_postings(term, IndexRecordOption::WithFreqs)?;
            return Ok(postings.map(|postings| Docs::Term(Box::new(postings))));
        }
        let Some(phrase) = &self.phrase else {
            return Ok(NearDocs::open(&self.leaf, reader)?.map(|near| Docs::Near(Box::new(near))));
        };
        if self.leaf.pairs.is_empty() {
            return Ok(Some(Docs::Phrase(phrase.scorer(reader, 1.0)?)));
        }
        let paired = PairedDocs::open(&self.leaf.pairs, &**phrase, reader)?;
        Ok(paired.map(|paired| Docs::Paired(Box::new(paired))))
    }
}

impl Weight for LeafWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(docs) = self.docs(reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let lengths = reader.get_fieldnorms_reader(self.leaf.field())?;
        let (factor, norms) = (self.factor * boost, Arc::clone(&self.norms));
        Ok(Box::new(LeafScorer {
            docs,
            terms: self.leaf.terms.len(),
            lengths,
            factor,
            norms,
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() == doc || scorer.seek(doc) == doc;
        Ok(Explanation::new(
            "leaf",
            if found { scorer.score() } else { 0.0 },
        ))
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
            Docs::Paired(paired) => Counting::count(paired.phrase_score(), self.terms),
            Docs::Near(near) => near.stretches() as Score,
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
            Docs::Paired($it) => $call,
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
        // tantivy asks what it excludes for passages before the one on which that stands, and its
        // phrases take this for a mistake: they panic where assertions are on.
        if target < self.doc() {
            return SeekDangerResult::SeekLowerBound(self.doc());
        }
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

//! The numbers that BM25 needs, counted over the passages that the index contains and no others.
//!
//! tantivy also counts deleted documents until a merge drops them, and after that estimates the
//! length of a field. The scores of one corpus would then depend on the runs that led to it. Here
//! they don't: the numbers of tokens are summed over the records of briefs, and deleted documents
//! are subtracted from a term's count.

use std::collections::HashMap;
use std::iter::Sum;
use std::ops::Add;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::schema::Fields;
use crate::analysis::analyzer::{self, Terms};
use crate::analysis::language::{Language, PerLanguage};

/// The number of tokens in each field that ranks, of a passage, a brief or an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "StoredCounts", into = "StoredCounts")]
pub struct TokenCounts {
    /// In the exact field.
    pub exact: u64,
    /// Words of each language.
    pub words: PerLanguage<u64>,
    /// In the headings above passages.
    pub heading: u64,
    /// Words and Han characters of the text as it is read, for rates: the exact field without
    /// clause punctuation, second readings and links.
    pub tokens: u64,
}

/// [`TokenCounts`] as records and manifests store them: every count has a name and a place.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct StoredCounts {
    exact: u64,
    english: u64,
    chinese: u64,
    heading: u64,
    /// Missing in the manifests of earlier versions.
    #[serde(default)]
    tokens: u64,
}

impl From<StoredCounts> for TokenCounts {
    fn from(stored: StoredCounts) -> Self {
        Self {
            exact: stored.exact,
            words: [stored.english, stored.chinese],
            heading: stored.heading,
            tokens: stored.tokens,
        }
    }
}

impl From<TokenCounts> for StoredCounts {
    fn from(counts: TokenCounts) -> Self {
        let [english, chinese] = counts.words;
        Self {
            exact: counts.exact,
            english,
            chinese,
            heading: counts.heading,
            tokens: counts.tokens,
        }
    }
}

impl TokenCounts {
    /// Counts the terms of one passage, under headings of so many terms.
    #[must_use]
    pub fn of(terms: &Terms, heading: u64) -> Self {
        Self {
            exact: analyzer::count(&terms.exact),
            words: terms
                .words
                .each_ref()
                .map(|list| analyzer::count(list)),
            heading,
            tokens: analyzer::count_tokens(&terms.exact),
        }
    }

    /// The number of words of one language.
    #[must_use]
    pub fn words_of(&self, language: &Language) -> u64 {
        self.words[language.position()]
    }
}

impl Add for TokenCounts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.exact += other.exact;
        for (sum, count) in self
            .words
            .iter_mut()
            .zip(other.words)
        {
            *sum += count;
        }
        self.heading += other.heading;
        self.tokens += other.tokens;
        self
    }
}

impl Sum for TokenCounts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// Returns the number of passages that have a term.
pub(super) type Frequencies = Box<dyn Fn(&Term) -> u64 + Send + Sync>;

/// The statistics of one open index.
pub(super) struct Statistics {
    searcher: Searcher,
    tokens: HashMap<Field, u64>,
    /// Returns the number of passages that have a term, if not all passages are in the index.
    elsewhere: Option<Frequencies>,
    /// Number of passages.
    passages: u64,
    /// The deleted documents of each segment, found when they are first needed.
    deleted: OnceLock<Vec<Vec<DocId>>>,
}

impl Statistics {
    pub(super) fn new(searcher: Searcher, fields: &Fields, counts: TokenCounts) -> Self {
        let mut tokens = HashMap::from([
            (fields.exact, counts.exact),
            (fields.heading, counts.heading),
        ]);
        tokens.extend(
            fields
                .words
                .into_iter()
                .zip(counts.words),
        );
        Self {
            passages: searcher.num_docs(),
            searcher,
            tokens,
            elsewhere: None,
            deleted: OnceLock::new(),
        }
    }

    /// Returns the statistics of `passages` passages that are elsewhere.
    pub(super) fn of_elsewhere(self, frequencies: Frequencies, passages: u64) -> Self {
        Self {
            elsewhere: Some(frequencies),
            passages,
            ..self
        }
    }

    fn deleted(&self) -> &[Vec<DocId>] {
        self.deleted.get_or_init(|| {
            let segments = self.searcher.segment_readers();
            segments
                .iter()
                .map(deleted)
                .collect()
        })
    }
}

fn deleted(segment: &SegmentReader) -> Vec<DocId> {
    let Some(alive) = segment.alive_bitset() else {
        return Vec::new();
    };
    let docs = 0..segment.max_doc();
    docs.filter(|&doc| alive.is_deleted(doc))
        .collect()
}

/// Number of passages of one segment that contain `term`.
fn doc_freq_in(segment: &SegmentReader, deleted: &[DocId], term: &Term) -> tantivy::Result<u64> {
    let inverted = segment.inverted_index(term.field())?;
    let with_deleted = u64::from(inverted.doc_freq(term)?);
    if with_deleted == 0 || deleted.is_empty() {
        return Ok(with_deleted);
    }
    Ok(with_deleted.saturating_sub(count_among(&inverted, term, deleted)?))
}

/// Number of `docs` that contain `term`. They must be in ascending order.
fn count_among(
    inverted: &InvertedIndexReader,
    term: &Term,
    docs: &[DocId],
) -> tantivy::Result<u64> {
    let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(0);
    };
    let mut count = 0;
    for &doc in docs {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        count += u64::from(postings.doc() == doc);
    }
    Ok(count)
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self
            .tokens
            .get(&field)
            .copied()
            .unwrap_or_default())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.passages)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(frequency) = &self.elsewhere {
            return Ok(frequency(term).min(self.passages));
        }
        let mut total = 0;
        let segments = self.searcher.segment_readers();
        for (segment, deleted) in segments.iter().zip(self.deleted()) {
            total += doc_freq_in(segment, deleted, term)?;
        }
        // A damaged index may claim more passages than there are, and tantivy asserts otherwise.
        Ok(total.min(self.searcher.num_docs()))
    }
}

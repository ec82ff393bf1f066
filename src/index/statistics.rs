//! The numbers that BM25 needs, counted over the passages that the index holds and no others.
//!
//! tantivy counts deleted documents too, until a merge drops them, and guesses a field's length
//! after that. Then the scores of one corpus would depend on the runs that led to it. Here they
//! don't: lengths are summed from the briefs' records, and deleted documents are taken off a term's
//! count.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, Term};

use super::schema::Fields;

/// How many terms there are in each field that ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lengths {
    /// In the exact field.
    pub exact: u64,
    /// English stems.
    pub english: u64,
    /// Chinese words.
    pub chinese: u64,
    /// In the headings.
    pub heading: u64,
}

impl std::ops::Add for Lengths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            exact: self.exact + other.exact,
            english: self.english + other.english,
            chinese: self.chinese + other.chinese,
            heading: self.heading + other.heading,
        }
    }
}

impl std::iter::Sum for Lengths {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::default(), std::ops::Add::add)
    }
}

/// The statistics of one open index.
pub(super) struct Statistics {
    searcher: Searcher,
    lengths: HashMap<Field, u64>,
    /// By segment, in its order.
    deleted: OnceLock<Vec<Vec<DocId>>>,
}

impl Statistics {
    pub(super) fn new(searcher: Searcher, fields: &Fields, lengths: Lengths) -> Self {
        let lengths = [
            (fields.exact, lengths.exact),
            (fields.english, lengths.english),
            (fields.chinese, lengths.chinese),
            (fields.heading, lengths.heading),
        ];
        Self {
            searcher,
            lengths: lengths.into(),
            deleted: OnceLock::new(),
        }
    }

    fn deleted(&self) -> &[Vec<DocId>] {
        self.deleted.get_or_init(|| {
            self.searcher
                .segment_readers()
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
    (0..segment.max_doc())
        .filter(|&doc| alive.is_deleted(doc))
        .collect()
}

/// How many of `docs`, which rise, have `term`.
fn count_among(segment: &SegmentReader, term: &Term, docs: &[DocId]) -> tantivy::Result<u64> {
    let Some(mut postings) = segment
        .inverted_index(term.field())?
        .read_postings(term, IndexRecordOption::Basic)?
    else {
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
        Ok(self.lengths.get(&field).copied().unwrap_or(0))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut total = 0;
        for (segment, deleted) in self.searcher.segment_readers().iter().zip(self.deleted()) {
            let with_deleted = u64::from(segment.inverted_index(term.field())?.doc_freq(term)?);
            let gone = if with_deleted == 0 || deleted.is_empty() {
                0
            } else {
                count_among(segment, term, deleted)?
            };
            total += with_deleted.saturating_sub(gone);
        }
        // tantivy asserts this, and so would a damaged index panic.
        Ok(total.min(self.searcher.num_docs()))
    }
}

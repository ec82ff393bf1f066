//! The second phase of a question: ranks passages by plain numbers.
//!
//! [`Ranking`] says what scores. [`numbers`] reads from the index how often each of its terms
//! occurs in the candidates, and where; [`formula`] makes a score of the numbers, and the reasons
//! for it. Only `numbers` knows where the numbers come from.

pub(in crate::search) mod formula;
pub(in crate::search) mod numbers;

use tantivy::Term;

/// A field whose terms score, with its lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum RankedField {
    Exact,
    English,
    Chinese,
    Heading,
}

impl RankedField {
    pub(in crate::search) const ALL: [Self; 4] =
        [Self::Exact, Self::English, Self::Chinese, Self::Heading];

    pub(in crate::search) const fn position(self) -> usize {
        self as usize
    }
}

/// A term that scores by BM25.
#[derive(Debug, Clone)]
pub(in crate::search) struct RankedTerm {
    pub term: Term,
    pub field: RankedField,
    /// The idf times the weight.
    pub factor: f32,
    /// The match that it scores, in words.
    pub what: String,
}

/// Tokens in a row that score by BM25, or by a constant.
#[derive(Debug, Clone)]
pub(in crate::search) struct RankedRow {
    /// Each token as a number of [`Ranking::tokens`], with its position from the first.
    pub tokens: Vec<(u32, usize)>,
    pub score: RowScore,
    /// The match that it scores, in words.
    pub what: String,
}

/// The score of tokens in a row.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) enum RowScore {
    /// By BM25: the idf times the weight.
    Counted(f32),
    /// The same however often they occur.
    Constant(f32),
}

/// All that scores a passage: plain data.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Ranking {
    pub terms: Vec<RankedTerm>,
    /// Terms of the exact field whose positions are read.
    pub tokens: Vec<Term>,
    pub rows: Vec<RankedRow>,
    /// The term of the question's language, and the bonus for it.
    pub language: Option<Bonus>,
    /// BM25's norm by field and by the byte that encodes a length.
    pub norms: Vec<[f32; 256]>,
    /// BM25's k1.
    pub k1: f32,
}

/// A score for passages that have a term.
#[derive(Debug, Clone)]
pub(in crate::search) struct Bonus {
    pub term: Term,
    pub score: f32,
    pub what: String,
}

//! A question as it is answered.

use tantivy::query::Query;

use crate::search::scoring::draw::Draw;
use crate::search::scoring::parts::Constant;
use crate::search::scoring::ranking::Ranking;

/// A question as it is answered: what matches, what draws its candidates, and what ranks them.
pub(in crate::search) struct Question {
    pub ranking: Ranking,
    /// The words by which candidates are drawn. A passage that has one matches.
    pub draws: Vec<Draw>,
    /// Queries whose passages match too.
    pub matching: Vec<Box<dyn Query>>,
    /// Queries whose passages match and are candidates: the text verbatim, and words that no field
    /// has.
    pub joins: Vec<Box<dyn Query>>,
    /// A query that passages must match beside the words.
    pub required: Option<Box<dyn Query>>,
    /// Whether what is required matches without any of the words.
    pub words_are_optional: bool,
}

/// Returns a query with the matches of `query` that scores nothing.
pub(super) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(Constant { query, score: 0.0 })
}

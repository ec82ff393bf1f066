//! A question as it is answered, and the queries that draw its candidates.

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query};

use crate::search::scoring::ranking::Ranking;

/// A question as it is answered: what draws its candidates, and what ranks them.
pub(in crate::search) struct Question {
    /// The words by which candidates are drawn.
    pub draws: Vec<Term>,
    /// Queries whose passages are candidates too: the text verbatim, and words that no field has.
    pub joins: Vec<Box<dyn Query>>,
    /// A query that candidates must match beside the words.
    pub required: Option<Box<dyn Query>>,
    pub ranking: Ranking,
}

/// Returns a query for what `required` and one of `draws` match, scored by the latter.
pub(in crate::search) fn drawing(
    draws: Vec<Box<dyn Query>>,
    required: Vec<Box<dyn Query>>,
) -> Box<dyn Query> {
    let should = draws
        .into_iter()
        .map(|query| (Occur::Should, query));
    let draws: Box<dyn Query> = Box::new(BooleanQuery::new(should.collect()));
    if required.is_empty() {
        return draws;
    }
    let required = required
        .into_iter()
        .map(|query| (Occur::Must, unscored(query)));
    let clauses = required.chain([(Occur::Should, draws)]);
    Box::new(BooleanQuery::new(clauses.collect()))
}

/// Returns a query with the matches of `query` that scores nothing.
pub(super) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

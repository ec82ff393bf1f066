//! Explains why a hit has its score.

use serde::Serialize;
use tantivy::DocAddress;
use tantivy::query::{EnableScoring, Query};

use super::factors::{heading_factor, length_factor};
use super::seek::score_of;
use crate::error::Result;
use crate::index::Index;

/// The parts of a score. The score is the sum of the parts, times each of the factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The parts of the query that the passage matches, with their scores.
    pub parts: Vec<Reason>,
    /// The factors that lower the score.
    #[serde(rename = "shares")]
    pub factors: Vec<Reason>,
}

/// A number that a score is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// The meaning of the number, in words.
    pub what: String,
    /// The score of a part, or a factor of at most 1.
    pub score: f32,
}

/// A part of a planned query that scores.
pub(in crate::search) struct ScoredPart {
    /// The match that it scores, in words.
    pub what: String,
    pub query: Box<dyn Query>,
}

/// Explains the score of the passage at `address`, where `parts` are all parts that may score.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(in crate::search) fn explain(
    index: &Index,
    parts: &[ScoredPart],
    address: DocAddress,
) -> Result<Explanation> {
    let mut reasons = Vec::new();
    for part in parts {
        let score = score(index, &*part.query, address).map_err(index.error())?;
        if let Some(score) = score {
            reasons.push(Reason {
                what: part.what.clone(),
                score,
            });
        }
    }
    Ok(Explanation {
        parts: reasons,
        factors: factors(index, address).map_err(index.error())?,
    })
}

/// Returns the score of a passage, if `query` matches it.
fn score(index: &Index, query: &dyn Query, address: DocAddress) -> tantivy::Result<Option<f32>> {
    let searcher = &index.searcher;
    let scoring = EnableScoring::enabled_from_statistics_provider(index.statistics(), searcher);
    let weight = query.weight(scoring)?;
    let mut scorer = weight.scorer(
        searcher.segment_reader(address.segment_ord),
        1.0,
    )?;
    Ok(score_of(&mut *scorer, address.doc_id))
}

pub(in crate::search) fn factors(
    index: &Index,
    address: DocAddress,
) -> tantivy::Result<Vec<Reason>> {
    let columns = index.columns(address.segment_ord)?;
    let mut factors = vec![Reason {
        what: "its length".into(),
        score: length_factor(&columns, address.doc_id),
    }];
    if let Some(score) = heading_factor(&columns, address.doc_id) {
        factors.push(Reason {
            what: "a heading".into(),
            score,
        });
    }
    Ok(factors)
}

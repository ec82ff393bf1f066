//! Why a hit has its score, in words.

use serde::Serialize;
use tantivy::DocAddress;
use tantivy::DocSet;
use tantivy::query::{EnableScoring, Query};

use crate::error::Result;
use crate::index::Index;
use crate::search::scoring::collect;

/// What a score is made of: the sum of its parts, times each of its shares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What the passage has, and what each scores.
    pub parts: Vec<Reason>,
    /// What takes something off.
    #[serde(rename = "shares")]
    pub factors: Vec<Reason>,
}

/// One number of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// What it is for.
    pub what: String,
    /// Points, or a share of 1.
    pub score: f32,
}

/// Why the passage at `address` has its score, of all that could score.
pub(in crate::search) fn explain(
    index: &Index,
    reasons: &[(String, Box<dyn Query>)],
    address: DocAddress,
) -> Result<Explanation> {
    let reader = index.searcher.segment_reader(address.segment_ord);
    let mut parts: Vec<Reason> = Vec::new();
    for (what, query) in reasons {
        let scoring =
            EnableScoring::enabled_from_statistics_provider(index.statistics(), &index.searcher);
        let scorer = query
            .weight(scoring)
            .and_then(|weight| weight.scorer(reader, 1.0));
        let mut scorer = scorer.map_err(index.error())?;
        let there = scorer.doc() == address.doc_id
            || scorer.doc() < address.doc_id && scorer.seek(address.doc_id) == address.doc_id;
        if there {
            parts.push(Reason {
                what: what.clone(),
                score: scorer.score(),
            });
        }
    }
    let columns = index.columns(address.segment_ord).map_err(index.error())?;
    let length = collect::length_share(&columns, address.doc_id);
    let heading = collect::heading_share(&columns, address.doc_id);
    let mut factors = vec![Reason {
        what: "its length".into(),
        score: length,
    }];
    factors.extend(heading.map(|score| Reason {
        what: "a heading".into(),
        score,
    }));
    Ok(Explanation { parts, factors })
}

//! Alternatives in several languages: each is scaled by the score that it reaches at best.
//!
//! A phrase can score more than a word, and a passage in one language more than one in another. The
//! passages of one alternative would then all come before those of the others.

use super::planner::Planner;
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::query::Query;
use crate::search::run::run;
use crate::search::scoring::collect::{Best, Sort};

impl Planner<'_> {
    /// Returns the factors for the scores of alternatives; 1 if they are all in one script.
    pub(super) fn scales(self, parts: &[Query]) -> Result<Vec<f32>> {
        let mut scales = vec![1.0; parts.len()];
        let has_chinese = parts
            .iter()
            .any(|part| has(part, is_han));
        let has_other = parts
            .iter()
            .any(|part| !has(part, is_han) && has(part, char::is_alphabetic));
        if self.is_negated || !has_chinese || !has_other {
            return Ok(scales);
        }
        let mut reached = Vec::with_capacity(parts.len());
        for part in parts {
            reached.push(self.best_score(part)?);
        }
        let most = reached
            .iter()
            .copied()
            .fold(0.0, f32::max);
        for (scale, reached) in scales.iter_mut().zip(reached) {
            if reached > 0.0 {
                *scale = most / reached;
            }
        }
        Ok(scales)
    }

    /// Returns the score of the best passage for a part by itself.
    fn best_score(self, part: &Query) -> Result<f32> {
        let planned = self.query(part)?;
        let best = Best {
            index: self.index,
            keep: 1,
            sort: Sort::Relevance,
            count: &[],
        };
        let found = run(self.index, &*planned.query, &best)?;
        let best = found.candidates.first();
        Ok(best.map_or(0.0, |best| best.score))
    }
}

/// Returns whether a part that must match has a character of some kind.
fn has(query: &Query, is_kind: fn(char) -> bool) -> bool {
    match query {
        Query::Words(words) => words
            .iter()
            .any(|word| word.contains(is_kind)),
        Query::Phrase(text, _) | Query::Prefix(text) => text.contains(is_kind),
        Query::All(parts) | Query::Any(parts) => parts
            .iter()
            .any(|part| has(part, is_kind)),
        Query::Filter(_) | Query::Not(_) => false,
    }
}

//! Scores for programs.

use crate::search::Hit;

/// Returns the score of `hit`, rounded to two decimals.
pub(super) fn rounded(hit: &Hit) -> f64 {
    (f64::from(hit.score) * 100.0).round() / 100.0
}

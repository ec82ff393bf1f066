//! Explanations of scores in words.

use crate::search::{Explanation, Hit, Reason};

/// A factor that rounds to 1.00 is not worth a word.
const NEARLY_ONE: f32 = 0.995;

/// Returns why `hit` has its score: `7.31 = (4.20 “economy” in any form + …) × 0.60 for a heading`.
pub(super) fn explanation(hit: &Hit, explanation: &Explanation) -> String {
    let score = hit.score;
    if explanation.parts.is_empty() {
        return format!("{score:.2} (matched by filters only, not ranked)");
    }
    let part = |part: &Reason| format!("{:.2} {}", part.score, part.what);
    let parts: Vec<String> = explanation
        .parts
        .iter()
        .map(part)
        .collect();
    let sum = parts.join(" + ");
    let mut factors = Vec::new();
    for factor in &explanation.factors {
        if factor.score < NEARLY_ONE {
            factors.push(format!(
                " × {:.2} for {}",
                factor.score, factor.what
            ));
        }
    }
    if factors.is_empty() {
        format!("{score:.2} = {sum}")
    } else {
        format!(
            "{score:.2} = ({sum}){}",
            factors.concat()
        )
    }
}

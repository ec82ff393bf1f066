//! Explanations of scores in words.

use crate::search::{Explanation, Hit, Reason};

/// A factor that rounds to 1.000 is not worth a word.
const NEARLY_ONE: f32 = 0.9995;

/// Returns why `hit` has its score: `7.312 = (4.201 “economy” in any form + …) × 0.600 for a
/// heading`.
///
/// Three decimals, so that the numbers add up.
pub(super) fn explanation(hit: &Hit, explanation: &Explanation) -> String {
    let score = hit.score;
    if explanation.parts.is_empty() {
        return format!("{score:.3} (matched by filters only, not ranked)");
    }
    let part = |part: &Reason| format!("{:.3} {}", part.score, part.what);
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
                " × {:.3} for {}",
                factor.score, factor.what
            ));
        }
    }
    if factors.is_empty() {
        format!("{score:.3} = {sum}")
    } else {
        format!(
            "{score:.3} = ({sum}){}",
            factors.concat()
        )
    }
}

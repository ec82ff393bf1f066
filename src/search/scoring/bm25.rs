//! The formula of BM25, and scores that add up exactly.
//!
//! The last bits of a sum of floats depend on the order of addition, and tantivy's order depends on
//! how the index was built up. So every score is a multiple of [`SCORE_STEP`]: sums of multiples of
//! a power of two are exact, and the same briefs get the same scores whatever runs indexed them.

use tantivy::Score;
use tantivy::fieldnorm::FieldNormReader;

/// The unit of scores. It is far below any difference that matters, and large enough for an `f32`
/// to hold every multiple of it up to 16,384.
pub(in crate::search) const SCORE_STEP: Score = 1.0 / 1024.0;

/// Rounds `score`, which must not be negative, to a multiple of [`SCORE_STEP`].
pub(in crate::search) fn quantize(score: Score) -> Score {
    // This is the innermost loop: a conversion is one instruction, `f32::round` is a call.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "scores are small"
    )]
    let steps = (score / SCORE_STEP + 0.5) as i32 as Score;
    steps * SCORE_STEP
}

/// Returns BM25's inverse document frequency of a term that `with` of `total` passages have.
pub(in crate::search) fn idf(total: u64, with: u64) -> Score {
    let without = total - with.min(total);
    let ratio = (approximate(without) + 0.5) / (approximate(with) + 0.5);
    (1.0 + ratio).ln()
}

/// Returns BM25's score, at most `most`, of what occurs `count` times in a passage of this norm.
pub(in crate::search) fn share(most: Score, count: Score, norm: Score) -> Score {
    quantize(most * count / (count + norm))
}

/// Returns how often something occurs in a passage, as scores are computed with it.
#[expect(clippy::cast_precision_loss, reason = "a passage has far fewer tokens")]
pub(in crate::search) fn as_score(count: u32) -> Score {
    count as Score
}

/// Returns a count as a float, for a ratio or an average.
#[expect(
    clippy::cast_precision_loss,
    reason = "ratios and averages need no more precision"
)]
pub(in crate::search) fn approximate(count: u64) -> Score {
    count as Score
}

/// Returns BM25's `k1 * (1 - b + b * length / average)` by the byte that encodes a length.
pub(in crate::search) fn norms(average: Score, k1: Score, b: Score) -> [Score; 256] {
    let mut norms = [0.0; 256];
    for (id, norm) in (0..=u8::MAX).zip(&mut norms) {
        let length = FieldNormReader::id_to_fieldnorm(id);
        let length = approximate(u64::from(length));
        let relative = b * length / average.max(1.0);
        *norm = k1 * (1.0 - b + relative);
    }
    norms
}

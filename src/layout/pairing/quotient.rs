//! Counts as numbers that can be divided.

#[expect(clippy::cast_precision_loss, reason = "a count of words is small")]
pub(super) fn quotient(count: usize) -> f32 {
    count as f32
}

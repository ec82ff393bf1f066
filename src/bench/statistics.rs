//! Figures of samples.

/// Returns the smallest of the sorted times that at least `percent` of all do not exceed.
pub(super) fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    let time = sorted.get(rank.saturating_sub(1));
    time.copied().unwrap_or(0.0)
}

/// Returns `samples` in ascending order.
pub(super) fn sorted(samples: &[f64]) -> Vec<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Returns the mean, or 0 of nothing.
pub(super) fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / count(samples).max(1.0)
}

/// Returns the variance of the population that `samples` are of, or 0 if they are fewer than two.
pub(super) fn variance(samples: &[f64]) -> f64 {
    let mean = mean(samples);
    let squares = samples.iter();
    let squares = squares.map(|sample| (sample - mean).powi(2));
    squares.sum::<f64>() / (count(samples) - 1.0).max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer samples than 2^52")]
pub(super) fn count(samples: &[f64]) -> f64 {
    samples.len() as f64
}

/// Student's t for an interval of 95 %, by degrees of freedom from 1; beyond, that of the normal
/// distribution is near enough.
const T95: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
];
const NORMAL95: f64 = 1.96;

/// Returns how many standard errors an interval of 95 % reaches to each side.
pub(super) fn t95(degrees: f64) -> f64 {
    let mut reach = NORMAL95;
    let mut at = 30.0;
    for t in T95.iter().rev() {
        if degrees <= at {
            reach = *t;
        }
        at -= 1.0;
    }
    reach
}

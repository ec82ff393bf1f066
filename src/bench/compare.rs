//! Compares two measurements, and says what chance may explain.

use serde::Serialize;

use super::statistics::{count, mean, t95, variance};
use super::{BenchReport, ClassTimes};

/// Minimum number of rounds of which the spread says something.
const MIN_ROUNDS: usize = 3;

/// A class of queries in two reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClassComparison {
    /// The name of the class.
    pub name: String,
    /// The median, in microseconds.
    pub p50_us: f64,
    /// The median in the baseline, in microseconds.
    pub baseline_us: f64,
    /// The median, divided by that in the baseline.
    pub ratio: f64,
    /// The interval that has the ratio with a confidence of 95 %, as far as the rounds tell. `None`
    /// if one of the reports has too few rounds.
    pub interval: Option<[f64; 2]>,
}

/// The answer of a comparison to an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The class is not slower than allowed.
    Allowed,
    /// It is slower than allowed, but the interval has no change in it.
    Noise,
    /// It is slower than allowed, and chance does not explain it.
    Slower,
}

/// A class, and whether it is slower than allowed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change<'a> {
    /// The class.
    #[serde(flatten)]
    pub class: &'a ClassComparison,
    /// The answer.
    pub verdict: Verdict,
}

impl ClassComparison {
    /// Returns what the comparison says if a class may be `percent` slower than in the baseline.
    #[must_use]
    pub fn changed(&self, percent: f64) -> Change<'_> {
        Change {
            class: self,
            verdict: self.verdict(percent),
        }
    }

    fn verdict(&self, percent: f64) -> Verdict {
        if self.ratio <= 1.0 + percent / 100.0 {
            return Verdict::Allowed;
        }
        match self.interval {
            Some([low, _]) if low <= 1.0 => Verdict::Noise,
            _ => Verdict::Slower,
        }
    }
}

/// Compares the medians of the classes that both reports have.
#[must_use]
pub fn compare(report: &BenchReport, baseline: &BenchReport) -> Vec<ClassComparison> {
    let mut comparisons = Vec::new();
    for class in &report.classes {
        let mut others = baseline.classes.iter();
        if let Some(before) = others.find(|before| before.name == class.name) {
            let baseline_us = before.times.p50_us;
            let ratio = class.times.p50_us / baseline_us.max(f64::MIN_POSITIVE);
            let reach = reach(class, before);
            comparisons.push(ClassComparison {
                name: class.name.clone(),
                p50_us: class.times.p50_us,
                baseline_us,
                ratio,
                interval: reach.map(|reach| [ratio / reach, ratio * reach]),
            });
        }
    }
    comparisons
}

/// Returns the factor by which the ratio of two medians may be off by chance, with a confidence of
/// 95 %: Welch's interval of the logarithms of the rounds' medians.
fn reach(class: &ClassTimes, before: &ClassTimes) -> Option<f64> {
    let mut error = 0.0;
    let mut degrees = 0.0;
    for class in [class, before] {
        let logs: Vec<f64> = class
            .round_p50_us
            .iter()
            .map(|median| median.max(f64::MIN_POSITIVE).ln())
            .collect();
        if logs.len() < MIN_ROUNDS {
            return None;
        }
        let of_mean = drift(&logs) * variance(&logs) / count(&logs);
        error += of_mean;
        degrees += of_mean.powi(2) / (count(&logs) - 1.0);
    }
    if error == 0.0 {
        return Some(1.0);
    }
    let degrees = error.powi(2) / degrees;
    Some((t95(degrees) * error.sqrt()).exp())
}

/// Returns by how much the variance of a mean is larger than that of independent samples, since a
/// slow round often follows a slow one.
fn drift(samples: &[f64]) -> f64 {
    let mean = mean(samples);
    let products = samples
        .windows(2)
        .map(|pair| (pair[0] - mean) * (pair[1] - mean));
    let all = variance(samples) * (count(samples) - 1.0);
    if all == 0.0 {
        return 1.0;
    }
    let correlation = (products.sum::<f64>() / all).clamp(0.0, 0.9);
    (1.0 + correlation) / (1.0 - correlation)
}

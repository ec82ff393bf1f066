//! Medians and modes of measures.

use std::collections::HashMap;
use std::hash::Hash;

/// Returns the median of values with weights, or `None` if there are none.
pub(super) fn weighted(mut values: Vec<(f64, usize)>) -> Option<f64> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: usize = values
        .iter()
        .map(|(_, weight)| weight)
        .sum();
    let mut before = 0;
    for (value, weight) in values {
        before += weight;
        if before * 2 >= total && weight > 0 {
            return Some(value);
        }
    }
    None
}

/// Returns the median of values, or `None` if there are none.
pub(super) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    weighted(
        values
            .into_iter()
            .map(|value| (value, 1))
            .collect(),
    )
}

/// Counts of things.
pub(super) struct Counts<K>(HashMap<K, usize>);

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Ord + Copy> Counts<K> {
    pub(super) fn add(&mut self, key: K, count: usize) {
        *self.0.entry(key).or_default() += count;
    }

    pub(super) fn get(&self, key: K) -> usize {
        self.0
            .get(&key)
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn total(&self) -> usize {
        self.0.values().sum()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = K> {
        self.0.keys().copied()
    }

    /// Returns the commonest; of several, the smallest.
    pub(super) fn commonest(&self) -> Option<K> {
        let most = self
            .0
            .iter()
            .max_by_key(|(key, count)| (**count, std::cmp::Reverse(**key)));
        most.map(|(key, _)| *key)
    }
}

/// Returns a measure in steps, as a key to count.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a page are far smaller than 2^31"
)]
pub(super) fn step(value: f64, steps_per_point: f64) -> i32 {
    (value * steps_per_point).round() as i32
}

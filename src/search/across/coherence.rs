//! Prefers translations that occur together with translations of the other words.

use std::collections::HashMap;

use super::units::Unit;

/// Number of rounds.
const ROUNDS: usize = 2;
/// Share that a translation keeps if it never occurs with another.
const ALONE: f32 = 0.05;

/// A word of a unit: the number of the unit, and of the word in it.
pub(super) type Choice = (usize, usize);

/// How many passages have a word, and how many have two words of different units.
#[derive(Debug, Default)]
pub(super) struct Together {
    pub alone: HashMap<Choice, u32>,
    pub pairs: HashMap<(Choice, Choice), u32>,
}

impl Together {
    /// Counts a passage that has these words.
    pub(super) fn add(&mut self, choices: &[Choice]) {
        for a in choices {
            *self.alone.entry(*a).or_insert(0) += 1;
            for b in choices
                .iter()
                .filter(|b| b.0 != a.0)
            {
                *self
                    .pairs
                    .entry((*a, *b))
                    .or_insert(0) += 1;
            }
        }
    }

    /// Returns the cosine of the sets of passages that have `a` and `b`.
    fn cosine(&self, a: Choice, b: Choice) -> f32 {
        let count = |choice: &Choice| {
            self.alone
                .get(choice)
                .copied()
                .unwrap_or(0)
        };
        let both = self
            .pairs
            .get(&(a, b))
            .copied()
            .unwrap_or(0);
        if both == 0 {
            return 0.0;
        }
        let product = f64::from(count(&a)) * f64::from(count(&b));
        #[expect(clippy::cast_possible_truncation, reason = "a cosine needs no more")]
        let cosine = (f64::from(both) / product.sqrt()) as f32;
        cosine
    }
}

/// Changes the shares of the words of `units`.
pub(super) fn cohere(units: &mut [Unit], together: &Together) {
    if units.len() < 2 {
        return;
    }
    for _ in 0..ROUNDS {
        let before = units.to_vec();
        for (at, unit) in units.iter_mut().enumerate() {
            let mut shares = Vec::with_capacity(unit.words.len());
            for (word, share) in before[at]
                .words
                .iter()
                .map(|word| word.share)
                .enumerate()
            {
                let occurs = together
                    .alone
                    .contains_key(&(at, word));
                let support = support(&before, together, (at, word));
                shares.push(if occurs {
                    share * (ALONE + support)
                } else {
                    0.0
                });
            }
            let sum: f32 = shares.iter().sum();
            if sum > 0.0 {
                for (word, share) in unit.words.iter_mut().zip(shares) {
                    word.share = share / sum;
                }
            }
        }
    }
}

/// Returns how much the other units support a choice.
fn support(units: &[Unit], together: &Together, choice: Choice) -> f32 {
    let others = units
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != choice.0);
    let supports = others.map(|(at, unit)| {
        let words = unit.words.iter().enumerate();
        let best = words.map(|(word, other)| other.share * together.cosine(choice, (at, word)));
        best.fold(0.0, f32::max)
    });
    supports.sum()
}

/// Brings the shares of each unit's words closer to each other.
pub(super) fn soften(units: &mut [Unit]) {
    for unit in units {
        let roots = unit
            .words
            .iter()
            .map(|word| word.share.sqrt());
        let sum: f32 = roots.sum();
        if sum > 0.0 {
            for word in &mut unit.words {
                word.share = word.share.sqrt() / sum;
            }
        }
    }
}

//! Words near each other: the rule of `"…"~n`, for finding and for marking alike.
//!
//! All words of the phrase stand, in whatever order and each as often as the phrase has it, in a
//! stretch that is at most `n` positions longer than the phrase.

use std::ops::RangeInclusive;

/// The words of a phrase, told apart by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Near {
    /// How often each word must stand there.
    need: Vec<u32>,
    /// Positions from a stretch's first word to its last, at the most.
    length: u32,
}

impl Near {
    /// A phrase whose `n`th word is number `words[n]`, with its last position and the slack.
    pub(in crate::search) fn new(words: &[usize], last: u32, slop: u32) -> Self {
        let mut need = vec![0; words.iter().max().map_or(0, |most| most + 1)];
        words.iter().for_each(|&word| need[word] += 1);
        Self {
            need,
            length: last.saturating_add(slop),
        }
    }

    /// The stretches among `events`, pairs of a position and a word's number in rising order:
    /// shortest ones, from the left, none overlapping another, as indices of the first and the last
    /// event.
    pub(in crate::search) fn stretches(
        &self,
        events: &[(u32, usize)],
    ) -> Vec<RangeInclusive<usize>> {
        let mut found = Vec::new();
        let mut have = vec![0; self.need.len()];
        let mut left = 0;
        for (right, &(position, word)) in events.iter().enumerate() {
            have[word] += 1;
            let spare = |have: &[u32], word: usize| have[word] > self.need[word];
            while position - events[left].0 > self.length || spare(&have, events[left].1) {
                have[events[left].1] -= 1;
                left += 1;
            }
            // A word in the middle may stand there oftener than it must.
            if have.iter().zip(&self.need).all(|(have, need)| have >= need) {
                found.push(left..=right);
                have.fill(0);
                left = right + 1;
            }
        }
        found
    }
}

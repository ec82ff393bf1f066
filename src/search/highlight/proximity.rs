//! The rule of `"…"~n`, for matching and for highlighting alike.
//!
//! All words of the phrase occur, in any order and each as often as in the phrase, within a range
//! that is at most `n` positions longer than the phrase. (tantivy's slop lets one word count for
//! two, and counts moves in a way that a user cannot predict.)

use std::ops::RangeInclusive;

/// The words of a phrase with slop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Proximity {
    /// Number of times that each word must occur.
    required: Vec<u32>,
    /// Maximum number of positions from the first word of a match to its last.
    max_length: u32,
}

/// An occurrence of a word of the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Event {
    /// Position of the token in its text.
    pub position: u32,
    /// Number of the word.
    pub word: usize,
}

impl Proximity {
    /// Returns the rule for a phrase whose words have the numbers `words`, whose last position is
    /// `last`, and which has `slop` positions of slop.
    pub(in crate::search) fn new(words: &[usize], last: u32, slop: u32) -> Self {
        let count = words
            .iter()
            .max()
            .map_or(0, |max| max + 1);
        let mut required = vec![0; count];
        for &word in words {
            required[word] += 1;
        }
        Self {
            required,
            max_length: last.saturating_add(slop),
        }
    }

    /// Returns the matches among `events`, which are in the order of their positions: the shortest
    /// ones, from the left, not overlapping, as indices of their first and last events.
    pub(in crate::search) fn matches(&self, events: &[Event]) -> Vec<RangeInclusive<usize>> {
        let mut found = Vec::new();
        self.each_match(events, &mut Vec::new(), |range| {
            found.push(range);
        });
        found
    }

    /// Passes each match among `events` on, as [`Self::matches`] returns them. `occurs` is room for
    /// counts, kept to save allocations.
    pub(in crate::search) fn each_match(
        &self,
        events: &[Event],
        occurs: &mut Vec<u32>,
        mut take: impl FnMut(RangeInclusive<usize>),
    ) {
        occurs.clear();
        occurs.resize(self.required.len(), 0);
        let mut left = 0;
        for (right, event) in events.iter().enumerate() {
            occurs[event.word] += 1;
            while self.can_drop(&events[left], event, occurs) {
                occurs[events[left].word] -= 1;
                left += 1;
            }
            // A word inside the match may occur more often than it must.
            if occurs
                .iter()
                .zip(&self.required)
                .all(|(n, required)| n >= required)
            {
                take(left..=right);
                occurs.fill(0);
                left = right + 1;
            }
        }
    }

    /// Whether a match that ends with `last` is too long with `first`, or does not need it.
    fn can_drop(&self, first: &Event, last: &Event, occurs: &[u32]) -> bool {
        let is_too_long = last.position - first.position > self.max_length;
        is_too_long || occurs[first.word] > self.required[first.word]
    }
}

//! Recycled passages: those whose text is mostly part of another's.
//!
//! The measure is containment: how many of the five-token shingles of the shorter passage the
//! longer one has. It is 1 for a passage that is quoted whole in a longer one, where a measure of
//! both texts would be low.

use std::cmp::Reverse;
use std::collections::HashSet;

use rayon::prelude::*;

use super::scan::by_brief;
use super::shingles::{shared, shingles};
use crate::error::Result;
use crate::index::{BriefRecord, Index, StoredPassage};

/// A passage that is like another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Likeness {
    /// Id of the shorter passage.
    pub id: String,
    /// Id of the longer passage.
    pub other: String,
    /// How much of the shorter passage the longer one contains, from 0 to 1.
    pub containment: f64,
    /// Number of shingles that both have.
    pub shared: usize,
}

/// A passage and its shingles.
struct Shingled {
    id: String,
    shingles: Vec<u64>,
}

impl Shingled {
    /// The key by which the shorter of two passages comes first.
    fn key(&self) -> (usize, &str) {
        (self.shingles.len(), &self.id)
    }
}

/// Returns the passages that contain `passage`, or that it contains, at least to the degree of
/// `least`, the most alike first. [`Likeness::id`] is the id of the shorter one.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn similar_to(
    index: &Index,
    briefs: &[BriefRecord],
    passage: &StoredPassage,
    least: f64,
) -> Result<Vec<Likeness>> {
    let this = Shingled {
        id: passage.label.id.clone(),
        shingles: shingles(&passage.text),
    };
    let all: Vec<&BriefRecord> = briefs.iter().collect();
    let found = by_brief(index, &all, |_, passages| {
        let others = passages
            .into_iter()
            .filter(|other| other.label.id != this.id);
        others
            .filter_map(|other| {
                let other = Shingled {
                    shingles: shingles(&other.text),
                    id: other.label.id,
                };
                likeness(&this, &other, least)
            })
            .collect::<Vec<_>>()
    })?;
    let mut found: Vec<Likeness> = found
        .into_iter()
        .flatten()
        .collect();
    sort(&mut found);
    Ok(found)
}

/// Returns all pairs of passages of which one contains the other at least to the degree of `least`,
/// the most alike first.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn similar_pairs(index: &Index, briefs: &[BriefRecord], least: f64) -> Result<Vec<Likeness>> {
    let all: Vec<&BriefRecord> = briefs.iter().collect();
    let shingled = by_brief(index, &all, |_, passages| {
        let shingled = passages
            .into_iter()
            .map(|passage| Shingled {
                shingles: shingles(&passage.text),
                id: passage.label.id,
            });
        shingled
            .filter(|passage| !passage.shingles.is_empty())
            .collect::<Vec<_>>()
    })?;
    let mut passages: Vec<Shingled> = shingled
        .into_iter()
        .flatten()
        .collect();
    // A passage is compared with those that are longer, or as long and later in this order.
    passages.sort_by(|a, b| {
        let key = a.key();
        key.cmp(&b.key())
    });
    let postings = Postings::of(&passages);
    let numbers = (0..passages.len()).into_par_iter();
    let mut found: Vec<Likeness> = numbers
        .flat_map_iter(|number| postings.pairs(&passages, number, least))
        .collect();
    sort(&mut found);
    Ok(found)
}

fn sort(found: &mut [Likeness]) {
    found.sort_by(|a, b| {
        let by_containment = b
            .containment
            .total_cmp(&a.containment);
        by_containment
            .then(b.shared.cmp(&a.shared))
            .then_with(|| (&a.id, &a.other).cmp(&(&b.id, &b.other)))
    });
}

fn likeness(a: &Shingled, b: &Shingled, least: f64) -> Option<Likeness> {
    let [short, long] = if a.key() <= b.key() {
        [a, b]
    } else {
        [b, a]
    };
    let shared = shared(&short.shingles, &long.shingles);
    if shared == 0 {
        return None;
    }
    let containment = ratio(shared, short.shingles.len());
    (containment >= least).then(|| Likeness {
        id: short.id.clone(),
        other: long.id.clone(),
        containment,
        shared,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "passages are far below 2^52 tokens"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The passages that have each shingle, for shingles of several passages.
struct Postings {
    /// Shingles with the numbers of their passages, sorted.
    entries: Vec<(u64, u32)>,
}

impl Postings {
    fn of(passages: &[Shingled]) -> Self {
        let mut entries = Vec::new();
        for (number, passage) in (0u32..).zip(passages) {
            entries.extend(
                passage
                    .shingles
                    .iter()
                    .map(|shingle| (*shingle, number)),
            );
        }
        entries.par_sort_unstable();
        let is_repeated = |entries: &[(u64, u32)], at: usize| {
            let same = |other: usize| {
                entries
                    .get(other)
                    .is_some_and(|e| e.0 == entries[at].0)
            };
            same(at + 1) || at > 0 && same(at - 1)
        };
        let repeated = (0..entries.len()).filter(|at| is_repeated(&entries, *at));
        let entries = repeated
            .map(|at| entries[at])
            .collect();
        Self { entries }
    }

    /// Returns the entries of a shingle.
    fn of_shingle(&self, shingle: u64) -> &[(u64, u32)] {
        let start = self
            .entries
            .partition_point(|entry| entry.0 < shingle);
        let rest = &self.entries[start..];
        let length = rest.partition_point(|entry| entry.0 == shingle);
        &rest[..length]
    }

    /// Returns the pairs of the passage with this number and a longer one.
    ///
    /// A passage that has all but `n` of the shingles has at least one of any `n + 1`. So only the
    /// passages that have one of the rarest `n + 1` are compared.
    fn pairs(&self, passages: &[Shingled], number: usize, least: f64) -> Vec<Likeness> {
        let this = &passages[number];
        let mut lists: Vec<&[(u64, u32)]> = this
            .shingles
            .iter()
            .map(|shingle| self.of_shingle(*shingle))
            .collect();
        lists.sort_by_key(|list| Reverse(Reverse(list.len())));
        let needed = needed(lists.len(), least);
        let candidates: HashSet<usize> = lists
            .iter()
            .take(lists.len() + 1 - needed)
            .flat_map(|list| list.iter())
            .map(|entry| entry.1 as usize)
            .filter(|other| *other > number)
            .collect();
        let mut pairs: Vec<Likeness> = candidates
            .into_iter()
            .filter_map(|other| likeness(this, &passages[other], least))
            .collect();
        sort(&mut pairs);
        pairs
    }
}

/// Returns how many of so many shingles a passage must have, at least one.
fn needed(shingles: usize, least: f64) -> usize {
    (1..=shingles)
        .find(|shared| ratio(*shared, shingles) >= least)
        .unwrap_or(shingles.max(1))
}

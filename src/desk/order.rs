//! The order of a concordance's lines.

use std::collections::HashMap;
use std::str::FromStr;

use super::concordance::{Concordance, Line};
use super::near;
use crate::analysis;

/// Number of words beside the match that `right`, `left` and `freq` compare.
const WORDS: usize = 3;
/// Maximum distance of a word to sort by.
const MAX_DISTANCE: usize = 9;

/// A word beside the match, or another property, by which lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SortKey {
    /// The date, the source and the place.
    Brief,
    /// The word that many words before the match; a Han character is a word.
    Left(usize),
    /// The word that many words after it.
    Right(usize),
    /// How often the three words after the match follow it, the most frequent first.
    Frequency,
}

/// The keys by which lines are sorted, the most important first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOrder(pub Vec<SortKey>);

impl FromStr for LineOrder {
    type Err = String;

    /// Parses `left`, `right`, `brief`, `date`, `freq`, or words such as `1R,2R,1L`.
    fn from_str(text: &str) -> Result<Self, String> {
        let keys = match text {
            "brief" | "date" => vec![SortKey::Brief],
            "freq" => vec![SortKey::Frequency],
            "left" => (1..=WORDS)
                .map(SortKey::Left)
                .collect(),
            "right" => (1..=WORDS)
                .map(SortKey::Right)
                .collect(),
            _ => {
                let keys = text.split(',').map(key);
                let keys: Option<Vec<SortKey>> = keys.collect();
                keys.ok_or_else(|| {
                    format!("{text:?}; expected left, right, brief, date, freq, or 1R,2R,1L")
                })?
            }
        };
        Ok(Self(keys))
    }
}

/// Parses `1R` or `3L`.
fn key(text: &str) -> Option<SortKey> {
    let side = text.chars().next_back()?;
    let distance = text[..text.len() - side.len_utf8()]
        .parse()
        .ok()?;
    if !(1..=MAX_DISTANCE).contains(&distance) {
        return None;
    }
    match side {
        'L' | 'l' => Some(SortKey::Left(distance)),
        'R' | 'r' => Some(SortKey::Right(distance)),
        _ => None,
    }
}

impl Concordance {
    /// Sorts the lines. Lines that are equal in `order` stay in the order in which they are.
    pub fn sort(&mut self, order: &LineOrder) {
        let mut keyed: Vec<(Vec<String>, Line)> = Vec::new();
        let frequencies = self.frequencies(order);
        for (at, line) in self.lines.iter().enumerate() {
            let mut key = Vec::new();
            for part in &order.0 {
                key.extend(match part {
                    SortKey::Brief => vec![format!("{at:012}")],
                    SortKey::Left(distance) => vec![self.word_before(line, *distance)],
                    SortKey::Right(distance) => vec![self.word_after(line, *distance)],
                    SortKey::Frequency => {
                        let pattern = self.pattern(line);
                        let count = frequencies[&pattern];
                        let mut key = vec![format!("{:012}", usize::MAX / 2 - count)];
                        key.extend(pattern);
                        key
                    }
                });
            }
            keyed.push((key, line.clone()));
        }
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.lines = keyed
            .into_iter()
            .map(|(_, line)| line)
            .collect();
    }

    fn frequencies(&self, order: &LineOrder) -> HashMap<Vec<String>, usize> {
        let mut frequencies = HashMap::new();
        if order
            .0
            .contains(&SortKey::Frequency)
        {
            for line in &self.lines {
                *frequencies
                    .entry(self.pattern(line))
                    .or_default() += 1;
            }
        }
        frequencies
    }

    /// Returns the three words after the match.
    fn pattern(&self, line: &Line) -> Vec<String> {
        (1..=WORDS)
            .map(|distance| self.word_after(line, distance))
            .collect()
    }

    /// Returns the word at this distance before the match, or nothing.
    fn word_before(&self, line: &Line, distance: usize) -> String {
        let [left, _, _] = self.parts(line);
        let near = near::last(left, NEAR);
        let normalized = analysis::normalize(near).text;
        let tokens = analysis::tokens(&normalized);
        let at = tokens.len().checked_sub(distance);
        at.map_or_else(String::new, |at| {
            tokens[at].text.to_owned()
        })
    }

    /// Returns the word at this distance after the match, or nothing.
    fn word_after(&self, line: &Line, distance: usize) -> String {
        let [_, _, right] = self.parts(line);
        let normalized = analysis::normalize(near::first(right, NEAR)).text;
        let tokens = analysis::tokens(&normalized);
        let token = tokens.get(distance - 1);
        token.map_or_else(String::new, |token| {
            token.text.to_owned()
        })
    }
}

/// Number of characters in which the words beside a match are looked for.
const NEAR: usize = 400;

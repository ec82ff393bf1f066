//! Collocates: the words near the matches of a query.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use super::concordance::{Concordance, concordance};
use super::scan::by_brief;
use super::scope::{scope, tokens};
use super::statistic::{Table, log_dice, mutual_information};
use super::words::{Text, Word};
use crate::analysis;
use crate::analysis::stop::is_function_word;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::search::Request;

/// Maximum number of words on a side.
const MAX_SPAN: usize = 20;

/// How many words before and after a match count as near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Number of words before.
    pub left: usize,
    /// Number of words after.
    pub right: usize,
}

impl FromStr for Span {
    type Err = String;

    /// Parses `5`, or `5L,3R`.
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let error = || format!("{text:?}; expected a number up to {MAX_SPAN}, or two as in 5L,3R");
        let number = |text: &str| {
            let number = text.trim().parse::<usize>().ok();
            number
                .filter(|number| *number <= MAX_SPAN)
                .ok_or_else(error)
        };
        let Some((left, right)) = text.split_once(',') else {
            let both = number(text)?;
            return Ok(Self {
                left: both,
                right: both,
            });
        };
        let left = left.trim().strip_suffix(['L', 'l']);
        let right = right
            .trim()
            .strip_suffix(['R', 'r']);
        Ok(Self {
            left: number(left.ok_or_else(error)?)?,
            right: number(right.ok_or_else(error)?)?,
        })
    }
}

/// The statistic by which collocates are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// logDice.
    LogDice,
    /// The log-likelihood ratio.
    LogLikelihood,
    /// Mutual information.
    MutualInformation,
}

impl FromStr for Measure {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "logdice" => Ok(Self::LogDice),
            "ll" => Ok(Self::LogLikelihood),
            "mi" => Ok(Self::MutualInformation),
            _ => Err(format!(
                "{text:?}; expected logdice, ll or mi"
            )),
        }
    }
}

/// The words near the matches of a query.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Collocates {
    /// Number of matches.
    pub matches: u64,
    /// The words, the best first.
    pub words: Vec<Collocate>,
}

/// A word near matches.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Collocate {
    /// The word, normalized.
    pub word: String,
    /// Number of times that it is near a match, each counted for the nearest match.
    pub with: u64,
    /// Number of these before the match.
    pub left: u64,
    /// Number of these after the match.
    pub right: u64,
    /// Number of times that it occurs in the briefs.
    pub all: u64,
    /// logDice: at most 14. No more pairs are counted than there are matches.
    pub log_dice: f64,
    /// The log-likelihood ratio of the words near matches against all others.
    pub log_likelihood: f64,
    /// Mutual information, in bits.
    pub mutual_information: f64,
}

/// Returns the words that are within `span` of a match of `request` at least `min` times, sorted by
/// `by`. Function words are left out.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn collocates(
    index: &Index,
    briefs: &[BriefRecord],
    request: &Request,
    span: Span,
    min: u64,
    by: Measure,
) -> Result<Collocates> {
    let found = concordance(index, request)?;
    let mut near = near_words(&found, span);
    near.counts
        .retain(|_, sides| sides.left + sides.right >= min.max(1));
    let in_scope = scope(index, briefs, request)?;
    let totals = totals(index, &in_scope, &near)?;
    let context = Context {
        matches: found.lines.len() as u64,
        near: near.tokens,
        all: tokens(in_scope),
    };
    let mut words = Vec::new();
    for (word, sides) in near.counts {
        let all = totals
            .get(&word)
            .copied()
            .unwrap_or_default();
        words.push(context.collocate(word, sides, all));
    }
    words.sort_by(|a, b| {
        let by_measure = b
            .measure(by)
            .total_cmp(&a.measure(by));
        by_measure
            .then(b.with.cmp(&a.with))
            .then_with(|| a.word.cmp(&b.word))
    });
    Ok(Collocates {
        matches: context.matches,
        words,
    })
}

impl Collocate {
    /// Returns the statistic `by`.
    #[must_use]
    pub fn measure(&self, by: Measure) -> f64 {
        match by {
            Measure::LogDice => self.log_dice,
            Measure::LogLikelihood => self.log_likelihood,
            Measure::MutualInformation => self.mutual_information,
        }
    }
}

/// The numbers that the statistics of all words share.
struct Context {
    /// Number of matches.
    matches: u64,
    /// Number of words and Han characters near matches.
    near: u64,
    /// Number of words and Han characters in the briefs.
    all: u64,
}

impl Context {
    fn collocate(&self, word: String, sides: Sides, all: u64) -> Collocate {
        let with = sides.left + sides.right;
        let all = all.max(with);
        let elsewhere = Table {
            a: with,
            b: all - with,
            all_a: self.near,
            all_b: self.all.saturating_sub(self.near),
        };
        Collocate {
            word,
            with,
            left: sides.left,
            right: sides.right,
            all,
            log_dice: log_dice(
                with.min(self.matches),
                self.matches,
                all,
            ),
            log_likelihood: elsewhere.g2(),
            mutual_information: mutual_information(with, self.matches, all, self.all),
        }
    }
}

/// How often a word is before and after a match.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    left: u64,
    right: u64,
}

/// The words near matches.
struct Near {
    counts: HashMap<String, Sides>,
    /// Number of words and Han characters near matches.
    tokens: u64,
}

fn near_words(found: &Concordance, span: Span) -> Near {
    let mut near = Near {
        counts: HashMap::new(),
        tokens: 0,
    };
    for hit in &found.results.hits {
        if hit.spans.is_empty() {
            continue;
        }
        let text = Text::new(&hit.passage.text, &hit.spans);
        for (at, word) in text.words().iter().enumerate() {
            let Some(side) = side(text.words(), at, span) else {
                continue;
            };
            let spelling = text.text(word);
            near.tokens += analysis::tokens(spelling).len() as u64;
            if is_function_word(spelling) {
                continue;
            }
            let sides = near
                .counts
                .entry(spelling.to_owned())
                .or_default();
            match side {
                Side::Left => sides.left += 1,
                Side::Right => sides.right += 1,
            }
        }
    }
    near
}

enum Side {
    Left,
    Right,
}

/// Returns the side of the nearest match on which the word at `at` is, if it is within `span`.
fn side(words: &[Word], at: usize, span: Span) -> Option<Side> {
    if words[at].is_node {
        return None;
    }
    let after = words[at + 1..]
        .iter()
        .take(span.left)
        .position(|word| word.is_node);
    let before = words[..at]
        .iter()
        .rev()
        .take(span.right)
        .position(|word| word.is_node);
    match (after, before) {
        (Some(after), Some(before)) if before <= after => Some(Side::Right),
        (Some(_), _) => Some(Side::Left),
        (None, Some(_)) => Some(Side::Right),
        (None, None) => None,
    }
}

/// Counts each of the words verbatim in the passages of `briefs`: a Chinese word wherever its
/// characters are side by side.
fn totals(index: &Index, briefs: &[&BriefRecord], near: &Near) -> Result<HashMap<String, u64>> {
    let wanted: HashSet<&str> = near
        .counts
        .keys()
        .map(String::as_str)
        .collect();
    let longest = wanted
        .iter()
        .map(|word| word.chars().count());
    let longest = longest.max().unwrap_or_default();
    let counts = by_brief(index, briefs, |_, passages| {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for passage in passages {
            let normalized = analysis::normalize(&passage.text).text;
            for word in verbatim(&normalized, &wanted, longest) {
                *counts
                    .entry(word.to_owned())
                    .or_default() += 1;
            }
        }
        counts
    })?;
    let mut totals = HashMap::new();
    for (word, count) in counts.into_iter().flatten() {
        *totals.entry(word).or_default() += count;
    }
    Ok(totals)
}

/// Returns each occurrence of a `wanted` word, of at most `longest` characters, in a normalized
/// text.
fn verbatim<'a>(normalized: &'a str, wanted: &HashSet<&str>, longest: usize) -> Vec<&'a str> {
    let tokens = analysis::tokens(normalized);
    let mut found = Vec::new();
    for (at, first) in tokens.iter().enumerate() {
        if !first.han {
            found.extend(
                wanted
                    .contains(first.text)
                    .then_some(first.text),
            );
            continue;
        }
        let start = first.range.start;
        let mut end = start;
        for token in tokens[at..].iter().take(longest) {
            if !token.han || token.range.start != end {
                break;
            }
            let word = &normalized[start..token.range.start + token.text.len()];
            end = token.range.end;
            found.extend(
                wanted
                    .contains(word)
                    .then_some(word),
            );
        }
    }
    found
}

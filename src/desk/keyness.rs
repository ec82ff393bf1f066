//! Key words: the words that some passages have more or less often than all others.

use std::collections::{HashMap, HashSet};

use super::place::ordinal;
use super::scan::by_brief;
use super::statistic::Table;
use super::words::Text;
use crate::analysis::stop::is_function_word;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::search::{self, Request};

/// The words of some passages compared with those of all others.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Keyness {
    /// Number of words in the passages.
    pub words: u64,
    /// Number of words in the others.
    pub other_words: u64,
    /// The words, the most typical first, the least typical last.
    pub key_words: Vec<KeyWord>,
}

/// A word compared.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct KeyWord {
    /// The word, normalized.
    pub word: String,
    /// Number of times in the passages.
    pub here: u64,
    /// Number of times in the others.
    pub elsewhere: u64,
    /// The log-likelihood ratio G² over four cells, negative if the word is rarer here.
    pub g2: f64,
    /// The binary logarithm of the ratio of the relative frequencies; a count of zero is taken for
    /// a half.
    pub log_ratio: f64,
}

/// Word counts of the passages of a request, and of the others.
#[derive(Default)]
struct Tally {
    words: [u64; 2],
    counts: HashMap<String, [u64; 2]>,
}

/// Compares the words of the passages that `request` finds with those of all other passages. Words
/// that occur fewer than `min` times in all, and function words, are left out.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn keyness(
    index: &Index,
    briefs: &[BriefRecord],
    request: &Request,
    min: u64,
) -> Result<Keyness> {
    let mut request = request.clone();
    request.limit = None;
    request.offset = 0;
    let hits = search::search(index, &request)?.hits;
    let here: HashSet<(&str, u32)> = hits
        .iter()
        .map(|hit| {
            let label = &hit.passage.label;
            (
                label.brief.source.as_str(),
                ordinal(label),
            )
        })
        .collect();
    let all: Vec<&BriefRecord> = briefs.iter().collect();
    let tallies = by_brief(index, &all, |brief, passages| {
        let mut tally = Tally::default();
        for passage in passages {
            let source = brief.label.source.as_str();
            let is_here = here.contains(&(source, ordinal(&passage.label)));
            tally.add(&passage.text, usize::from(!is_here));
        }
        tally
    })?;
    let tally = tallies
        .into_iter()
        .fold(Tally::default(), Tally::plus);
    Ok(tally.keyness(min))
}

impl Tally {
    fn add(&mut self, text: &str, side: usize) {
        let text = Text::new(text, &[]);
        for word in text.words() {
            self.words[side] += 1;
            let counts = self
                .counts
                .entry(text.text(word).to_owned());
            counts.or_default()[side] += 1;
        }
    }

    fn plus(mut self, other: Self) -> Self {
        for side in [0, 1] {
            self.words[side] += other.words[side];
        }
        for (word, counts) in other.counts {
            let sum = self.counts.entry(word).or_default();
            for side in [0, 1] {
                sum[side] += counts[side];
            }
        }
        self
    }

    fn keyness(self, min: u64) -> Keyness {
        let [words, other_words] = self.words;
        let mut key_words = Vec::new();
        for (word, [here, elsewhere]) in self.counts {
            if here + elsewhere < min || is_function_word(&word) {
                continue;
            }
            let table = Table {
                a: here,
                b: elsewhere,
                all_a: words,
                all_b: other_words,
            };
            key_words.push(KeyWord {
                word,
                here,
                elsewhere,
                g2: table.g2(),
                log_ratio: table.log_ratio(),
            });
        }
        key_words.sort_by(|a, b| {
            let by_g2 = b.g2.total_cmp(&a.g2);
            by_g2.then_with(|| a.word.cmp(&b.word))
        });
        Keyness {
            words,
            other_words,
            key_words,
        }
    }
}

//! Splits Chinese into words of the dictionary, without jieba: the pairs of a brief must depend on
//! the brief and the dictionary alone.

use super::dictionary::Dictionary;
use crate::analysis::segment::han_runs;

/// Maximum length of a word, in characters.
const MAX_WORD: usize = 12;
/// Number of neighbouring words that may be one word together.
const MAX_JOINED: usize = 6;
/// Logarithm of the number of words in the corpus of the dictionary's counts.
const LOG_TOTAL: f32 = 17.9;

/// The best way to split a run from some character on.
#[derive(Clone, Copy, Default)]
struct Path {
    /// Logarithm of its probability.
    log: f32,
    /// Length of its first word, in bytes.
    first: usize,
}

/// Returns the words of the Han characters of a normalized text, in order. A character that begins
/// no word is a word.
#[must_use]
pub fn words<'a>(dictionary: &Dictionary, normalized: &'a str) -> Vec<&'a str> {
    let mut words = Vec::new();
    for run in han_runs(normalized) {
        let run = &normalized[run];
        push_joined(
            dictionary,
            run,
            &best(dictionary, run),
            &mut words,
        );
    }
    words
}

/// Returns the ends of the most probable words of `run`, in bytes.
fn best(dictionary: &Dictionary, run: &str) -> Vec<usize> {
    let mut paths = vec![Path::default(); run.len() + 1];
    for (at, c) in run.char_indices().rev() {
        let single = at + c.len_utf8();
        let mut best = Path {
            log: paths[single].log - LOG_TOTAL,
            first: c.len_utf8(),
        };
        let end = end_of_longest(run, at);
        dictionary.words_at(&run[at..end], |length, common| {
            let log = common - LOG_TOTAL + paths[at + length].log;
            if log >= best.log {
                best = Path { log, first: length };
            }
        });
        paths[at] = best;
    }
    let mut ends = Vec::new();
    let mut at = 0;
    while at < run.len() {
        at += paths[at].first;
        ends.push(at);
    }
    ends
}

/// Returns the byte at which the longest word that starts at byte `at` of `run` may end.
fn end_of_longest(run: &str, at: usize) -> usize {
    let mut ends = run[at..]
        .char_indices()
        .skip(MAX_WORD);
    ends.next()
        .map_or(run.len(), |(length, _)| at + length)
}

/// Adds the words of `run` that end at `ends`. Neighbours that are one word together are added as
/// that word.
fn push_joined<'a>(
    dictionary: &Dictionary,
    run: &'a str,
    ends: &[usize],
    words: &mut Vec<&'a str>,
) {
    let (mut start, mut next) = (0, 0);
    while next < ends.len() {
        let mut taken = 1;
        for more in 2..=MAX_JOINED.min(ends.len() - next) {
            let joined = &run[start..ends[next + more - 1]];
            if dictionary.common(joined).is_some() {
                taken = more;
            }
        }
        let end = ends[next + taken - 1];
        words.push(&run[start..end]);
        start = end;
        next += taken;
    }
}

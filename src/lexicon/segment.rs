//! Splits Chinese into words of the dictionary, without jieba: the pairs of a brief must depend on
//! the brief and the dictionary alone.

use super::dictionary::Dictionary;
use crate::analysis::segment::han_runs;

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
    /// The words that start here, among all that are known.
    known: (usize, usize),
}

/// A run of Han characters with what the dictionary has of it.
#[derive(Default)]
struct Run<'a> {
    text: &'a str,
    /// The best way from each byte on at which a character starts.
    paths: Vec<Path>,
    /// The lengths of the words that the dictionary has, in bytes.
    known: Vec<usize>,
}

/// Returns the words of the Han characters of a normalized text, in order. A character that begins
/// no word is a word.
#[must_use]
pub fn words<'a>(dictionary: &Dictionary, normalized: &'a str) -> Vec<&'a str> {
    let mut words = Vec::with_capacity(normalized.len() / 6);
    let mut run = Run::default();
    for range in han_runs(normalized) {
        run.read(dictionary, &normalized[range]);
        run.push_words(&mut words);
    }
    words
}

impl<'a> Run<'a> {
    /// Looks for the words of `text`.
    fn read(&mut self, dictionary: &Dictionary, text: &'a str) {
        self.text = text;
        self.known.clear();
        self.paths.clear();
        self.paths
            .resize(text.len() + 1, Path::default());
        let (paths, known) = (&mut self.paths, &mut self.known);
        for (at, c) in text.char_indices().rev() {
            let single = at + c.len_utf8();
            let mut log = paths[single].log - LOG_TOTAL;
            let mut first = c.len_utf8();
            let start = known.len();
            dictionary.words_at(&text[at..], |length, common| {
                known.push(length);
                let other = common - LOG_TOTAL + paths[at + length].log;
                if other >= log {
                    (log, first) = (other, length);
                }
            });
            let known = (start, known.len());
            paths[at] = Path { log, first, known };
        }
    }

    /// Adds the most probable words. Neighbours that are one word together are added as that word.
    fn push_words(&self, words: &mut Vec<&'a str>) {
        let mut start = 0;
        while start < self.text.len() {
            let end = self.end_of_joined(start);
            words.push(&self.text[start..end]);
            start = end;
        }
    }

    /// Returns the end of the longest word from byte `start` on that neighbours are together.
    fn end_of_joined(&self, start: usize) -> usize {
        let (first, last) = self.paths[start].known;
        let known = &self.known[first..last];
        let mut at = start + self.paths[start].first;
        let mut end = at;
        for _ in 1..MAX_JOINED {
            if at == self.text.len() {
                break;
            }
            at += self.paths[at].first;
            if known.contains(&(at - start)) {
                end = at;
            }
        }
        end
    }
}

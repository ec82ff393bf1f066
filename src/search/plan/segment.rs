//! Segments unquoted text into words: English words as they are, Han runs by the words that the
//! index holds.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::planner::Planner;
use crate::analysis::capitals::in_capitals;
use crate::analysis::{self, Normalized, Token, segment, stem, stop};
use crate::error::Result;
use crate::search::highlight::phrase_tokens;
use crate::search::run::count_matches;

/// An unquoted word.
pub(super) struct Word {
    /// The byte of the normalized query at which it starts.
    pub at: usize,
    pub text: String,
    /// Whether it is written in Han characters.
    pub is_han: bool,
    /// Its term in capitals, if it means something else in them and is typed so.
    pub in_capitals: Option<String>,
}

impl Word {
    /// Returns the number of its characters.
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Returns its term: an English stem or a Chinese word.
    pub(super) fn term(&self) -> String {
        if self.is_han {
            self.text.clone()
        } else {
            stem::stem(&self.text)
        }
    }

    /// Returns whether it is a Chinese word that is not made up of shorter ones.
    pub(super) fn is_short(&self) -> bool {
        self.is_han && self.length() <= 2
    }
}

impl Planner<'_> {
    /// Segments the query `text` into words, in order.
    pub(super) fn segment(
        self,
        text: &str,
        normalized: &Normalized,
        tokens: &[Token<'_>],
    ) -> Result<Vec<Word>> {
        let mut capitals: HashMap<usize, String> = in_capitals(text, normalized, tokens)
            .into_iter()
            .collect();
        let mut words = Vec::new();
        for (number, token) in tokens.iter().enumerate() {
            if !token.han {
                words.push(Word {
                    at: token.range.start,
                    text: token.text.to_owned(),
                    is_han: false,
                    in_capitals: capitals.remove(&number),
                });
            }
        }
        let normalized = &normalized.text;
        for run in segment::han_runs(normalized) {
            let text = &normalized[run.clone()];
            for range in self.segment_run(text)? {
                words.push(Word {
                    at: run.start + range.start,
                    text: text[range].to_owned(),
                    is_han: true,
                    in_capitals: None,
                });
            }
        }
        words.sort_by_key(|word| word.at);
        Ok(words)
    }

    fn segment_run(self, run: &str) -> Result<Vec<Range<usize>>> {
        let path = self.best_path(run, |word| self.frequency(word))?;
        if self.is_question {
            Ok(path)
        } else {
            Ok(join_single(run, &path))
        }
    }

    /// Returns how frequent a word is taken to be. Function words separate the words of a question
    /// even if the index has none of them.
    fn frequency(self, word: &str) -> Result<u64> {
        let count = self.doc_freq(self.index.fields.chinese, word)?;
        if stop::is_function_word(word) {
            Ok(count.max(self.total() / 1000 + 1))
        } else {
            Ok(count)
        }
    }

    /// Returns the words that say something: without function words and repetitions, and in a
    /// question without words for the kind of answer (“what is it called?”), unless there are no
    /// others.
    pub(super) fn content(self, words: &[Word]) -> Result<Vec<&Word>> {
        let mut content = without(words.iter().collect(), |word| {
            stop::is_function_word(&word.text) && word.in_capitals.is_none()
        });
        if self.is_question {
            content = without(content, |word| {
                stop::names_an_answer(&word.text)
            });
        }
        if self.is_relaxed {
            content = self.occurring(content, words)?;
        }
        let mut seen = HashSet::new();
        content.retain(|word| seen.insert(word.text.as_str()));
        Ok(content)
    }

    /// Returns the words of `content` that occur or, if none does, whichever words do.
    fn occurring<'w>(self, content: Vec<&'w Word>, words: &'w [Word]) -> Result<Vec<&'w Word>> {
        let mut occurring = Vec::with_capacity(content.len());
        for word in content {
            if self.count(word)? > 0 {
                occurring.push(word);
            }
        }
        if occurring.is_empty() {
            for word in words {
                if self.count(word)? > 0 {
                    occurring.push(word);
                }
            }
        }
        Ok(occurring)
    }

    /// Returns the number of passages that have a word, or its characters in a row.
    fn count(self, word: &Word) -> Result<u64> {
        let fields = &self.index.fields;
        if !word.is_han {
            return self.doc_freq(fields.english, &stem::stem(&word.text));
        }
        let count = self.doc_freq(fields.chinese, &word.text)?;
        if count > 0 {
            return Ok(count);
        }
        let characters = phrase_tokens(&analysis::tokens(&word.text));
        let in_a_row = self.exact(&characters, 1.0);
        Ok(count_matches(self.index, &*in_a_row)? as u64)
    }

    /// Returns the shorter words that make up a long Chinese word, if the index has each of them.
    pub(super) fn parts(self, word: &str) -> Result<Option<Vec<String>>> {
        let chinese = self.index.fields.chinese;
        let path = self.best_path(word, |part| {
            if part == word {
                return Ok(0);
            }
            self.doc_freq(chinese, part)
        })?;
        let mut parts = Vec::with_capacity(path.len());
        for range in path {
            let part = &word[range];
            if is_single(part) || self.doc_freq(chinese, part)? == 0 {
                return Ok(None);
            }
            parts.push(part.to_owned());
        }
        Ok(Some(parts))
    }

    /// Returns the most probable words of a Han run, where `frequency` says how frequent a word is.
    fn best_path(
        self,
        run: &str,
        frequency: impl Fn(&str) -> Result<u64>,
    ) -> Result<Vec<Range<usize>>> {
        // The path is found through a callback that cannot fail; the error is kept for afterwards.
        let mut failure = None;
        let path = segment::best_path(run, self.total(), |word| {
            frequency(word).unwrap_or_else(|error| {
                failure = Some(error);
                0
            })
        });
        match failure {
            Some(error) => Err(error),
            None => Ok(path),
        }
    }

    /// Returns about how many words the index has in all.
    fn total(self) -> u64 {
        self.index.num_docs().max(1) * 100
    }
}

/// Drops the words that `is_dropped` says to, unless no others are left.
fn without(words: Vec<&Word>, is_dropped: fn(&Word) -> bool) -> Vec<&Word> {
    let mut kept = words.clone();
    kept.retain(|word| !is_dropped(word));
    if kept.is_empty() {
        words
    } else {
        kept
    }
}

/// Joins characters that are single words side by side: they are a word that the index does not
/// have, and one of them alone would mean something else. Particles at the ends are not joined.
fn join_single(run: &str, path: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined = Vec::new();
    let is_single = |range: &Range<usize>| is_single(&run[range.clone()]);
    let is_word = |range: &Range<usize>| !stop::is_particle(&run[range.clone()]);
    for group in path.chunk_by(|a, b| is_single(a) && is_single(b)) {
        let first = group.iter().position(is_word);
        let last = group.iter().rposition(is_word);
        match (first, last) {
            // A group of several has only single characters.
            (Some(first), Some(last)) if first < last => {
                joined.extend_from_slice(&group[..first]);
                joined.push(group[first].start..group[last].end);
                joined.extend_from_slice(&group[last + 1..]);
            }
            _ => joined.extend_from_slice(group),
        }
    }
    joined
}

fn is_single(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

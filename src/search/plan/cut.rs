//! Unquoted text to words: English ones as they stand, Han runs by the words that the index holds.

use std::ops::Range;

use super::Planner;
use crate::analysis::{Token, segment, stop};
use crate::error::Result;
use crate::search::plan::weights;

/// An unquoted word, and the byte of the normalized query at which it stands.
pub(in crate::search) struct Word {
    pub at: usize,
    pub form: Form,
}

pub(in crate::search) enum Form {
    English(String),
    Han(String),
}

impl Word {
    pub(in crate::search) fn text(&self) -> &str {
        match &self.form {
            Form::English(text) | Form::Han(text) => text,
        }
    }
}

impl Planner<'_> {
    /// Cuts normalized text into words: English ones as they stand, Han runs by the words that the
    /// index knows.
    pub(in crate::search) fn cut(
        &self,
        normalized: &str,
        tokens: &[Token<'_>],
    ) -> Result<Vec<Word>> {
        let english = tokens.iter().filter(|t| !t.han);
        let mut words: Vec<Word> = english
            .map(|t| Word {
                at: t.range.start,
                form: Form::English(t.text.to_owned()),
            })
            .collect();
        for run in segment::han_runs(normalized) {
            // Function words part a question even where the index has none.
            let least = |word: &str| {
                if stop::is_function_word(word) {
                    self.total() / 1000 + 1
                } else {
                    0
                }
            };
            let path = self.path(&normalized[run.clone()], |word, count| {
                count.max(least(word))
            })?;
            let path = if self.asks {
                path
            } else {
                together(&normalized[run.clone()], &path)
            };
            words.extend(path.into_iter().map(|r| {
                let range = run.start + r.start..run.start + r.end;
                Word {
                    at: range.start,
                    form: Form::Han(normalized[range].to_owned()),
                }
            }));
        }
        words.sort_by_key(|word| word.at);
        Ok(words)
    }

    /// Leaves out the commonest of too many words.
    pub(in crate::search) fn rarest(&self, content: &mut Vec<&Word>) -> Result<()> {
        if content.len() <= weights::MOST_WORDS {
            return Ok(());
        }
        let count = |word: &&Word| match &word.form {
            Form::English(text) => self.doc_freq(self.index.fields.exact, text),
            Form::Han(text) => self.doc_freq(self.index.fields.chinese, text),
        };
        let counts = content.iter().map(count).collect::<Result<Vec<_>>>()?;
        let mut sorted = counts.clone();
        sorted.sort_unstable();
        let most = sorted[weights::MOST_WORDS - 1];
        let rare = content
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count <= most)
            .map(|(word, _)| *word);
        *content = rare.take(weights::MOST_WORDS).collect();
        Ok(())
    }

    /// The words of which a long word consists, where the index knows each.
    pub(in crate::search) fn parts(&self, word: &str) -> Result<Option<Vec<String>>> {
        let path = self.path(word, |part, count| if part == word { 0 } else { count })?;
        let parts: Vec<String> = path.into_iter().map(|r| word[r].to_owned()).collect();
        for part in &parts {
            if part.chars().nth(1).is_none() || self.doc_freq(self.index.fields.chinese, part)? == 0
            {
                return Ok(None);
            }
        }
        Ok(Some(parts))
    }

    /// The most probable cut of a Han run by the index's words, whose counts `adjust` may change.
    fn path(&self, run: &str, adjust: impl Fn(&str, u64) -> u64) -> Result<Vec<Range<usize>>> {
        let mut failed = None;
        let freq = |word: &str| match self.doc_freq(self.index.fields.chinese, word) {
            Ok(count) => adjust(word, count),
            Err(e) => {
                failed = Some(e);
                0
            }
        };
        let path = segment::best_path(run, self.total(), freq);
        failed.map_or(Ok(path), Err)
    }

    /// About how many words there are.
    fn total(&self) -> u64 {
        self.index.searcher.num_docs().max(1) * 100
    }
}

/// Puts characters that the index knows only as such together where they stand side by side: they
/// are a word that it does not know, and one of them alone would say something else. Particles at
/// the ends of such a word are not of it.
fn together(run: &str, path: &[Range<usize>]) -> Vec<Range<usize>> {
    let single = |r: &Range<usize>| run[r.clone()].chars().nth(1).is_none();
    let particle = |r: &Range<usize>| stop::is_particle(&run[r.clone()]);
    let mut out = Vec::new();
    for group in path.chunk_by(|a, b| single(a) && single(b)) {
        let first = group.iter().position(|r| !particle(r));
        let last = group.iter().rposition(|r| !particle(r));
        match first.zip(last) {
            Some((first, last)) if single(&group[0]) && last > first => {
                out.extend_from_slice(&group[..first]);
                out.push(group[first].start..group[last].end);
                out.extend_from_slice(&group[last + 1..]);
            }
            _ => out.extend_from_slice(group),
        }
    }
    out
}

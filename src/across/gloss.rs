//! Terms that a sentence gives in both languages: `united front work 统战工作`,
//! `统一战线（United Front）`, a title in English before `《…》`.

use std::ops::Range;

use super::cover::Compared;
use crate::analysis::token::is_han;
use crate::lexicon::dictionary;

/// Minimum agreement of a pair with brackets between, and of a pair without.
const MIN_IN_BRACKETS: f32 = 0.3;
const MIN_SIDE_BY_SIDE: f32 = 0.5;
/// Maximum number of English words of a term.
const MAX_WORDS: usize = 18;
/// Maximum number of Han characters of a term.
const MAX_HAN: usize = 40;
/// Cost of each further word, so that a shorter term wins if it agrees as well.
const PER_WORD: f32 = 0.01;
/// Characters that may be around a term or between its two forms.
const QUOTES: &str = " \u{3000}“”\"'‘’《》「」『』〈〉*_`";
/// Words that no term starts with.
const NO_START: &str = "the a an of to in on and or for by with as at from is are was were it's";

/// A term in both languages, as places in the text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Gloss {
    /// The Chinese, in bytes.
    pub zh: Range<usize>,
    /// The English, in bytes.
    pub en: Range<usize>,
    /// How well they agree by the dictionary, from 0 to 1.
    pub agreement: f32,
}

/// Returns the terms that `text` gives in both languages, in order.
#[must_use]
pub fn glosses(text: &str) -> Vec<Gloss> {
    let mut glosses = Vec::new();
    let mut free_from = 0;
    for zh in chinese_runs(text) {
        let found = before(text, free_from, &zh).or_else(|| after(text, &zh));
        if let Some(gloss) = found {
            free_from = gloss.zh.end.max(gloss.en.end);
            glosses.push(gloss);
        } else {
            free_from = zh.end;
        }
    }
    glosses
}

/// Returns the runs of Han characters, with the marks inside them.
fn chinese_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text
        .char_indices()
        .filter(|(_, c)| is_han(*c))
    {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run)
                if text[run.end..at]
                    .chars()
                    .all(|c| "·、《》".contains(c)) =>
            {
                run.end = end;
            }
            _ => runs.push(at..end),
        }
    }
    runs.retain(|run| {
        let characters = text[run.clone()].chars().count();
        (2..=MAX_HAN).contains(&characters)
    });
    runs
}

/// Returns the gloss of `zh` and the English before it, which starts at byte `from` or later.
fn before(text: &str, from: usize, zh: &Range<usize>) -> Option<Gloss> {
    let left = text.get(from..zh.start)?;
    let start = left
        .rfind(is_han)
        .map_or(0, |at| at + 3);
    let quotes: Vec<char> = QUOTES.chars().collect();
    let near = left
        .get(start..)?
        .trim_end_matches(quotes.as_slice());
    let bare = near.trim_end_matches(['(', '（']);
    let in_brackets = bare.len() < near.len();
    let bare = bare.trim_end_matches(quotes.as_slice());
    let least = if in_brackets {
        MIN_IN_BRACKETS
    } else {
        MIN_SIDE_BY_SIDE
    };
    let offset = from + start;
    let (en, agreement) = best_end(bare, &text[zh.clone()])?;
    (agreement >= least).then(|| Gloss {
        zh: zh.clone(),
        en: offset + en.start..offset + en.end,
        agreement,
    })
}

/// Returns the end of `english` that agrees best with `zh`, and how well.
fn best_end(english: &str, zh: &str) -> Option<(Range<usize>, f32)> {
    let compared = Compared::new(dictionary(), zh);
    let words = words(english);
    let end = words.last()?.end;
    let mut best: Option<(Range<usize>, f32, f32)> = None;
    let last = words.iter().rev().take(MAX_WORDS);
    for (count, word) in (1_u8..).zip(last) {
        let term = &english[word.start..end];
        if ends_sentence(term) {
            break;
        }
        if starts_badly(&english[word.clone()]) {
            continue;
        }
        let agreement = compared.with(term);
        let worth = agreement - PER_WORD * f32::from(count);
        if best
            .as_ref()
            .is_none_or(|(_, _, most)| worth > *most)
        {
            best = Some((word.start..end, agreement, worth));
        }
    }
    let (term, agreement, _) = best?;
    Some((trimmed(english, term), agreement))
}

/// Returns the gloss of the end of `zh` and the English in brackets after it.
fn after(text: &str, zh: &Range<usize>) -> Option<Gloss> {
    let quotes: Vec<char> = QUOTES.chars().collect();
    let right = text[zh.end..].trim_start_matches(quotes.as_slice());
    let inside = right.strip_prefix(['(', '（'])?;
    let close = inside.find([')', '）'])?;
    let english = inside[..close].trim();
    if english.contains(is_han) || !english.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let start = text.len() - inside.len() + inside[..close].find(english)?;
    let (zh, agreement) = best_chinese(text, zh, english)?;
    (agreement >= MIN_IN_BRACKETS).then(|| Gloss {
        zh,
        en: start..start + english.len(),
        agreement,
    })
}

/// Returns the end of the run `zh` of `text` that agrees best with `english`, and how well.
fn best_chinese(text: &str, zh: &Range<usize>, english: &str) -> Option<(Range<usize>, f32)> {
    let run = &text[zh.clone()];
    let mut best: Option<(usize, f32, f32)> = None;
    for (count, (at, _)) in (1_u8..).zip(run.char_indices().rev()) {
        if count < 2 {
            continue;
        }
        let agreement = Compared::new(dictionary(), &run[at..]).with(english);
        let worth = agreement - PER_WORD * f32::from(count) / 2.0;
        if best.is_none_or(|(_, _, most)| worth > most) {
            best = Some((at, agreement, worth));
        }
    }
    let (at, agreement, _) = best?;
    Some((zh.start + at..zh.end, agreement))
}

/// Returns the words between white space.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    let words = text.split_whitespace().map(|word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    });
    words.collect()
}

/// Returns whether a clause ends inside `term`.
fn ends_sentence(term: &str) -> bool {
    let ends = [". ", "; ", ": ", "! ", "? "];
    ends.iter()
        .any(|end| term.contains(end))
}

fn starts_badly(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    bare.is_empty()
        || NO_START
            .split(' ')
            .any(|other| other == lower)
}

/// Returns `range` of `text` without the marks around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let term = &text[range.clone()];
    let is_mark = |c: char| !c.is_alphanumeric();
    let start = range.start + term.len()
        - term
            .trim_start_matches(is_mark)
            .len();
    let end = range.start + term.trim_end_matches(is_mark).len();
    start..end.max(start)
}

//! A passage with its translation in the same line: one half in each language.

use std::ops::Range;

use super::cover::Compared;
use crate::analysis::token::is_han;
use crate::layout::pairing::{HAN_PER_WORD, length_variance};
use crate::lexicon::dictionary;

/// Minimum number of Han characters and of English words of a half.
const MIN_HAN: usize = 2;
const MIN_WORDS: usize = 1;
/// Minimum number of letters of a word that counts.
const MIN_LETTERS: usize = 2;
/// Maximum share that the other language may have of a half.
const MAX_OTHER: f32 = 0.35;
/// Maximum difference of the lengths of two halves from the usual one, in standard deviations of
/// halves as short as the shorter one.
const MAX_DEVIATION: f32 = 4.0;
/// Minimum agreement of two halves.
const MIN_AGREEMENT: f32 = 0.17;
/// Agreement from which on halves surely translate each other.
pub(super) const SURE: f32 = 0.3;
/// Weight of an English word against a Han character where halves are parted: Chinese has more
/// foreign words than English has foreign characters.
const WORD: f32 = 0.8;
/// Number of words or Han characters by which the place where halves are parted may be moved to the
/// end of a sentence: one may start or end in a name in the other script.
const MAX_MOVED: usize = 4;
/// Characters that end a sentence, with the marks that may close it.
const ENDS: &str = "。！？；…”’」』）》】.!?;\")]";
/// Characters between two halves, and brackets around the second one.
const BETWEEN: &str = " \t\u{3000}/|–—-:：()（）[]【】·•=";

const OPENING: &str = "(（[【";
const CLOSING: &str = ")）]】";

/// The halves of a passage, as places in its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Halves {
    /// The Chinese, in bytes.
    pub zh: Range<usize>,
    /// The English, in bytes.
    pub en: Range<usize>,
    /// How well they agree by the dictionary, from 0 to 1.
    pub agreement: f32,
}

impl Halves {
    /// Returns whether the halves surely translate each other.
    pub(super) fn is_sure(&self) -> bool {
        self.agreement >= SURE
    }
}

/// Returns the halves of `text` if one is Chinese, the other English, and they translate each
/// other.
pub(super) fn halves(text: &str) -> Option<Halves> {
    if !text.contains(is_han) {
        return None;
    }
    let marks = marks(text);
    let mut candidates = candidates(text, &marks).into_iter();
    let (zh, en) = candidates.find(|(zh, en)| are_pure(&marks, zh, en))?;
    let agreement = Compared::new(dictionary(), &text[zh.clone()]).with(&text[en.clone()]);
    (agreement >= MIN_AGREEMENT).then_some(Halves { zh, en, agreement })
}

/// A Han character or an English word.
struct Mark {
    place: Range<usize>,
    is_han: bool,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut start = None;
    let mut letters = 0;
    for (at, c) in text
        .char_indices()
        .chain([(text.len(), ' ')])
    {
        if c.is_alphabetic() && !is_han(c) {
            start = start.or(Some(at));
            letters += 1;
            continue;
        }
        if let Some(start) = start.take()
            && letters >= MIN_LETTERS
        {
            marks.push(Mark {
                place: start..at,
                is_han: false,
            });
        }
        letters = 0;
        if is_han(c) {
            marks.push(Mark {
                place: at..at + c.len_utf8(),
                is_han: true,
            });
        }
    }
    marks
}

/// Returns the halves if Chinese is first, and if English is.
fn candidates(text: &str, marks: &[Mark]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut candidates = Vec::new();
    for zh_first in [true, false] {
        let Some(at) = boundary(text, marks, parting(marks, zh_first)) else {
            continue;
        };
        let first = trimmed(text, 0..at);
        let second = trimmed(text, at..text.len());
        candidates.push(if zh_first {
            (first, second)
        } else {
            (second, first)
        });
    }
    candidates
}

/// Returns the number of marks before which the languages are parted best, if Chinese is first.
fn parting(marks: &[Mark], zh_first: bool) -> usize {
    let weight = |mark: &Mark| {
        let weight = if mark.is_han {
            1.0
        } else {
            -WORD
        };
        if zh_first {
            weight
        } else {
            -weight
        }
    };
    let (mut sum, mut best, mut most) = (0.0_f32, 0, 0.0_f32);
    for (at, mark) in marks.iter().enumerate() {
        sum += weight(mark);
        if sum > most {
            (best, most) = (at + 1, sum);
        }
    }
    best
}

/// Returns the place between two halves that are parted before mark number `parting`, in bytes: the
/// nearest end of a sentence, or else the last space between the marks.
fn boundary(text: &str, marks: &[Mark], parting: usize) -> Option<usize> {
    let before = parting.checked_sub(1)?;
    let gap = marks[before].place.end..marks.get(parting)?.place.start;
    let from = marks[before.saturating_sub(MAX_MOVED)]
        .place
        .end;
    let to = marks[(parting + MAX_MOVED).min(marks.len() - 1)]
        .place
        .start;
    let moved = |at: usize| {
        let mut marks = marks.iter();
        let passed = marks.position(|mark| mark.place.start >= at);
        passed.map_or(usize::MAX, |passed| {
            passed.abs_diff(parting)
        })
    };
    let ends = (from..to).filter(|at| text.is_char_boundary(*at) && ends_sentence(text, *at));
    let nearest = ends.min_by_key(|at| moved(*at));
    nearest.or_else(|| {
        let between = text[gap.clone()]
            .char_indices()
            .rev()
            .find(|(_, c)| BETWEEN.contains(*c));
        Some(between.map_or(gap.start, |(at, _)| gap.start + at))
    })
}

/// Returns whether a sentence ends before byte `at`: not in a number, nor in a word.
fn ends_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let is_end = |c: char| ENDS.contains(c);
    let goes_on = |c: char| is_end(c) || c.is_ascii_alphanumeric() || ",，、".contains(c);
    before.is_some_and(is_end) && !after.is_some_and(goes_on)
}

/// Returns `range` of `text` without what is between halves. A bracket at its end stays if the one
/// that opens it is inside.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let half = text[range.clone()].trim_start_matches(|c| BETWEEN.contains(c));
    let start = range.end - half.len();
    let count = |brackets: &str| {
        half.matches(|c| brackets.contains(c))
            .count()
    };
    let mut unopened = count(CLOSING).saturating_sub(count(OPENING));
    let mut end = range.end;
    for c in half.chars().rev() {
        let is_closing = CLOSING.contains(c);
        if !BETWEEN.contains(c) || is_closing && unopened == 0 {
            break;
        }
        unopened -= usize::from(is_closing);
        end -= c.len_utf8();
    }
    start..end
}

/// Returns whether each half is in its language, and long enough, and not much longer than the
/// other.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn are_pure(marks: &[Mark], zh: &Range<usize>, en: &Range<usize>) -> bool {
    let count = |half: &Range<usize>, is_han: bool| {
        let inside = marks.iter().filter(|mark| {
            mark.is_han == is_han && half.start <= mark.place.start && mark.place.end <= half.end
        });
        inside.count()
    };
    let (han, words) = (count(zh, true), count(en, false));
    let (other_words, other_han) = (count(zh, false), count(en, true));
    let (long_zh, long_en) = (han as f32 / HAN_PER_WORD, words as f32);
    han >= MIN_HAN
        && words >= MIN_WORDS
        && other_words as f32 <= MAX_OTHER * long_zh
        && other_han as f32 / HAN_PER_WORD <= MAX_OTHER * long_en
        && are_as_long(han as f32, words as f32)
}

/// Returns whether the lengths are those of translations, as when passages are paired.
fn are_as_long(han: f32, words: f32) -> bool {
    let unusual = (han / HAN_PER_WORD / words)
        .ln()
        .abs();
    unusual <= MAX_DEVIATION * length_variance(han, words).sqrt()
}

//! The em of a document, and a baseline for words whose fonts have different boxes.

use std::collections::HashMap;

use super::bbox::RawPage;
use super::line::Line;
use super::median::{Counts, median, step};
use super::rules::{CLASSES_PER_POINT, LATIN_EM, MARK_SIZE_SHARE};
use super::strays::attach_marks;
use super::word::{Word, as_f64};

/// A page whose words have baselines.
pub(super) struct MeasuredPage {
    pub height: f64,
    pub lines: Vec<Line>,
}

/// The pages of a document, and its em in points.
pub(super) struct Measured {
    pub em: f64,
    pub pages: Vec<MeasuredPage>,
}

/// Measures the words of a document.
pub(super) fn measure(pages: Vec<RawPage>) -> Measured {
    let boxes = Boxes::new(&pages);
    let em = em(&pages);
    let mut measured = Vec::with_capacity(pages.len());
    for (index, page) in pages.into_iter().enumerate() {
        let lines = page
            .lines
            .into_iter()
            .filter(|line| !line.is_empty());
        let lines = lines.map(|words| Line::new(boxes.settle(words), index));
        measured.push(MeasuredPage {
            height: page.height,
            lines: attach_marks(lines.collect(), em),
        });
    }
    Measured {
        em,
        pages: measured,
    }
}

fn all_lines(pages: &[RawPage]) -> impl Iterator<Item = &Vec<Word>> {
    let lines = pages
        .iter()
        .flat_map(|page| &page.lines);
    lines.filter(|line| !line.is_empty())
}

/// Returns the commonest em of lines, to half a point: the width of a Han character, or a multiple
/// of that of a letter. The height of a box says little: some fonts' are twice as high.
fn em(pages: &[RawPage]) -> f64 {
    let mut counts = Counts::default();
    for line in all_lines(pages) {
        let chars = count(line.iter());
        let wide = || {
            line.iter()
                .filter(|word| word.is_all_wide())
        };
        let wide_chars = count(wide());
        let em = if wide_chars > 3 {
            width(wide()) / as_f64(wide_chars)
        } else {
            LATIN_EM * width(line.iter()) / as_f64(chars)
        };
        counts.add(step(em, 2.0), chars);
    }
    let commonest = counts.commonest().unwrap_or(20);
    f64::from(commonest.max(4)) / 2.0
}

fn count<'a>(words: impl Iterator<Item = &'a Word>) -> usize {
    words.map(|word| word.chars).sum()
}

fn width<'a>(words: impl Iterator<Item = &'a Word>) -> f64 {
    words.map(Word::width).sum()
}

fn class(word: &Word) -> i32 {
    step(word.height(), CLASSES_PER_POINT)
}

/// The boxes of each height.
struct Boxes {
    /// Number of characters in boxes of each class.
    chars: Counts<i32>,
    /// Number of these that are marks of notes.
    marks: Counts<i32>,
    /// How much lower the box ends than that of the commonest class in the same line.
    shifts: HashMap<i32, f64>,
}

impl Boxes {
    fn new(pages: &[RawPage]) -> Self {
        let mut chars = Counts::default();
        let mut marks = Counts::default();
        for word in all_lines(pages).flatten() {
            chars.add(class(word), word.chars);
            if is_mark(&word.text) {
                marks.add(class(word), word.chars);
            }
        }
        let main = chars.commonest().unwrap_or(0);
        let shifts = shifts(pages, &chars, main);
        Self {
            chars,
            marks,
            shifts,
        }
    }

    /// Sets the baselines of a line's words, and which have the size of marks.
    fn settle(&self, mut words: Vec<Word>) -> Vec<Word> {
        for word in &mut words {
            let class = class(word);
            let shift = self.shifts.get(&class).copied();
            word.base = word.bottom - shift.unwrap_or(0.0);
            let marks = as_f64(self.marks.get(class));
            word.has_mark_size = marks > MARK_SIZE_SHARE * as_f64(self.chars.get(class));
        }
        words
    }
}

fn shifts(pages: &[RawPage], chars: &Counts<i32>, main: i32) -> HashMap<i32, f64> {
    let mut differences: HashMap<i32, Vec<f64>> = HashMap::new();
    for line in all_lines(pages) {
        let Some(reference) = line
            .iter()
            .find(|word| class(word) == main)
        else {
            continue;
        };
        for word in line {
            let seen = differences
                .entry(class(word))
                .or_default();
            seen.push(word.bottom - reference.bottom);
        }
    }
    let mut shifts = HashMap::new();
    for class in chars.keys() {
        let seen = differences
            .remove(&class)
            .unwrap_or_default();
        // A class that is never beside the main one: its box is larger on both sides.
        let guess = f64::from(class - main) / (2.0 * CLASSES_PER_POINT);
        shifts.insert(class, median(seen).unwrap_or(guess));
    }
    shifts
}

/// Returns whether a word can be a note's mark: up to four digits, signs and commas, or a circled
/// number.
pub(super) fn is_mark(text: &str) -> bool {
    let mut chars = text.chars();
    if let (Some('①'..='⑳'), None) = (chars.next(), chars.next()) {
        return true;
    }
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | ',');
    let is_short = text.chars().nth(4).is_none();
    is_short && text.chars().all(is_sign)
}

//! Sizes of type.

use super::line::Line;
use super::median::{Counts, step};
use super::rules::{SAME_BOX, SAME_LETTERS, SAME_SIZE};
use super::word::Word;

/// The measures of the body's type: the commonest.
#[derive(Default)]
pub(super) struct BodyType {
    han_width: Option<f64>,
    han_height: Option<f64>,
    latin_height: Option<f64>,
    letter_size: Option<f64>,
}

/// Steps per point to which sizes are rounded.
const STEPS: f64 = 4.0;

impl BodyType {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let [mut width, mut height, mut latin, mut letters] = [(); 4].map(|()| Counts::default());
        for line in lines {
            let measures = [
                (&mut width, line.han_width),
                (&mut height, line.han_height),
                (&mut latin, line.latin_height),
                (&mut letters, line.letter_size),
            ];
            for (counts, measure) in measures {
                if let Some(measure) = measure {
                    counts.add(step(measure, STEPS), line.chars);
                }
            }
        }
        let size = |counts: Counts<i32>| {
            counts
                .commonest()
                .map(|size| f64::from(size) / STEPS)
        };
        Self {
            han_width: size(width),
            han_height: size(height),
            latin_height: size(latin),
            letter_size: size(letters),
        }
    }

    /// Returns the size of a line's type, 1 if it is that of the body, by the best evidence.
    pub(super) fn size(&self, line: &Line) -> f64 {
        let is_body_word =
            |word: &Word| has_letters(word) && is_near(word.height(), self.latin_height);
        let has_body_box = line
            .han_height
            .is_some_and(|height| is_near(height, self.han_height));
        // The width of Han characters wavers where lines are justified.
        if line.words.iter().any(is_body_word) || has_body_box || self.has_body_letters(line) {
            return 1.0;
        }
        let evidence = [
            (line.han_width, self.han_width),
            (line.latin_height, self.latin_height),
            (line.han_height, self.han_height),
        ];
        let mut ratios = evidence
            .into_iter()
            .filter_map(|(own, body)| Some(own? / body?));
        ratios
            .find(|ratio| *ratio > 0.0)
            .unwrap_or(1.0)
    }

    /// Returns whether two lines are in the same size, which their boxes tell best.
    pub(super) fn is_same(&self, a: &Line, b: &Line) -> bool {
        let have_same_box = |a: Option<f64>, b: Option<f64>| a.is_some_and(|a| is_near(a, b));
        have_same_box(a.latin_height, b.latin_height)
            || have_same_box(a.han_height, b.han_height)
            || are_same(self.size(a), self.size(b))
    }

    /// Returns whether the letters are as wide as the body's: a font may have other boxes.
    fn has_body_letters(&self, line: &Line) -> bool {
        let ratio = line
            .letter_size
            .zip(self.letter_size);
        ratio.is_some_and(|(own, body)| is_between(own / body, SAME_LETTERS))
    }
}

fn is_near(height: f64, body: Option<f64>) -> bool {
    body.is_some_and(|body| (height / body - 1.0).abs() < SAME_BOX)
}

/// Returns whether a word has three letters in a row.
fn has_letters(word: &Word) -> bool {
    let bytes = word.text.as_bytes();
    bytes.windows(3).any(|three| {
        three
            .iter()
            .all(u8::is_ascii_alphabetic)
    })
}

/// Returns whether two sizes are the same but for rounding.
pub(super) fn are_same(a: f64, b: f64) -> bool {
    is_between(a / b, SAME_SIZE)
}

fn is_between(ratio: f64, (low, high): (f64, f64)) -> bool {
    ratio > low && ratio < high
}

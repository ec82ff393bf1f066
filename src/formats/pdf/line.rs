//! A line of text, or the part of it in one column or cell.

use super::letters;
use super::median::{median, weighted};
use super::word::{Word, as_f64, is_wide};

/// A line with its measures. Lengths are in points, from the page's upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Index of its page.
    pub page: usize,
    /// From left to right. There is at least one.
    pub words: Vec<Word>,
    pub left: f64,
    pub right: f64,
    /// Where the ink ends.
    pub ink_right: f64,
    pub base: f64,
    /// Number of characters.
    pub chars: usize,
    /// Width of a Han character, which is an em.
    pub han_width: Option<f64>,
    /// Height of the boxes of words with Han characters.
    pub han_height: Option<f64>,
    /// Height of the boxes of words in Latin letters.
    pub latin_height: Option<f64>,
    /// The size of its type by the widths of Latin letters.
    pub letter_size: Option<f64>,
    pub has_han: bool,
    /// Whether more than half of it is in Han characters.
    pub is_han: bool,
    /// Whether it starts with a bullet or number that stood apart.
    pub is_labelled: bool,
    /// The right edge of its column.
    pub column_right: f64,
}

impl Line {
    /// Makes a line of these words. There must be at least one.
    pub(super) fn new(mut words: Vec<Word>, page: usize) -> Self {
        words.sort_by(|a, b| a.left.total_cmp(&b.left));
        let chars = words
            .iter()
            .map(|word| word.chars)
            .sum();
        let han: usize = of_han(&words)
            .map(|word| word.chars)
            .sum();
        let right = words.iter().map(|word| word.right);
        let right = right.fold(f64::MIN, f64::max);
        let ink_right = words.iter().map(Word::ink_right);
        let bases = words
            .iter()
            .map(|word| (word.base, word.chars));
        let han_height = han_height(&words);
        Self {
            page,
            left: words[0].left,
            right,
            ink_right: ink_right.fold(f64::MIN, f64::max),
            base: weighted(bases.collect()).unwrap_or(0.0),
            chars,
            han_width: han_width(&words),
            latin_height: latin_height(&words, han_height),
            han_height,
            letter_size: letters::size(&words),
            has_han: han > 0,
            is_han: han * 2 > chars,
            is_labelled: false,
            column_right: right,
            words,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn first_word(&self) -> &Word {
        &self.words[0]
    }

    /// Returns the words with a blank between each.
    pub(super) fn spaced(&self) -> String {
        let words: Vec<&str> = self
            .words
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        words.join(" ")
    }
}

fn of_han(words: &[Word]) -> impl Iterator<Item = &Word> {
    words
        .iter()
        .filter(|word| word.has_wide())
}

fn han_width(words: &[Word]) -> Option<f64> {
    let pure = words
        .iter()
        .filter(|word| word.chars > 1 && word.is_all_wide());
    let widths = pure.map(|word| {
        (
            word.width() / as_f64(word.chars),
            word.chars,
        )
    });
    let widths: Vec<(f64, usize)> = widths.collect();
    let chars: usize = widths
        .iter()
        .map(|(_, chars)| chars)
        .sum();
    if chars > 3 {
        weighted(widths)
    } else {
        None
    }
}

fn han_height(words: &[Word]) -> Option<f64> {
    // The box of a word is that of its first character's font.
    let boxed = of_han(words).filter(|word| !word.first().is_ascii_alphabetic());
    median(boxed.map(Word::height))
}

fn latin_height(words: &[Word], han_height: Option<f64>) -> Option<f64> {
    let latin = words.iter().filter(|word| {
        let is_word = word.chars > 1
            && word
                .text
                .contains(char::is_alphabetic);
        is_word && !word.text.contains(is_wide)
    });
    let heights = latin.map(Word::height);
    median(heights.filter(|height| han_height.is_none_or(|han| (height - han).abs() > 0.1)))
}

//! The size of type by the widths of its letters, for fonts whose boxes say little.

use super::rules::ENOUGH_LETTERS;
use super::word::{Word, as_f64};

/// The widths of the small letters from a to z in most typefaces, in thousandths of an em. Their
/// mean over a line differs little from typeface to typeface.
const WIDTHS: [u16; 26] = [
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444,
];
const CAPITAL: u16 = 680;
const OTHER: u16 = 333;

/// Returns the size of the words in Latin letters, in em of a typeface of usual width, or `None` if
/// there are too few of them.
pub(super) fn size(words: &[Word]) -> Option<f64> {
    let latin = || {
        words
            .iter()
            .filter(|word| is_latin(word))
    };
    let letters: usize = latin().map(|word| word.chars).sum();
    let usual: f64 = latin()
        .map(|word| usual_width(&word.text))
        .sum();
    let width: f64 = latin().map(Word::width).sum();
    (letters >= ENOUGH_LETTERS).then(|| width / usual)
}

fn is_latin(word: &Word) -> bool {
    let letters = word
        .text
        .bytes()
        .filter(u8::is_ascii_alphabetic)
        .count();
    word.text.is_ascii() && letters > 1 && as_f64(letters) > 0.6 * as_f64(word.chars)
}

fn usual_width(text: &str) -> f64 {
    let widths = text.bytes().map(|byte| match byte {
        b'a'..=b'z' => WIDTHS[usize::from(byte - b'a')],
        b'A'..=b'Z' | b'0'..=b'9' => CAPITAL,
        _ => OTHER,
    });
    widths
        .map(|width| f64::from(width) / 1000.0)
        .sum()
}

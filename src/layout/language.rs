//! Which language a text is in, by the share of columns that its letters take.

use unicode_width::UnicodeWidthChar;

use crate::analysis::token::is_han;
use crate::model::Lang;

/// Below this share of Han columns a passage is English: a name or a term quoted in passing.
const ENGLISH_BELOW: f64 = 0.06;
/// From this share on it is Chinese, whatever names it has in Latin letters.
const CHINESE_FROM: f64 = 0.70;

/// The language of one passage.
pub(crate) fn of(text: &str) -> Lang {
    match han_share(text) {
        share if share < ENGLISH_BELOW => Lang::En,
        share if share >= CHINESE_FROM => Lang::Zh,
        _ => Lang::Mixed,
    }
}

/// The language that most of a brief is in; never [`Lang::Mixed`].
pub(crate) fn main(text: &str) -> Lang {
    if han_share(text) >= 0.5 {
        Lang::Zh
    } else {
        Lang::En
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn han_share(text: &str) -> f64 {
    let (mut han, mut other) = (0usize, 0usize);
    for c in text.chars() {
        if c.is_ascii() {
            other += usize::from(c.is_ascii_alphabetic());
        } else if is_han(c) {
            han += c.width().unwrap_or(0);
        } else if c.is_alphabetic() {
            other += c.width().unwrap_or(0);
        }
    }
    if han == 0 {
        0.0
    } else {
        han as f64 / (han + other) as f64
    }
}

/// Han characters and words of other scripts.
pub(crate) fn han_and_words(text: &str) -> (usize, usize) {
    let han = text.chars().filter(|&c| is_han(c)).count();
    let words = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' || is_han(c))
        .filter(|w| !w.is_empty())
        .count();
    (han, words)
}

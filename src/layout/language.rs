//! Tells the language of a text by the columns that its letters take on a page.

use unicode_width::UnicodeWidthChar;

use crate::analysis::token::is_han;
use crate::model::Lang;

/// A passage with a smaller share of Han columns than this is English: it quotes a name or a term
/// in passing.
const ENGLISH_BELOW: f64 = 0.06;
/// A passage with at least this share of Han columns is Chinese, however many names it has in Latin
/// letters.
const CHINESE_FROM: f64 = 0.70;

/// A brief with a smaller share of Han columns than this is English and quotes its Chinese. In a
/// brief of nothing but Chinese quotations and their translations, which are longer, the share is
/// about .27.
const ENGLISH_BRIEF_BELOW: f64 = 0.33;

/// Returns the language of a passage.
pub(crate) fn of(text: &str) -> Lang {
    match han_share(text) {
        share if share < ENGLISH_BELOW => Lang::En,
        share if share >= CHINESE_FROM => Lang::Zh,
        _ => Lang::Mixed,
    }
}

/// Returns the language that most of a brief is in, or [`Lang::Mixed`] if it is written in both.
pub(crate) fn main(text: &str) -> Lang {
    match han_share(text) {
        share if share < ENGLISH_BRIEF_BELOW => Lang::En,
        share if share >= 0.5 => Lang::Zh,
        _ => Lang::Mixed,
    }
}

/// Returns the share of Han characters in the columns of all letters, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn han_share(text: &str) -> f64 {
    if text.is_ascii() {
        return 0.0;
    }
    let mut han = 0;
    let mut other = 0;
    for c in text.chars() {
        // ASCII is told at once, since it is most of an English text.
        if c.is_ascii() {
            other += usize::from(c.is_ascii_alphabetic());
        } else if is_han(c) {
            han += c.width().unwrap_or(0);
        } else if c.is_alphabetic() {
            other += c.width().unwrap_or(0);
        }
    }
    if han == 0 {
        return 0.0;
    }
    han as f64 / (han + other) as f64
}

/// The length of a text in either language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    /// Number of Han characters.
    pub han: usize,
    /// Number of words of other scripts.
    pub words: usize,
}

/// Returns the length of `text`.
pub(super) fn length(text: &str) -> Length {
    let pieces = text.split(separates_words);
    let words = pieces.filter(|piece| !piece.is_empty());
    Length {
        han: text.matches(is_han).count(),
        words: words.count(),
    }
}

fn separates_words(c: char) -> bool {
    if matches!(c, '\'' | '’') {
        return false;
    }
    is_han(c) || !c.is_alphanumeric()
}

//! Points between letters that separate words in another way than they look: those of an acronym
//! (`U.S.` is one word), and one that ends a sentence without a blank (`reform.The`).

use super::token::is_han;

/// A point, and its normalized form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// Its byte in the text.
    pub at: usize,
    pub form: &'static str,
}

/// The form of a point that ends a sentence.
const SENTENCE_END: &str = ". ";
/// The form of a point in an acronym.
const NONE: &str = "";

/// The points of `text` whose form is not a point, in order.
pub(super) fn points(text: &str) -> Vec<Point> {
    let mut points = Vec::new();
    let mut read = 0;
    for (at, _) in text.match_indices('.') {
        if at < read {
            continue;
        }
        if ends_sentence(text, at) {
            points.push(Point {
                at,
                form: SENTENCE_END,
            });
        } else if let Some(end) = acronym_end(text, at) {
            push_acronym(text, at..end, &mut points);
            read = end;
        }
    }
    points
}

/// Adds the points between the first point of an acronym and its end. A word may be typed right
/// after it (`D.C.The`): the last point separates it.
fn push_acronym(text: &str, range: std::ops::Range<usize>, points: &mut Vec<Point>) {
    let end = range.end;
    let acronym = &text[range.clone()];
    for (in_acronym, _) in acronym.match_indices('.') {
        let at = range.start + in_acronym;
        let is_before_word = at + 1 == end && text[end..].starts_with(is_word_character);
        let form = if is_before_word {
            SENTENCE_END
        } else {
            NONE
        };
        points.push(Point { at, form });
    }
}

/// Whether the point at byte `at` is between a small letter and a capital one.
fn ends_sentence(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let after_small = at > 0 && bytes[at - 1].is_ascii_lowercase();
    after_small
        && bytes
            .get(at + 1)
            .is_some_and(u8::is_ascii_uppercase)
}

/// The end of the acronym whose first point is at byte `at`: after its last letter, or after its
/// last point if it has several.
fn acronym_end(text: &str, at: usize) -> Option<usize> {
    let before = &text[..at];
    let first = before.chars().next_back()?;
    let before_first = &before[..before.len() - first.len_utf8()];
    if !is_letter(first) || before_first.ends_with(|c| c == '_' || is_word_character(c)) {
        return None;
    }
    let mut count = 1;
    let mut end = at + 1;
    loop {
        let mut rest = text[end..].chars();
        let letter = rest
            .next()
            .filter(|c| is_letter(*c));
        let after = rest.next();
        let Some(letter) = letter else {
            break;
        };
        let letter_end = end + letter.len_utf8();
        if after == Some('.') && !ends_sentence(text, letter_end) {
            count += 1;
            end = letter_end + 1;
        } else if after.is_some_and(|c| c == '_' || is_word_character(c)) {
            break;
        } else {
            return Some(letter_end);
        }
    }
    (count > 1).then_some(end)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// Whether the character can be part of a word of several characters.
fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

//! Characters whose form depends on their neighbours: the marks of notes, strokes that are typed
//! for apostrophes, and circles that are typed for zeros.

use super::rules::is_invisible;
use super::token::is_han;

/// Digits with which zeros stand in Chinese numbers.
const HAN_DIGITS: &str = "〇一二三四五六七八九";
/// Marks that readers take for the Chinese zero between Chinese digits.
const CIRCLES: [char; 2] = ['○', '◯'];
/// Letters and digits that are typed for it.
const TYPED_CIRCLES: [char; 4] = ['O', 'Ｏ', '0', '０'];
/// Strokes that are typed for an apostrophe.
const STROKES: [char; 3] = ['´', '`', '′'];
/// Apostrophes in a word before a note's mark.
const APOSTROPHES: [char; 2] = ['\'', '’'];
/// Marks that may stand between a word and the mark of its note.
const AFTER_WORD: &str = ".,;:!?%‰)]\"'”’»。，；：！？、）】》」』";
/// Marks after which no number is an exponent, however short the word before them is.
const NO_FORMULA: &str = ".,;:!?%‰”»」』》】";
/// Number of letters that a word needs for a number after it to be a note's mark: `km²` has two.
const NOTED_WORD: usize = 3;
/// Chinese zeros for as many circles as a number has in a row.
const ZEROS: [&str; 4] = ["〇", "〇〇", "〇〇〇", "〇〇〇〇"];

/// The start of a text, and its normalized form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formed {
    /// Length of the start, in bytes.
    pub len: usize,
    pub form: &'static str,
}

/// The normalized form of the start of `rest`, if it depends on the text `before` it or on what
/// follows.
pub(super) fn formed(before: &str, rest: &str) -> Option<Formed> {
    let c = rest.chars().next()?;
    let after = &rest[c.len_utf8()..];
    let form = if is_note_mark(c) {
        follows_noted_word(before).then_some("")
    } else if STROKES.contains(&c) {
        is_in_word(before, after).then_some("'")
    } else if CIRCLES.contains(&c) {
        is_beside_digit(before, after).then_some(ZEROS[0])
    } else if TYPED_CIRCLES.contains(&c) {
        return typed_zeros(before, rest);
    } else {
        None
    };
    let len = c.len_utf8();
    form.map(|form| Formed { len, form })
}

fn is_in_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic)
}

fn is_beside_digit(before: &str, after: &str) -> bool {
    before.ends_with(is_digit_or_circle) || after.starts_with(is_digit_or_circle)
}

/// The letters or digits at the start of `rest` that are typed for zeros of a Chinese number: there
/// are digits on both sides, or a year ends there.
fn typed_zeros(before: &str, rest: &str) -> Option<Formed> {
    let after = rest.trim_start_matches(TYPED_CIRCLES);
    let typed = &rest[..rest.len() - after.len()];
    let count = typed.chars().count();
    let form = ZEROS.get(count.checked_sub(1)?)?;
    let is_number = before.ends_with(is_digit_or_circle)
        && after.starts_with(|c| is_digit_or_circle(c) || c == '年');
    let len = typed.len();
    is_number.then_some(Formed { len, form })
}

fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '①'..='⑳')
}

/// Whether a number after `before` is the mark of a note: it ends with a word or Han, perhaps with
/// punctuation after it; or with punctuation that formulas don't have: `in 2020.¹`, `Mr.²`.
fn follows_noted_word(before: &str) -> bool {
    let is_between = |c| AFTER_WORD.contains(c) || is_note_mark(c) || is_invisible(c);
    let word = before.trim_end_matches(is_between);
    if word.ends_with(is_han) {
        return true;
    }
    let marks = &before[word.len()..];
    if word.ends_with(char::is_alphanumeric) && marks.contains(|c| NO_FORMULA.contains(c)) {
        return true;
    }
    let mut letters = 0;
    for c in word.chars().rev() {
        if c.is_alphabetic() {
            letters += 1;
        } else if !is_invisible(c) && !APOSTROPHES.contains(&c) {
            break;
        }
        if letters == NOTED_WORD {
            return true;
        }
    }
    false
}

fn is_digit_or_circle(c: char) -> bool {
    is_han_digit(c) || CIRCLES.contains(&c)
}

fn is_han_digit(c: char) -> bool {
    HAN_DIGITS.contains(c)
}

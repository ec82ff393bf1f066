//! Numbers in English: in digits, in words, as ordinals, and months.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::digits::{self, THOUSANDTHS};

/// From zero on.
const NUMBERS: &str = "\
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen";
/// From twenty on.
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
/// From the zeroth on.
const ORDINALS: &str = "\
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
/// The months from the first on; `-` for those whose names are something else too.
const MONTHS: &str = "\
    - january february - april - june july august september october november december";

/// A word that is a number or a part of it.
#[derive(Debug, Clone, Copy)]
enum Spelled {
    Cardinal(i64),
    /// Twenty to ninety, which a smaller number may follow.
    Tens(i64),
    Ordinal(i64),
    Month(i64),
}

fn spelled(word: &str) -> Option<Spelled> {
    static WORDS: LazyLock<FxHashMap<&str, Spelled>> = LazyLock::new(|| {
        let mut words = FxHashMap::default();
        let mut add = |list: &'static str, make: fn(i64) -> Spelled| {
            words.extend(
                list.split_ascii_whitespace()
                    .zip((0..).map(make)),
            );
        };
        add(NUMBERS, Spelled::Cardinal);
        add(TENS, |place| {
            Spelled::Tens(10 * (place + 2))
        });
        add(ORDINALS, Spelled::Ordinal);
        add(MONTHS, Spelled::Month);
        words
    });
    WORDS.get(word).copied()
}

/// Returns a number from 1 to 99 in words: `twenty-four`.
pub(super) fn cardinal(number: u16) -> Option<String> {
    let mut small = NUMBERS.split_ascii_whitespace();
    if number < 20 {
        return small
            .nth(usize::from(number))
            .map(str::to_owned);
    }
    let place = usize::from(number / 10 - 2);
    let tens = TENS.split(' ').nth(place)?;
    Some(match number % 10 {
        0 => tens.to_owned(),
        ones => [tens, small.nth(usize::from(ones))?].join("-"),
    })
}

/// Returns the ordinal of a number from 1 to 20 in words: `second`.
#[must_use]
pub fn ordinal(number: u16) -> Option<&'static str> {
    let mut ordinals = ORDINALS.split_ascii_whitespace();
    ordinals.nth(usize::from(number))
}

/// Returns the numbers of a normalized text, in thousandths, in order.
#[must_use]
pub fn in_english(normalized: &str) -> Vec<i64> {
    let words = split(normalized);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (value, taken) = read(&words[at..]);
        found.extend(value);
        at += taken;
    }
    found
}

/// Splits a text into words and numbers in digits.
fn split(normalized: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(c) = normalized[at..].chars().next() {
        let rest = &normalized[at..];
        let word = if c.is_ascii_alphabetic() {
            ascii_word_len(rest)
        } else {
            0
        };
        let length = if word > 0 {
            word
        } else if let Some((_, length)) = digits::leading(rest) {
            length
        } else {
            let end = rest.find(|c: char| !c.is_alphabetic());
            end.unwrap_or(rest.len())
                .max(c.len_utf8())
        };
        if c.is_alphanumeric() {
            words.push(&rest[..length]);
        }
        at += length;
    }
    words
}

/// Returns the length in bytes of the word of ASCII letters at the start of `text`, or 0 if letters
/// of other scripts may go on with it.
fn ascii_word_len(text: &str) -> usize {
    let mut bytes = text.bytes();
    match bytes.position(|byte| !byte.is_ascii_alphabetic()) {
        Some(end) if text.as_bytes()[end].is_ascii() => end,
        Some(_) => 0,
        None => text.len(),
    }
}

/// Returns the number that `words` start with, if they do, and how many of them to go past.
fn read(words: &[&str]) -> (Option<i64>, usize) {
    if let Some((value, _)) = digits::leading(words[0]) {
        let skipped = 1 + usize::from(is_ending(words.get(1)));
        let (factor, scales) = scales(&words[skipped.min(words.len())..]);
        return (
            Some(value.saturating_mul(factor)),
            skipped + scales,
        );
    }
    match spelled(words[0]) {
        Some(Spelled::Ordinal(value) | Spelled::Month(value)) => (Some(value * THOUSANDTHS), 1),
        Some(Spelled::Cardinal(value)) => scaled(value, 1, words),
        Some(Spelled::Tens(tens)) => match words
            .get(1)
            .and_then(|word| one(word))
        {
            Some(one) => scaled(tens + one, 2, words),
            None => scaled(tens, 1, words),
        },
        None => (None, 1),
    }
}

/// Returns the number that `taken` words spell with the scales after them, unless it is one or
/// zero, and how many words to go past.
fn scaled(value: i64, taken: usize, words: &[&str]) -> (Option<i64>, usize) {
    let (factor, scales) = scales(&words[taken..]);
    let value = value.saturating_mul(factor);
    let found = (value > 1).then_some(value.saturating_mul(THOUSANDTHS));
    (found, taken + scales)
}

/// Whether a word is the ending of an ordinal in digits.
fn is_ending(word: Option<&&str>) -> bool {
    word.is_some_and(|word| matches!(*word, "st" | "nd" | "rd" | "th"))
}

/// Returns the number from one to nine that follows tens.
fn one(word: &str) -> Option<i64> {
    match spelled(word) {
        Some(Spelled::Cardinal(value) | Spelled::Ordinal(value)) => (1..10)
            .contains(&value)
            .then_some(value),
        _ => None,
    }
}

/// Returns the product of the scales that `words` start with, and their number.
fn scales(words: &[&str]) -> (i64, usize) {
    let (mut factor, mut taken) = (1_i64, 0);
    for word in words {
        let scale = match *word {
            "hundred" => 100,
            "thousand" => 1000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            "trillion" => 1_000_000_000_000,
            _ => break,
        };
        factor = factor.saturating_mul(scale);
        taken += 1;
    }
    (factor, taken)
}

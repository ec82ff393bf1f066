//! Numbers in English: in digits, in words, as ordinals, and months.

use super::digits::{self, THOUSANDTHS};

const NUMBERS: &str = "\
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen";
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
const ORDINALS: &str = "\
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
/// The months whose names are nothing else.
const MONTHS: [(&str, i64); 10] = [
    ("january", 1),
    ("february", 2),
    ("april", 4),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
];

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
        let length = if let Some((_, length)) = digits::leading(rest) {
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
    if let Some((value, taken)) = cardinal(words) {
        let (factor, scales) = scales(&words[taken..]);
        let value = value.saturating_mul(factor);
        let found = (value > 1).then_some(value.saturating_mul(THOUSANDTHS));
        return (found, taken + scales);
    }
    let value = place(words[0], ORDINALS).or_else(|| month(words[0]));
    (
        value.map(|value| value * THOUSANDTHS),
        1,
    )
}

/// Whether a word is the ending of an ordinal in digits.
fn is_ending(word: Option<&&str>) -> bool {
    word.is_some_and(|word| matches!(*word, "st" | "nd" | "rd" | "th"))
}

/// Returns the number that `words` spell, below a hundred, and the number of these words.
fn cardinal(words: &[&str]) -> Option<(i64, usize)> {
    if let Some(value) = place(words[0], NUMBERS) {
        return Some((value, 1));
    }
    let tens = 10 * (place(words[0], TENS)? + 2);
    let one = words.get(1).and_then(|word| {
        let one = place(word, NUMBERS).or_else(|| place(word, ORDINALS));
        one.filter(|one| (1..10).contains(one))
    });
    Some(one.map_or((tens, 1), |one| (tens + one, 2)))
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

/// Returns the place of `word` in a list of words, from 0.
fn place(word: &str, list: &str) -> Option<i64> {
    let mut words = list.split_ascii_whitespace();
    let place = words.position(|other| other == word)?;
    i64::try_from(place).ok()
}

fn month(word: &str) -> Option<i64> {
    let mut months = MONTHS.iter();
    months
        .find(|(name, _)| *name == word)
        .map(|(_, number)| *number)
}

//! Numbers in Chinese: in digits with 万 and 亿, and in Chinese characters.

use super::digits::{self, THOUSANDTHS};
use crate::analysis::token::is_han;

/// Characters before and after a numeral of one character that make it a number.
const BEFORE_ONE: char = '第';
const AFTER_ONE: [char; 8] = ['月', '日', '年', '条', '章', '届', '次', '号'];

/// Returns the numbers of a normalized text, in thousandths, in order.
#[must_use]
pub fn in_chinese(normalized: &str) -> Vec<i64> {
    let mut found = Vec::new();
    let mut before = None;
    let mut at = 0;
    while let Some(c) = normalized[at..].chars().next() {
        let rest = &normalized[at..];
        let length = if let Some((value, length)) = digits::leading(rest) {
            let units = units(&rest[length..]);
            found.push(value.saturating_mul(units.factor));
            length + units.length
        } else if digit(c).is_some() || unit(c).is_some() {
            let numeral = numeral(rest);
            found.extend(in_characters(
                before,
                numeral,
                &rest[numeral.len()..],
            ));
            numeral.len()
        } else {
            c.len_utf8()
        };
        before = rest[..length].chars().next_back();
        at += length;
    }
    found
}

/// Returns the whole number from 1 to 9999 that a normalized text starts with, in digits or in
/// characters, and its length in bytes.
#[must_use]
pub fn leading_chinese(normalized: &str) -> Option<(u16, usize)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let end = normalized.find(|c| !is_digit(c));
    let typed = &normalized[..end.unwrap_or(normalized.len())];
    let (number, length) = if typed.is_empty() {
        let numeral = numeral(normalized);
        (value(numeral), numeral.len())
    } else {
        (typed.parse().ok()?, typed.len())
    };
    let number = u16::try_from(number).ok()?;
    (1..=9999)
        .contains(&number)
        .then_some((number, length))
}

/// Returns the number of an issue that is labelled in Chinese: 12 for `十二` and `第十二期`.
#[must_use]
pub fn issue_number(label: &str) -> Option<u16> {
    if !label.contains(is_han) {
        return None;
    }
    let number = label
        .strip_prefix('第')
        .unwrap_or(label);
    let number = number.trim_end_matches(['期', '号', '號', '辑', '輯']);
    let (issue, length) = leading_chinese(number)?;
    (length == number.len()).then_some(issue)
}

/// The units after digits: 万, 亿, 千万.
struct Units {
    factor: i64,
    /// Their length in bytes.
    length: usize,
}

fn units(text: &str) -> Units {
    let trimmed = text.trim_start_matches(' ');
    let mut units = Units {
        factor: 1,
        length: 0,
    };
    for c in trimmed.chars().take(3) {
        let Some(unit) = unit(c) else {
            break;
        };
        units.factor = units.factor.saturating_mul(unit);
        units.length += c.len_utf8();
    }
    if units.length > 0 {
        units.length += text.len() - trimmed.len();
    }
    units
}

fn digit(c: char) -> Option<i64> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if let Some(value) = digits
        .iter()
        .position(|digit| *digit == c)
    {
        return i64::try_from(value).ok();
    }
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    }
}

fn unit(c: char) -> Option<i64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// Returns the characters at the start of `text` that numerals are written with.
fn numeral(text: &str) -> &str {
    let end = text.find(|c| digit(c).is_none() && unit(c).is_none());
    &text[..end.unwrap_or(text.len())]
}

/// Returns the value of a numeral, unless it is one of the many words with 一 or 万.
fn in_characters(before: Option<char>, numeral: &str, after: &str) -> Option<i64> {
    let is_single = numeral.chars().nth(1).is_none();
    if is_single && before != Some(BEFORE_ONE) && !after.starts_with(AFTER_ONE) {
        return None;
    }
    let has_digit = numeral.contains(|c| digit(c).is_some());
    if !has_digit && !numeral.starts_with('十') {
        return None;
    }
    value(numeral).checked_mul(THOUSANDTHS)
}

/// Returns the value of 二〇一八 or 一万二千.
fn value(numeral: &str) -> i64 {
    let is_row = numeral
        .chars()
        .all(|c| digit(c).is_some());
    let (mut total, mut section, mut current) = (0_i64, 0_i64, 0_i64);
    for c in numeral.chars() {
        match (digit(c), unit(c)) {
            (Some(value), _) if is_row => current = current.saturating_mul(10) + value,
            (Some(value), _) => current = value,
            (_, Some(unit)) if unit < 10_000 => {
                section = section.saturating_add(current.max(1) * unit);
                current = 0;
            }
            (_, Some(unit)) => {
                let part = section
                    .saturating_add(current)
                    .max(1);
                total = total.saturating_add(part.saturating_mul(unit));
                (section, current) = (0, 0);
            }
            _ => {}
        }
    }
    total
        .saturating_add(section)
        .saturating_add(current)
}

//! Dates that are the value of a key, and so need no look at what is around them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::date;

/// Maximum length of a month, in bytes.
const MAX_MONTH: usize = 40;

/// A day without any marks, perhaps with the time after it.
static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
    date::regex(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\d{4,6}|T.*)?$")
});

/// A month or a year and nothing else.
static MONTHS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    [
        // 2024-03, 2024/3, 2024.3
        date::regex(r"^%Y[-/.]%m$"),
        // 2024年3月
        date::regex(r"^%Y\s*年\s*%m\s*月份?$"),
        // 二〇二四年三月
        date::regex(r"^(?P<year>%H{4})\s*年\s*(?P<month>%H{1,2})\s*月份?$"),
        // March 2024, Mar., 2024
        date::regex(r"^%B,?\s+%Y$"),
        // März 2024, mars 2024, marzo de 2024
        date::regex(r"^%F\s+(?:de\s+)?%Y$"),
        // 2024 March
        date::regex(r"^%Y,?\s+%B$"),
    ]
});

static YEARS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        // 2024, 2024年
        date::regex(r"^(?P<year>[12]\d{3})\s*年?$"),
        // 二〇二四年
        date::regex(r"^(?P<year>%H{4})\s*年$"),
    ]
});

/// Returns the date that `text` is: a day, with or without a time, a month or a year. A month or a
/// year is its first day. A date that gives no year is in `year`.
///
/// A time of day is not converted: the day is the one that is written.
pub(crate) fn find(text: &str, year: Option<i16>) -> Option<Date> {
    let text = plain(text);
    let text = text.trim();
    if let Some(captures) = COMPACT.captures(text) {
        return date::captured_date(&captures);
    }
    date::find_in_year(text, year).or_else(|| {
        let mut forms = MONTHS.iter().chain(&*YEARS);
        let captures = forms.find_map(|form| form.captures(text))?;
        date::captured_date(&captures)
    })
}

/// Returns the first day of the month that `text` is, if it says nothing else.
pub(super) fn month(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > MAX_MONTH {
        return None;
    }
    let mut forms = MONTHS.iter();
    let captures = forms.find_map(|form| form.captures(text))?;
    date::captured_date(&captures)
}

/// Returns `text` with ASCII digits, and with `日` for other words for a day.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        plain.push(match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            '号' | '號' => '日',
            _ => c,
        });
    }
    plain
}

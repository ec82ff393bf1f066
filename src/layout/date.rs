//! Dates, as briefs and users write them. Their forms are in `date_forms`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::date_forms::{FULL, Form, Found, YEARLESS, date};
pub(super) use super::date_forms::{captured_date, number, regex};
use super::month_names;

/// Maximum length of a line that can be a date and nothing else, in bytes.
const MAX_LINE: usize = 120;
/// Distance of a character of full width from that of ASCII.
const FULL_WIDTH: u32 = 0xfee0;
/// Stands in for an unknown year. In a leap year every day of a month is a date.
const LEAP_YEAR: i16 = 2000;

/// Words and times of day that may be beside a date on a line that says nothing else.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    let words = "published|posted|updated|issued|date|dated|range|on|last";
    let han_words =
        "发布|發布|更新|成文|印发|日期|时间|時間|星期[一二三四五六日天]|周[一二三四五六日]";
    let others = month_names::BESIDE;
    let time = r"%b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[ap]m)?%b";
    regex(&format!(
        "(?i)%b%A%b|{words}|{han_words}|{others}|{time}"
    ))
});

/// A date after its day of the week: `Tuesday, March 02, 2021`.
static EDITION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)%b%A,?\s+(?P<date>[\w\s.,]{6,24}?\d{4})"));

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:19|20)\d\d"));

/// Finds a full date in `text`, trying the forms in order: `2020-09-20`,
/// `2020年9月20日`, `20 September 2020`, `Sept. 20, 2020`, `05.25.16`.
pub(crate) fn find(text: &str) -> Option<Date> {
    // Most lines have no number, which is far quicker to see than that they have no date. Few Han
    // digits count as numbers.
    if !text.contains(char::is_numeric) && !text.contains('年') {
        return None;
    }
    let found = find_by(&*FULL, &half_width(text), None)?;
    Some(found.date)
}

/// Finds a date in `text`. If `year` is known, the date need not give its year.
pub(crate) fn find_in_year(text: &str, year: Option<i16>) -> Option<Date> {
    let full = find(text);
    if full.is_some() || year.is_none() {
        return full;
    }
    let found = find_by(&*YEARLESS, &half_width(text), year)?;
    Some(found.date)
}

/// Finds a date and its place in `text`, whose digits are those of ASCII. If `year` is known, the
/// date need not give its year.
pub(super) fn find_place(text: &str, year: Option<i16>) -> Option<Found> {
    let full = find_by(&*FULL, text, None);
    full.or_else(|| find_by(&*YEARLESS, text, Some(year?)))
}

/// Finds a date in `text` by the first of `forms` that yields a date.
fn find_by(forms: &[Form], text: &str, year: Option<i16>) -> Option<Found> {
    let mut forms = forms.iter();
    forms.find_map(|form| form.find(text, year))
}

/// Returns `text` with ASCII digits, and with ASCII marks between them, for those of full width.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| matches!(c, '－' | '．' | '／' | '０'..='９');
    if !text.contains(|c| matches!(c, '０'..='９')) {
        return text.into();
    }
    let half = text.chars().map(|c| {
        if is_wide(c) {
            char::from_u32(c as u32 - FULL_WIDTH).unwrap_or(c)
        } else {
            c
        }
    });
    half.collect()
}

/// Returns the year that `text` names, unless it names several.
pub(crate) fn year(text: &str) -> Option<i16> {
    let mut only = None;
    for found in YEAR.find_iter(text) {
        if is_part_of_number(text, found.range()) {
            continue;
        }
        let Ok(year) = found.as_str().parse::<i16>() else {
            continue;
        };
        if only.is_some_and(|only| only != year) {
            return None;
        }
        only = Some(year);
    }
    only
}

/// Returns whether the digits in `span` go on before or after it.
fn is_part_of_number(text: &str, span: Range<usize>) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text[..span.start].ends_with(is_digit) || text[span.end..].starts_with(is_digit)
}

/// Finds the date of the edition that a sentence names by its day of the week: `the Tuesday, March
/// 02, 2021, edition`.
pub(crate) fn of_edition(text: &str) -> Option<Date> {
    let edition = EDITION.captures(text)?;
    find(&edition["date"])
}

/// Returns whether `text` is a date, with or without a year, and says nothing else.
pub(crate) fn is_only_a_date(text: &str) -> bool {
    let text = &*half_width(text);
    if text.len() > MAX_LINE || !text.contains(is_digit) {
        return false;
    }
    let mut forms = FULL.iter().chain(&*YEARLESS);
    forms.any(|form| is_all_of(form, text))
}

/// Returns whether `text` says a date of this form and nothing else.
fn is_all_of(form: &Form, text: &str) -> bool {
    let found = form.find(text, Some(LEAP_YEAR));
    found.is_some_and(|found| says_nothing_else(text, found.span))
}

/// Returns whether `text` has only dates' usual companions outside `span`.
fn says_nothing_else(text: &str, span: Range<usize>) -> bool {
    let rest = format!(
        "{} {}",
        &text[..span.start],
        &text[span.end..]
    );
    let rest = BESIDE.replace_all(&rest, "");
    !rest.contains(char::is_alphanumeric)
}

/// Parses a date that a user typed: a day (`2020-09-20`, `2020/9/20`), a month (`2020-09`) or a
/// year (`2020`). A month or a year stands for its first day or, if `last` is set, its last.
///
/// Returns `None` if `text` is not a date.
#[must_use]
pub fn parse_date(text: &str, last: bool) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split(['-', '/']);
    let year = parts.next()?;
    if year.len() != 4 {
        return None;
    }
    let Ok(year) = year.parse() else {
        return find(text);
    };
    match (parts.next(), parts.next()) {
        (None, _) if last => date(year, 12, 31),
        (None, _) => date(year, 1, 1),
        (Some(month), None) => {
            let first = date(year, month.parse().ok()?, 1)?;
            Some(if last {
                first.last_of_month()
            } else {
                first
            })
        }
        _ => find(text),
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c)
}

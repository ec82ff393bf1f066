//! The forms in which dates are written. A new way of writing a date is a new row of [`FULL`] or of
//! [`YEARLESS`].

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::{month_names, numbering};

/// The year before the first one of the Republic of China.
const BEFORE_REPUBLIC: i16 = 1911;
/// A way of writing a date.
pub(super) struct Form {
    /// Captures `month`, `day` and, in a full date, `year` or `republic`, a year of the Republic of
    /// China. Of a range of days, it captures the last.
    pattern: Regex,
    order: Order,
}

/// The order of the month and the day in a form.
#[derive(Clone, Copy)]
enum Order {
    /// The order of the pattern.
    Certain,
    /// The order of the pattern, unless only the reverse is a date.
    Likely,
    /// Either, since some writers put the month first and others the day. The text is a date only
    /// if the two orders do not give two different dates.
    Unknown,
}

/// Full dates.
pub(super) static FULL: LazyLock<[Form; 11]> = LazyLock::new(|| {
    [
        // 2020-09-20, 2020/9/20, 2020.9.20, 2020-09-20T08:30
        form(
            Order::Certain,
            r"%b%Y[-/.]%m[-/.]%d(?:%b|T)",
        ),
        // 2020年9月20日, 2020年9月18日至20日
        form(
            Order::Certain,
            r"%Y\s*年\s*%m\s*月\s*(?:\d{1,2}\s*日?\s*[-–—至到]\s*)?%d\s*日",
        ),
        // 二〇二〇年九月二十日
        form(
            Order::Certain,
            r"(?P<year>%H{4})\s*年\s*(?P<month>%H{1,2})\s*月\s*(?P<day>%H{1,3})\s*日",
        ),
        // 民國109年9月20日, 中華民國一○九年九月二十日
        form(
            Order::Certain,
            concat!(
                r"(?:中[華华])?民[國国]\s*(?P<republic>\d{1,3}|[〇○零一二三四五六七八九十百]{1,5})",
                r"\s*年\s*(?P<month>\d{1,2}|%H{1,2})\s*月\s*(?P<day>\d{1,2}|%H{1,3})\s*日",
            ),
        ),
        // 20 September 2020, 20th Sept., 2020, 18–20 September 2020
        form(
            Order::Certain,
            r"%b(?:\d{1,2}\s*[-–—]\s*)?%d%o\s+%B,?\s+%Y%b",
        ),
        // September 20, 2020, Sept. 18-20, 2020
        form(
            Order::Certain,
            r"%b%B\s+(?:\d{1,2}\s*[-–—]\s*)?%d%o,?\s+%Y%b",
        ),
        // 20. September 2020, 1er septembre 2020, 20 de septiembre de 2020, 20 сентября 2020 г.
        form(
            Order::Certain,
            r"%b%d(?:\.|er|º|°)?\s+(?:de\s+)?%F,?\s+(?:del?\s+)?%Y%b",
        ),
        // 2020년 9월 20일
        form(
            Order::Certain,
            r"%b%Y\s*년\s*%m\s*월\s*%d\s*일",
        ),
        // 9/20/2020, 20/9/2020
        form(Order::Unknown, r"%b%m/%d/%Y%b"),
        // 9.20.2020, 20.9.2020
        form(Order::Unknown, r"%b%m\.%d\.%Y%b"),
        // 09.20.20, 20.09.20
        form(
            Order::Likely,
            r"%b(?P<month>\d{2})\.(?P<day>\d{2})\.(?P<year>\d{2})%b",
        ),
    ]
});

/// Dates without a year.
pub(super) static YEARLESS: LazyLock<[Form; 3]> = LazyLock::new(|| {
    [
        // September 20, Sept. 20th
        form(Order::Certain, r"%b%B\s+%d%o%b"),
        // 20 September, 20th Sept.
        form(Order::Certain, r"%b%d%o\s+%B"),
        // 9月20日
        form(Order::Certain, r"%m\s*月\s*%d\s*日"),
    ]
});

/// The codes that patterns are written with, named after those of `strftime` where there is one.
const CODES: [(&str, &str); 8] = [
    ("%Y", r"(?P<year>\d{4})"),
    ("%m", r"(?P<month>\d{1,2})"),
    ("%d", r"(?P<day>\d{1,2})"),
    ("%B", MONTH_NAME),
    ("%A", WEEKDAY),
    // The ending of an ordinal: 20th.
    ("%o", "(?i:st|nd|rd|th)?"),
    // A digit in Chinese.
    ("%H", "[〇○零一二三四五六七八九十]"),
    // A word boundary that knows ASCII words only, so that 于2020-09-20 has one before the year.
    ("%b", r"(?-u:\b)"),
];

const MONTH_NAME: &str = concat!(
    "(?P<month>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?",
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))(?-u:\b)\.?",
);
const WEEKDAY: &str = "(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)";

/// The letters that no two names of months share.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Compiles a pattern that may have codes of [`CODES`].
pub(super) fn regex(pattern: &str) -> Regex {
    let mut expanded = pattern.to_owned();
    for (code, meaning) in CODES {
        expanded = expanded.replace(code, meaning);
    }
    if expanded.contains("%F") {
        expanded = expanded.replace("%F", &month_names::pattern());
    }
    Regex::new(&expanded).expect("a constant pattern")
}

fn form(order: Order, pattern: &str) -> Form {
    Form {
        pattern: regex(pattern),
        order,
    }
}

/// A date, and its place in a text in bytes.
pub(super) struct Found {
    pub(super) date: Date,
    pub(super) span: Range<usize>,
}

impl Form {
    /// Finds the first date of this form in `text`. A date that gives no year is in `year`.
    pub(super) fn find(&self, text: &str, year: Option<i16>) -> Option<Found> {
        let captures = self.pattern.captures(text)?;
        let of_republic = || Some(captured(&captures, "republic")? + BEFORE_REPUBLIC);
        let year = captured(&captures, "year")
            .or_else(of_republic)
            .or(year)?;
        let month = captured(&captures, "month")?;
        let day = captured(&captures, "day")?;
        let date = self
            .order
            .date(with_century(year), month, day)?;
        let span = captures.get(0)?.range();
        Some(Found { date, span })
    }
}

impl Order {
    /// Returns the date of a form that names its numbers `month` and `day`.
    fn date(self, year: i16, month: i16, day: i16) -> Option<Date> {
        let named = date(year, month, day);
        let reverse = date(year, day, month);
        match self {
            Self::Certain => named,
            Self::Likely => named.or(reverse),
            Self::Unknown if named == reverse => named,
            Self::Unknown => named.xor(reverse),
        }
    }
}

/// Returns a day, if there is one.
pub(super) fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let month = i8::try_from(month).ok()?;
    let day = i8::try_from(day).ok()?;
    Date::new(year, month, day).ok()
}

/// Returns the full year for a year of two digits: 1970 to 2069.
fn with_century(year: i16) -> i16 {
    match year {
        ..70 => year + 2000,
        70..100 => year + 1900,
        _ => year,
    }
}

/// Returns the date that the groups `year`, `month` and `day` captured. A month or a day that was
/// not captured is the first.
pub(super) fn captured_date(captures: &Captures<'_>) -> Option<Date> {
    let year = captured(captures, "year")?;
    let month = captured(captures, "month").unwrap_or(1);
    let day = captured(captures, "day").unwrap_or(1);
    date(year, month, day)
}

/// Returns the number that the group `name` captured, if it captured one.
fn captured(captures: &Captures<'_>, name: &str) -> Option<i16> {
    let text = captures.name(name)?.as_str();
    number(text).or_else(|| month_number(text))
}

/// Parses a number in digits or in Chinese as dates have it: `二〇二〇`, `十二`, `三十一`.
pub(super) fn number(text: &str) -> Option<i16> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    if text.contains('百') {
        let number = numbering::han_number(text)?;
        return i16::try_from(number).ok();
    }
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = first_han_digit(tens, 1)?;
        let ones = first_han_digit(ones, 0)?;
        return Some(tens * 10 + ones);
    }
    let mut number: i16 = 0;
    for c in text.chars() {
        number = number
            .checked_mul(10)?
            .checked_add(han_digit(c)?)?;
    }
    Some(number)
}

/// Returns the value of the first digit of `text`, or `default` if `text` is empty.
fn first_han_digit(text: &str, default: i16) -> Option<i16> {
    match text.chars().next() {
        Some(digit) => han_digit(digit),
        None => Some(default),
    }
}

fn han_digit(c: char) -> Option<i16> {
    if matches!(c, '〇' | '○' | '零') {
        return Some(0);
    }
    numbering::han_digit(c).map(i16::from)
}

fn month_number(name: &str) -> Option<i16> {
    let name = name.to_lowercase();
    let other = month_names::number(&name);
    other.or_else(|| english_month(&name))
}

/// Returns the number of the month whose name in lower case starts as `name` does.
fn english_month(name: &str) -> Option<i16> {
    (1..)
        .zip(MONTHS)
        .find(|(_, month)| name.starts_with(month))
        .map(|(number, _)| number)
}

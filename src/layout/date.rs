//! Dates, as briefs and users write them. A new way of writing a date is a new row of [`FULL`] or
//! of [`YEARLESS`].

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::{month_names, numbering};

/// Maximum length of a line that can be a date and nothing else, in bytes.
const MAX_LINE: usize = 120;
/// Stands in for an unknown year. In a leap year every day of a month is a date.
const LEAP_YEAR: i16 = 2000;

/// A way of writing a date.
struct Form {
    /// Captures `month`, `day` and, in a full date, `year`. Of a range of days, it captures the
    /// last.
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
static FULL: LazyLock<[Form; 10]> = LazyLock::new(|| {
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
        // 20 September 2020, 20th Sept., 2020
        form(Order::Certain, r"%b%d%o\s+%B,?\s+%Y%b"),
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
static YEARLESS: LazyLock<[Form; 3]> = LazyLock::new(|| {
    [
        // September 20, Sept. 20th
        form(Order::Certain, r"%b%B\s+%d%o%b"),
        // 20 September, 20th Sept.
        form(Order::Certain, r"%b%d%o\s+%B"),
        // 9月20日
        form(Order::Certain, r"%m\s*月\s*%d\s*日"),
    ]
});

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
struct Found {
    date: Date,
    span: Range<usize>,
}

impl Form {
    /// Finds the first date of this form in `text`. A date that gives no year is in `year`.
    fn find(&self, text: &str, year: Option<i16>) -> Option<Found> {
        let captures = self.pattern.captures(text)?;
        let year = captured(&captures, "year").or(year)?;
        let month = captured(&captures, "month")?;
        let day = captured(&captures, "day")?;
        let date = self
            .order
            .date(with_century(year), month, day)?;
        let span = captures.get(0)?.range();
        Some(Found { date, span })
    }

    /// Returns whether `text` says a date of this form and nothing else.
    fn is_all_of(&self, text: &str) -> bool {
        let found = self.find(text, Some(LEAP_YEAR));
        found.is_some_and(|found| says_nothing_else(text, found.span))
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

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
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

/// Finds a full date in `text`, trying the forms in order: `2020-09-20`,
/// `2020年9月20日`, `20 September 2020`, `Sept. 20, 2020`, `05.25.16`.
pub(crate) fn find(text: &str) -> Option<Date> {
    // Most lines have no number, which is far quicker to see than that they have no date. Few Han
    // digits count as numbers.
    if !text.contains(char::is_numeric) && !text.contains('年') {
        return None;
    }
    find_by(&*FULL, text, None)
}

/// Finds a date in `text`. If `year` is known, the date need not give its year.
pub(crate) fn find_in_year(text: &str, year: Option<i16>) -> Option<Date> {
    let full = find(text);
    if full.is_some() || year.is_none() {
        return full;
    }
    find_by(&*YEARLESS, text, year)
}

/// Finds a date in `text` by the first of `forms` that yields a date.
fn find_by(forms: &[Form], text: &str, year: Option<i16>) -> Option<Date> {
    for form in forms {
        if let Some(found) = form.find(text, year) {
            return Some(found.date);
        }
    }
    None
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
    if text.len() > MAX_LINE || !text.contains(is_digit) {
        return false;
    }
    let mut forms = FULL.iter().chain(&*YEARLESS);
    forms.any(|form| form.is_all_of(text))
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
fn number(text: &str) -> Option<i16> {
    if let Ok(number) = text.parse() {
        return Some(number);
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

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c)
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

//! Days, as briefs and users write them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)\.?";
const WEEKDAY: &str = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
/// Longest line, in bytes, that can be a date and no more.
const MAX_LINE: usize = 120;

/// Find day, month and year by name in whichever order they come. Of a range of days they give the
/// last.
static FORMS: LazyLock<[Regex; 8]> = LazyLock::new(|| {
    const HAN: &str = "〇○零一二三四五六七八九十";
    [
        r"(?-u:\b)(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})(?-u:\b)".to_owned(),
        r"(?P<year>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?:\d{1,2}\s*日?\s*[-–—至到]\s*)?(?P<day>\d{1,2})\s*日"
            .to_owned(),
        format!(r"(?P<year>[{HAN}]{{4}})\s*年\s*(?P<m>[{HAN}]{{1,2}})\s*月\s*(?P<day>[{HAN}]{{1,3}})\s*日"),
        format!(r"(?i)(?-u:\b)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})(?-u:\b)"),
        format!(r"(?i)(?-u:\b){MONTH}\s+(?:\d{{1,2}}\s*[-–—]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?-u:\b)"),
        r"(?-u:\b)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4})(?-u:\b)".to_owned(),
        r"(?-u:\b)(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>\d{4})(?-u:\b)".to_owned(),
        r"(?-u:\b)(?P<m>\d{2})\.(?P<day>\d{2})\.(?P<year>\d{2})(?-u:\b)".to_owned(),
    ]
    .map(|pattern| Regex::new(&pattern).expect("a constant pattern"))
});

/// A month and a day without a year.
static YEARLESS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        format!(r"(?i)(?-u:\b){MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?-u:\b)"),
        format!(r"(?i)(?-u:\b)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}"),
        r"(?P<m>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日".to_owned(),
    ]
    .map(|pattern| Regex::new(&pattern).expect("a constant pattern"))
});

/// What may stand beside a date on a line that says nothing else.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    let words = "published|posted|updated|issued|date|dated|range|on|last|发布|發布|更新|成文|印发|日期|时间|時間|星期[一二三四五六日天]|周[一二三四五六日]";
    Regex::new(&format!(r"(?i)(?-u:\b)(?:{WEEKDAY})(?-u:\b)|{words}|(?-u:\b)[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\s*[ap]m)?(?-u:\b)"))
        .expect("a constant pattern")
});

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The first full date in `text` (`2020-09-20`, `2020年9月20日`, `20 September 2020`, `Sept. 20,
/// 2020`, `05.25.16`).
pub(crate) fn find(text: &str) -> Option<Date> {
    // Most lines have none, and tell it at once.
    if !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    FORMS
        .iter()
        .find_map(|form| day_of(&form.captures(text)?, None))
}

/// The first date in `text`, which need not give its year where `year` is known.
pub(crate) fn find_in_year(text: &str, year: Option<i16>) -> Option<Date> {
    find(text).or_else(|| {
        YEARLESS
            .iter()
            .find_map(|form| day_of(&form.captures(text)?, Some(year?)))
    })
}

/// A year that stands by itself in `text`: the only one.
pub(crate) fn year(text: &str) -> Option<i16> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").expect("a constant pattern"));
    let mut years = YEAR
        .find_iter(text)
        .filter(|y| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !digit(text[..y.start()].chars().next_back()) && !digit(text[y.end()..].chars().next())
        })
        .filter_map(|y| y.as_str().parse().ok());
    years.next().filter(|first| years.all(|y| y == *first))
}

/// The date of an edition that a sentence names by its day of the week: `the Tuesday, March 02,
/// 2021, edition`.
pub(crate) fn of_edition(text: &str) -> Option<Date> {
    static EDITION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)(?-u:\b){WEEKDAY},?\s+(?P<date>[\w\s.,]{{6,24}}?\d{{4}})"
        ))
        .expect("a constant pattern")
    });
    find(&EDITION.captures(text)?["date"])
}

fn day_of(found: &Captures<'_>, year: Option<i16>) -> Option<Date> {
    let number = |name: &str| found.name(name).and_then(|n| number(n.as_str()));
    let year = number("year").or(year).map(|y| {
        if y < 70 {
            y + 2000
        } else if y < 100 {
            y + 1900
        } else {
            y
        }
    })?;
    let date = |month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if let (Some(a), Some(b)) = (number("a"), number("b")) {
        // Day first or month first is known only where one can be no month.
        return if a > 12 || a == b {
            date(b, a)
        } else {
            date(a, b).filter(|_| b > 12)
        };
    }
    let month =
        number("m").or_else(|| month_number(found.name("month")?.as_str()).map(i16::from))?;
    let day = number("day")?;
    // Of two numbers and a short year the month is first, unless it can be none.
    let short = found.name("year").is_some_and(|y| y.len() == 2);
    date(month, day).or_else(|| date(day, month).filter(|_| short))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c)
}

/// A number in digits, or in Chinese as dates have it: 二〇二〇, 十二, 三十一.
fn number(text: &str) -> Option<i16> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|d| i16::try_from(d + 1).ok()),
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let one = |text: &str, none: i16| text.chars().next().map_or(Some(none), digit);
            Some(one(tens, 1)? * 10 + one(ones, 0)?)
        }
        None => text
            .chars()
            .try_fold(0i16, |n, c| n.checked_mul(10)?.checked_add(digit(c)?)),
    }
}

/// `text` says a date and nothing else.
pub(crate) fn is_only_a_date(text: &str) -> bool {
    let dated = |form: &Regex| {
        form.captures(text).is_some_and(|found| {
            let whole = found.get(0).map_or(0..0, |m| m.range());
            let rest = [&text[..whole.start], " ", &text[whole.end..]].concat();
            day_of(&found, Some(2000)).is_some()
                && !BESIDE
                    .replace_all(&rest, "")
                    .chars()
                    .any(char::is_alphanumeric)
        })
    };
    text.len() <= MAX_LINE
        && text.contains(is_digit)
        && FORMS.iter().chain(YEARLESS.iter()).any(dated)
}

/// A date as a user types it: a day in any form that briefs have, or only a year or a month
/// (`2020`, `2020-09`), which stands for its first day, or its last where `last` is asked for.
#[must_use]
pub fn parse_date(text: &str, last: bool) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split(['-', '/']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse::<i16>().ok();
    let rest: Vec<&str> = parts.collect();
    match (year, rest.as_slice()) {
        (Some(year), []) => {
            Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }).ok()
        }
        (Some(year), [month]) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        _ => find(text),
    }
}

fn month_number(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    MONTHS
        .iter()
        .position(|m| name.starts_with(m))
        .and_then(|i| i8::try_from(i + 1).ok())
}

//! Days, as briefs and users write them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

/// Finds day, month and year by name in whichever order they come.
static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    const MONTH: &str = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?";
    [
        r"\b(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})\b".to_owned(),
        r"(?P<year>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日".to_owned(),
        format!(r"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})\b"),
        format!(r"(?i)\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"),
    ]
    .map(|pattern| Regex::new(&pattern).expect("a constant pattern"))
});

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first full date in `text` (`2020-09-20`, `2020年9月20日`, `20 September 2020`, `Sept. 20, 2020`).
pub(super) fn find(text: &str) -> Option<Date> {
    FORMS.iter().find_map(|form| {
        let found = form.captures(text)?;
        let month = match found.name("m") {
            Some(m) => m.as_str().parse().ok()?,
            None => month_number(&found["month"])?,
        };
        Date::new(found["year"].parse().ok()?, month, found["day"].parse().ok()?).ok()
    })
}

/// `text` says a date and nothing else.
pub(super) fn is_only_a_date(text: &str) -> bool {
    find(text).is_some()
        && FORMS.iter().any(|form| {
            form.find(text).is_some_and(|m| {
                let rest = [&text[..m.start()], &text[m.end()..]].concat();
                !rest.chars().any(char::is_alphanumeric)
                    || [
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                        "published",
                        "date",
                    ]
                    .contains(&rest.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str())
            })
        })
}

/// A date as a user types it: a day in any form that briefs have, or only a year or a month (`2020`, `2020-09`),
/// which stands for its first day, or its last where `last` is asked for.
#[must_use]
pub fn parse_date(text: &str, last: bool) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split(['-', '/']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse::<i16>().ok();
    let rest: Vec<&str> = parts.collect();
    match (year, rest.as_slice()) {
        (Some(year), []) => Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }).ok(),
        (Some(year), [month]) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        _ => find(text),
    }
}

fn month_number(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    MONTHS.iter().position(|m| name.starts_with(m)).and_then(|i| i8::try_from(i + 1).ok())
}

//! The day of a mail, by its header.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::civil::Date;
use mail_parser::{Header, Message};
use regex::Regex;

use crate::formats::whitespace::collapsed;
use crate::layout::date;

/// Years in which mails were sent.
const YEARS: RangeInclusive<i16> = 1970..=2099;
/// Maximum length of a header that a warning quotes, in characters.
const MAX_QUOTED: usize = 60;

/// Returns the day that a header gives.
///
/// # Errors
/// Returns a warning if the header gives no day, or one in a year without mails.
pub(super) fn day(mail: &Message<'_>, header: &Header<'_>) -> Result<Date, String> {
    let written = written(mail, header);
    // The parser takes the numbers of any text for those of a date.
    let day = find(&written).or_else(|| by_standard(header).filter(|_| is_standard(&written)));
    let shown: String = written
        .chars()
        .take(MAX_QUOTED)
        .collect();
    let Some(day) = day else {
        return Err(format!(
            "unrecognized date {shown:?} in the Date header"
        ));
    };
    if YEARS.contains(&day.year()) {
        return Ok(day);
    }
    let (first, last) = (YEARS.start(), YEARS.end());
    Err(format!(
        "the date {shown:?} in the Date header is not used: its year is not from {first} to {last}"
    ))
}

/// Returns whether a header starts with a day, a month and a year of two digits.
fn is_standard(written: &str) -> bool {
    static STANDARD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[A-Za-z]{2,9},?\s*)?\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{2}\b")
            .expect("a constant pattern")
    });
    STANDARD.is_match(written)
}

fn by_standard(header: &Header<'_>) -> Option<Date> {
    let date = header.value.as_datetime()?;
    let year = i16::try_from(date.year).ok()?;
    let month = i8::try_from(date.month).ok()?;
    let day = i8::try_from(date.day).ok()?;
    Date::new(year, month, day).ok()
}

/// Returns the text of a header, on one line.
fn written(mail: &Message<'_>, header: &Header<'_>) -> String {
    let place = usize::try_from(header.offset_start).ok();
    let end = usize::try_from(header.offset_end).ok();
    let bytes = place
        .zip(end)
        .and_then(|(start, end)| mail.raw_message.get(start..end));
    collapsed(&String::from_utf8_lossy(
        bytes.unwrap_or_default(),
    ))
}

/// Returns the day of a date with or without a time, of `Fri Mar  5 10:00:00 2021`, of
/// `5-Mar-2021`, and of any other form that briefs have.
fn find(written: &str) -> Option<Date> {
    static TIME_BEFORE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
        let time = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?";
        let zone = r"(?:[A-Z]{2,5}|[+-]\d{4})";
        Regex::new(&format!(
            r"([A-Za-z]{{3,9}}) +(\d{{1,2}}),? +{time}(?: +{zone})? +(\d{{4}})"
        ))
        .expect("a constant pattern")
    });
    static HYPHENS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})").expect("a constant pattern")
    });
    if let Some(parts) = TIME_BEFORE_YEAR.captures(written) {
        return date::find(&format!(
            "{} {} {}",
            &parts[2], &parts[1], &parts[3]
        ));
    }
    if let Some(parts) = HYPHENS.captures(written) {
        return date::find(&format!(
            "{} {} {}",
            &parts[1], &parts[2], &parts[3]
        ));
    }
    date::find(written)
}

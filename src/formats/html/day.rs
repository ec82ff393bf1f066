//! Days in the metadata, the data for search engines and the address of a page.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::layout::date;

/// Years in which pages were published.
const YEARS: RangeInclusive<i16> = 1995..=2099;

/// Returns whether pages were published on `day`.
pub(super) fn is_likely(day: Date) -> bool {
    YEARS.contains(&day.year())
}

/// Returns the day in a value of metadata.
pub(super) fn parse(written: &str) -> Option<Date> {
    static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])(?:[Tt0-9]|\s|$)")
            .expect("a constant pattern")
    });
    let found = match COMPACT.captures(written) {
        Some(parts) => date::find(&format!(
            "{}-{}-{}",
            &parts[1], &parts[2], &parts[3]
        )),
        None => date::find(written).or_else(|| european(written)),
    };
    found.filter(|day| is_likely(*day))
}

/// Returns the first day of publication that the page's data for search engines gives.
pub(super) fn in_linked_data(html: &str) -> Option<Date> {
    static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)<script[^>]{0,200}ld\+json[^>]{0,200}>(.*?)</script")
            .expect("a constant pattern")
    });
    static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#""datePublished"\s*:\s*"([^"]{1,60})""#).expect("a constant pattern")
    });
    for script in SCRIPT.captures_iter(html) {
        let data = script
            .get(1)
            .map_or("", |data| data.as_str());
        let mut days = PUBLISHED.captures_iter(data);
        let day = days.find_map(|day| parse(&day[1]));
        if day.is_some() {
            return day;
        }
    }
    None
}

/// Returns the day in the address of a page: `/2019/09/24/`, `/20190924/`, `t20190924_12.html`.
pub(super) fn in_address(address: &str) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        let year = "(?:19|20)[0-9]{2}";
        let apart = format!("[/_-]({year})[/_-]([0-9]{{1,2}})[/_-]([0-9]{{1,2}})(?:[^0-9]|$)");
        let together = format!("(?:[/_-]|/t)({year})-?([01][0-9])-?([0-3][0-9])(?:[^0-9]|$)");
        let month_apart = format!("[/_-]({year})-?([01][0-9])/([0-3][0-9])(?:[^0-9]|$)");
        Regex::new(&format!(
            "{apart}|{together}|{month_apart}"
        ))
        .expect("a constant pattern")
    });
    let parts = DAY.captures(address)?;
    let numbers: Vec<&str> = parts
        .iter()
        .skip(1)
        .flatten()
        .map(|part| part.as_str())
        .collect();
    parse(&numbers.join("-"))
}

/// Returns the day in a text that writes it as in Europe: `24.09.2019`, `24.9.19`.
pub(super) fn european(text: &str) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"([0-3]?[0-9])\.\s?([01]?[0-9])\.\s?((?:19|20)?[0-9]{2})";
        Regex::new(&format!(
            r"(?:^|[^0-9.]){day}(?:[^0-9.]|\.?$|\.[^0-9])"
        ))
        .expect("a constant pattern")
    });
    let parts = DAY.captures(text)?;
    let year: i16 = parts[3].parse().ok()?;
    let year = if year < 100 {
        year + 2000
    } else {
        year
    };
    Date::new(
        year,
        parts[2].parse().ok()?,
        parts[1].parse().ok()?,
    )
    .ok()
}

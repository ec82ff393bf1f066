//! Labels and dates as filters compare them.

use jiff::civil::Date;

use crate::analysis::normalize::normalize_text;

/// Returns `label` normalized, with each run of white space made one space.
#[must_use]
pub(crate) fn normalize_label(label: &str) -> String {
    let normalized = normalize_text(label);
    let words: Vec<&str> = normalized
        .split_whitespace()
        .collect();
    words.join(" ")
}

/// Returns `date` as the number by which the index sorts and filters: 20200920.
#[must_use]
pub(crate) fn date_number(date: Date) -> u64 {
    let year = u64::try_from(date.year()).unwrap_or(0);
    let month = u64::try_from(date.month()).unwrap_or(0);
    let day = u64::try_from(date.day()).unwrap_or(0);
    year * 10_000 + month * 100 + day
}

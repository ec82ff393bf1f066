//! The values of filters, and how each kind of value is parsed.
//!
//! A parser returns the problem in words if a value cannot be understood.

use std::fmt;

use jiff::civil::Date;

use crate::layout::parse_date;
use crate::lexicon::numbers::issue_number;
use crate::model::{Kind, Lang, UnknownName};

/// The value that a filter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A label: a whole one, the start of one, or a word in one.
    Label(String),
    /// A kind of passage.
    Kind(Kind),
    /// A language.
    Lang(Lang),
    /// A range of days.
    Dates {
        /// The first day, if the range has one.
        first: Option<Date>,
        /// The last day, if the range has one.
        last: Option<Date>,
    },
    /// A range of days on which a passage was first indexed.
    Added {
        /// The first day, if the range has one.
        first: Option<Date>,
        /// The last day, if the range has one.
        last: Option<Date>,
    },
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(label) => write!(f, "{label}"),
            Self::Kind(kind) => write!(f, "{kind}"),
            Self::Lang(lang) => write!(f, "{lang}"),
            Self::Added {
                first: Some(day),
                last: None,
            } => write!(f, "since:{day}"),
            Self::Added {
                first: None,
                last: Some(day),
            } => write!(f, "until:{day}"),
            Self::Dates { first, last } | Self::Added { first, last } => match (first, last) {
                (Some(first), Some(last)) => write!(f, "{first}..{last}"),
                (Some(day), None) | (None, Some(day)) => write!(f, "{day}"),
                (None, None) => Ok(()),
            },
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the parsers of all fields have one type"
)]
pub(super) fn label(value: &str) -> Result<Value, String> {
    Ok(Value::Label(value.to_owned()))
}

/// Parses the label of an issue, which may be written `#42` or 第四十二期.
pub(super) fn issue(value: &str) -> Result<Value, String> {
    match issue_number(value) {
        Some(number) => label(&number.to_string()),
        None => label(value.trim_start_matches('#')),
    }
}

pub(super) fn kind(value: &str) -> Result<Value, String> {
    let kind: Kind = value.parse().map_err(in_words)?;
    Ok(Value::Kind(kind))
}

pub(super) fn lang(value: &str) -> Result<Value, String> {
    let lang: Lang = value.parse().map_err(in_words)?;
    Ok(Value::Lang(lang))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn in_words(unknown: UnknownName) -> String {
    unknown.to_string()
}

/// Parses `2020-09`, which stands for all of its days, or a range: `2020..2021-06`, `2020..`.
pub(super) fn dates(value: &str) -> Result<Value, String> {
    let (from, to) = value
        .split_once("..")
        .unwrap_or((value, value));
    let mut first = None;
    if !from.is_empty() {
        first = Some(first_day(from)?);
    }
    let mut last = None;
    if !to.is_empty() {
        last = Some(last_day(to)?);
    }
    match (first, last) {
        (None, None) => Err("no date; write 2020, 2020-09 or 2020-09..2021".to_owned()),
        (Some(first), Some(last)) if first > last => Err(format!(
            "{value:?} ends before it begins"
        )),
        _ => Ok(Value::Dates { first, last }),
    }
}

pub(super) fn since(value: &str) -> Result<Value, String> {
    let first = Some(first_day(value)?);
    Ok(Value::Dates { first, last: None })
}

pub(super) fn until(value: &str) -> Result<Value, String> {
    let last = Some(last_day(value)?);
    Ok(Value::Dates { first: None, last })
}

/// Parses `since:2020-09`, `until:2020-09`, or days as [`dates`] does.
pub(super) fn added(value: &str) -> Result<Value, String> {
    let days = match value.split_once(':') {
        Some((word, day)) if word.eq_ignore_ascii_case("since") => since(day),
        Some((word, day)) if word.eq_ignore_ascii_case("until") => until(day),
        _ => dates(value),
    };
    match days? {
        Value::Dates { first, last } => Ok(Value::Added { first, last }),
        other => Ok(other),
    }
}

fn first_day(value: &str) -> Result<Date, String> {
    parse_date(value, false).ok_or_else(|| no_date(value))
}

fn last_day(value: &str) -> Result<Date, String> {
    parse_date(value, true).ok_or_else(|| no_date(value))
}

fn no_date(value: &str) -> String {
    format!("{value:?} is not a date; write 2020, 2020-09 or 2020-09-20")
}

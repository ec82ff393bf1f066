//! What narrows a search without ranking it: issue, section, topic, title, kind, language, dates.

use std::str::FromStr;

use jiff::civil::Date;

use crate::layout::parse_date;
use crate::model::{Kind, Lang, UnknownName};

/// A property that a query can ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The brief's issue.
    Issue,
    /// The section's number or title.
    Section,
    /// One of the passage's topics.
    Topic,
    /// The brief's title.
    Title,
    /// What the passage is.
    Kind,
    /// The passage's language.
    Lang,
    /// The brief's date.
    Date,
    /// The brief's date, from this day on.
    Since,
    /// The brief's date, up to this day.
    Until,
}

impl Field {
    /// All fields.
    pub const ALL: &'static [Self] = &[
        Self::Issue,
        Self::Section,
        Self::Topic,
        Self::Title,
        Self::Kind,
        Self::Lang,
        Self::Date,
        Self::Since,
        Self::Until,
    ];

    /// What its value is called in help.
    #[must_use]
    pub fn value_name(self) -> &'static str {
        "X"
    }

    /// What it does.
    #[must_use]
    pub fn help(self) -> &'static str {
        ""
    }

    /// The field that users call `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "issue" => Self::Issue,
            "section" => Self::Section,
            "topic" => Self::Topic,
            "title" => Self::Title,
            "kind" => Self::Kind,
            "lang" => Self::Lang,
            "date" => Self::Date,
            "since" => Self::Since,
            "until" => Self::Until,
            _ => return None,
        })
    }

    /// What users call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Section => "section",
            Self::Topic => "topic",
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Lang => "lang",
            Self::Date => "date",
            Self::Since => "since",
            Self::Until => "until",
        }
    }
}

/// One value that a passage must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The label in this field (issue, section, topic or title) is the text, or starts with it, or
    /// has it in it.
    Label(Field, String),
    /// The kind.
    Kind(Kind),
    /// The language.
    Lang(Lang),
    /// From the first day to the last, as asked by this field.
    Dates(Field, Option<Date>, Option<Date>),
}

impl Filter {
    /// Reads the `value` of `field`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(field: Field, value: &str) -> Result<Self, String> {
        Ok(match field {
            Field::Issue => Self::Label(field, value.trim_start_matches('#').to_owned()),
            Field::Section | Field::Topic | Field::Title => Self::Label(field, value.to_owned()),
            Field::Kind => Self::Kind(parse_name(value)?),
            Field::Lang => Self::Lang(parse_name(value)?),
            Field::Since => Self::Dates(field, Some(day(value, false)?), None),
            Field::Until => Self::Dates(field, None, Some(day(value, true)?)),
            Field::Date => {
                let (first, last) = value.split_once("..").unwrap_or((value, value));
                let first = if first.is_empty() {
                    None
                } else {
                    Some(day(first, false)?)
                };
                let last = if last.is_empty() {
                    None
                } else {
                    Some(day(last, true)?)
                };
                match (first, last) {
                    (None, None) => {
                        return Err("no date; write 2020, 2020-09 or 2020-09..2021".to_owned());
                    }
                    (Some(first), Some(last)) if first > last => {
                        return Err(format!("{value:?} ends before it begins"));
                    }
                    _ => Self::Dates(field, first, last),
                }
            }
        })
    }

    /// The field that it looks at.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::Label(field, _) | Self::Dates(field, ..) => *field,
            Self::Kind(_) => Field::Kind,
            Self::Lang(_) => Field::Lang,
        }
    }
}

/// Parses the name of a kind or a language.
fn parse_name<T: FromStr<Err = UnknownName>>(name: &str) -> Result<T, String> {
    name.parse()
        .map_err(|unknown: UnknownName| unknown.to_string())
}

/// The first or the last day of what a user calls a date.
fn day(value: &str, last: bool) -> Result<Date, String> {
    parse_date(value, last)
        .ok_or_else(|| format!("{value:?} is not a date; write 2020, 2020-09 or 2020-09-20"))
}

impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.field().name();
        match self {
            Self::Label(_, value) => write!(f, "{name} {value}"),
            Self::Kind(kind) => write!(f, "{name} {kind}"),
            Self::Lang(lang) => write!(f, "{name} {lang}"),
            Self::Dates(_, Some(first), Some(last)) => write!(f, "{name} {first}..{last}"),
            Self::Dates(_, first, last) => {
                write!(
                    f,
                    "{name} {}",
                    first
                        .or(*last)
                        .map(|date| date.to_string())
                        .unwrap_or_default()
                )
            }
        }
    }
}

//! What narrows a search without ranking it: issue, section, topic, language, dates.

use jiff::civil::Date;

use crate::brief::{Lang, parse_date};

/// A property that a query can ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The brief's issue.
    Issue,
    /// The section's number or title.
    Section,
    /// One of the passage's topics.
    Topic,
    /// The passage's language.
    Lang,
    /// The brief's date, from this day on.
    Since,
    /// The brief's date, up to this day.
    Until,
}

impl Field {
    /// The field that users call `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "issue" => Self::Issue,
            "section" => Self::Section,
            "topic" => Self::Topic,
            "lang" => Self::Lang,
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
            Self::Lang => "lang",
            Self::Since => "since",
            Self::Until => "until",
        }
    }
}

/// One value that a passage must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The label in this field (issue, section or topic) is the text, or starts with it.
    Label(Field, String),
    /// The language.
    Lang(Lang),
    /// Dated on this day or later.
    Since(Date),
    /// Dated on this day or before.
    Until(Date),
}

impl Filter {
    /// Reads the `value` of `field`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(field: Field, value: &str) -> Result<Self, String> {
        let date = |last: bool| {
            parse_date(value, last).ok_or_else(|| format!("{value:?} is not a date; write 2020, 2020-09 or 2020-09-20"))
        };
        Ok(match field {
            Field::Issue => Self::Label(field, value.trim_start_matches('#').to_owned()),
            Field::Section | Field::Topic => Self::Label(field, value.to_owned()),
            Field::Lang => Self::Lang(match value.to_ascii_lowercase().as_str() {
                "en" => Lang::En,
                "zh" => Lang::Zh,
                "mixed" => Lang::Mixed,
                _ => return Err(format!("{value:?} is not a language here; there are en, zh and mixed")),
            }),
            Field::Since => Self::Since(date(false)?),
            Field::Until => Self::Until(date(true)?),
        })
    }

    /// The field that it looks at.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::Label(field, _) => *field,
            Self::Lang(_) => Field::Lang,
            Self::Since(_) => Field::Since,
            Self::Until(_) => Field::Until,
        }
    }
}

impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.field().name();
        match self {
            Self::Label(_, value) => write!(f, "{name} {value}"),
            Self::Lang(lang) => write!(f, "{name} {lang}"),
            Self::Since(date) | Self::Until(date) => write!(f, "{name} {date}"),
        }
    }
}

//! The kinds of passages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::UnknownName;

/// The kind of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// The title, the heading of a section or a sub-heading.
    Heading,
    /// A paragraph in the author's own words.
    Prose,
    /// A quotation, or its translation.
    Quote,
    /// A list item or a row of a table.
    Item,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Heading, Self::Prose, Self::Quote, Self::Item];

    /// Returns the name that filters, JSON and the index use: `"heading"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Prose => "prose",
            Self::Quote => "quote",
            Self::Item => "item",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownName;

    /// Parses the name of a kind, in upper or lower case.
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        for kind in Self::ALL {
            if kind
                .as_str()
                .eq_ignore_ascii_case(name)
            {
                return Ok(kind);
            }
        }
        let expected = Self::ALL.map(Self::as_str);
        Err(UnknownName::new("kind", name, expected))
    }
}

//! The languages of passages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::UnknownName;

/// The language of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Lang {
    /// English, or another language that is not Chinese.
    En,
    /// Chinese.
    Zh,
    /// A good part of each.
    Mixed,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::En, Self::Zh, Self::Mixed];

    /// Returns the name that filters, JSON and the index use: `"en"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Mixed => "mixed",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = UnknownName;

    /// Parses the name of a language, in upper or lower case.
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        for lang in Self::ALL {
            if lang
                .as_str()
                .eq_ignore_ascii_case(name)
            {
                return Ok(lang);
            }
        }
        let expected = Self::ALL.map(Self::as_str);
        Err(UnknownName::new(
            "language", name, expected,
        ))
    }
}

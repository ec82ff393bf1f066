//! What a passage is written in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a passage is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, or another language in Latin letters.
    En,
    /// Chinese.
    Zh,
    /// A good part of each.
    Mixed,
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Mixed => "mixed",
        })
    }
}

//! What a passage is: a heading, prose, a quotation or a list item.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A title, a section's heading or a sub-heading.
    Heading,
    /// A paragraph of the brief's own.
    Prose,
    /// A quotation, or the translation of one.
    Quote,
    /// A list item.
    Item,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heading => "heading",
            Self::Prose => "prose",
            Self::Quote => "quote",
            Self::Item => "item",
        })
    }
}

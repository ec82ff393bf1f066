//! Pairs of translations, one file a format.

mod json;
mod table;
mod text;
mod tmx;

use std::io::{self, Write};

use super::Style;
use crate::across::Pair;

/// Writes pairs in a format.
type Render = fn(&[Pair], Style, &mut dyn Write) -> io::Result<()>;

/// A format of pairs.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PairFormat {
    /// The name that a user types.
    pub name: &'static str,
    /// Its description, for help.
    pub help: &'static str,
    render: Render,
}

/// The formats of pairs; the first is the default.
pub const PAIR_FORMATS: [PairFormat; 5] = [
    PairFormat {
        name: "text",
        help: "For people",
        render: text::render,
    },
    PairFormat {
        name: "tsv",
        help: "A pair a line, columns separated by tabs",
        render: table::tsv,
    },
    PairFormat {
        name: "tmx",
        help: "A translation memory (TMX 1.4)",
        render: tmx::render,
    },
    PairFormat {
        name: "json",
        help: "An array",
        render: json::render,
    },
    PairFormat {
        name: "csv",
        help: "For spreadsheets",
        render: table::csv,
    },
];

impl PairFormat {
    /// Returns the format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PAIR_FORMATS
            .iter()
            .find(|format| format.name == name)
    }

    /// Writes `pairs` in this format.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn render(&self, pairs: &[Pair], style: Style, out: &mut dyn Write) -> io::Result<()> {
        (self.render)(pairs, style, out)
    }
}

//! Citations: a file for each format. A fact that is missing is left out, never made up.

mod apa;
mod bibtex;
mod chicago;
mod csl;
mod gbt;
mod name;
mod reference;
mod ris;

use std::io::{self, Write};
use std::sync::Arc;

pub use reference::Reference;

/// Adds the facts that a reference lacks and the user has set elsewhere.
pub type Complete = Arc<dyn Fn(&mut Reference) + Send + Sync>;

/// A format of citations.
#[derive(Debug)]
#[non_exhaustive]
pub struct CitationFormat {
    /// Its name.
    pub name: &'static str,
    /// Its purpose, in a few words.
    pub help: &'static str,
    render: fn(&[Reference]) -> String,
}

/// The formats. The first one is the default.
pub static CITATION_FORMATS: &[CitationFormat] = &[
    CitationFormat {
        name: "chicago",
        help: "A footnote, by the Chicago Manual of Style",
        render: |references| lines(references, chicago::footnote),
    },
    CitationFormat {
        name: "apa",
        help: "An entry of a reference list, by the APA",
        render: |references| lines(references, apa::entry),
    },
    CitationFormat {
        name: "gbt7714",
        help: "An entry by GB/T 7714",
        render: |references| lines(references, gbt::entry),
    },
    CitationFormat {
        name: "bibtex",
        help: "For LaTeX",
        render: bibtex::entries,
    },
    CitationFormat {
        name: "ris",
        help: "For Zotero, EndNote and others",
        render: ris::records,
    },
    CitationFormat {
        name: "csl-json",
        help: "For Zotero and pandoc",
        render: csl::items,
    },
];

impl CitationFormat {
    /// Returns the format called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CITATION_FORMATS
            .iter()
            .find(|format| format.name == name)
    }

    /// Writes `references`.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn render(&self, references: &[Reference], out: &mut dyn Write) -> io::Result<()> {
        out.write_all((self.render)(references).as_bytes())
    }
}

fn lines(references: &[Reference], line: fn(&Reference) -> String) -> String {
    let lines = references.iter().map(line);
    lines
        .map(|line| line + "\n")
        .collect()
}

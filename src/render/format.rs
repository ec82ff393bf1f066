//! The table of formats.

use std::io::{self, Write};

use super::{Answer, Style, atom, csv, html, json, markdown, text};

/// A format in which an answer can be rendered.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// Its purpose, in a few words.
    pub help: &'static str,
    /// Whether it shows facets.
    pub has_facets: bool,
    /// Whether it names the files that hits are in.
    pub has_paths: bool,
    render: fn(&Answer<'_>, Style, &mut dyn Write) -> io::Result<()>,
}

/// All formats. The first one is the default.
pub static FORMATS: &[Format] = &[
    Format {
        name: "text",
        help: "For people",
        has_facets: true,
        has_paths: false,
        render: text::render,
    },
    Format {
        name: "json",
        help: "One object",
        has_facets: true,
        has_paths: true,
        render: |answer, _, out| json::render(answer, out),
    },
    Format {
        name: "jsonl",
        help: "One hit a line",
        has_facets: false,
        has_paths: true,
        render: |answer, _, out| json::render_lines(answer, out),
    },
    Format {
        name: "csv",
        help: "For spreadsheets, in UTF-8",
        has_facets: false,
        has_paths: false,
        render: |answer, _, out| csv::render(answer, out),
    },
    Format {
        name: "markdown",
        help: "For notes",
        has_facets: true,
        has_paths: false,
        render: |answer, _, out| markdown::render(answer, out),
    },
    Format {
        name: "html",
        help: "A page for a browser",
        has_facets: true,
        has_paths: false,
        render: |answer, _, out| html::render(answer, out),
    },
    Format {
        name: "atom",
        help: "A feed with the whole passages",
        has_facets: false,
        has_paths: false,
        render: |answer, _, out| atom::render(answer, out),
    },
];

impl Format {
    /// Returns the format called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS
            .iter()
            .find(|format| format.name == name)
    }

    /// Writes `answer` in this format. `style` applies to text only.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn render(&self, answer: &Answer<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
        (self.render)(answer, style, out)
    }
}

//! The table of formats in which whole passages are shown.

use std::io::{self, Write};
use std::ops::Range;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

use super::csv::{as_io, cell};
use super::label::path;
use super::markdown::{code, date, escaped, quotation};
use super::shown::{Matches, Shown};
use super::{Style, brief, json, label, text};
use crate::index::StoredPassage;
use crate::model::{BriefLabel, PassageLabel};
use crate::search::stable_id;

/// A format in which passages can be shown.
#[derive(Debug)]
#[non_exhaustive]
pub struct ShownFormat {
    /// Its name.
    pub name: &'static str,
    /// Its purpose, in a few words.
    pub help: &'static str,
    render: fn(&Shown<'_>, Style, &mut dyn Write) -> io::Result<()>,
}

/// The formats. The first one is the default.
pub static SHOWN_FORMATS: &[ShownFormat] = &[
    ShownFormat {
        name: "text",
        help: "For people",
        render: for_people,
    },
    ShownFormat {
        name: "json",
        help: "One object",
        render: |shown, _, out| as_object(shown, out),
    },
    ShownFormat {
        name: "jsonl",
        help: "One passage a line",
        render: |shown, _, out| as_lines(shown, out),
    },
    ShownFormat {
        name: "csv",
        help: "For spreadsheets, in UTF-8",
        render: |shown, _, out| as_csv(shown, out),
    },
    ShownFormat {
        name: "markdown",
        help: "For notes",
        render: |shown, _, out| as_markdown(shown, out),
    },
];

impl ShownFormat {
    /// Returns the format called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SHOWN_FORMATS
            .iter()
            .find(|format| format.name == name)
    }

    /// Writes `shown` in this format. `style` applies to text only.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn render(&self, shown: &Shown<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
        (self.render)(shown, style, out)
    }
}

fn for_people(shown: &Shown<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match shown.brief {
        Some(record) => brief::render(record, shown, style, out),
        None => text::passages(shown, style, out),
    }
}

#[derive(Serialize)]
struct JsonShown<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    brief: Option<&'a BriefLabel>,
    passages: Vec<JsonPassage<'a>>,
}

#[derive(Serialize)]
struct JsonPassage<'a> {
    #[serde(flatten)]
    label: &'a PassageLabel,
    stable_id: String,
    sub_heading: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    matches: &'a [Range<usize>],
}

impl<'a> JsonPassage<'a> {
    fn new(passage: &'a StoredPassage, matches: &'a Matches) -> Self {
        let matches = matches.get(&passage.label.id);
        Self {
            label: &passage.label,
            stable_id: stable_id(passage),
            sub_heading: passage.sub_heading.as_deref(),
            text: &passage.text,
            links: &passage.links,
            matches: matches.map_or(&[], Vec::as_slice),
        }
    }
}

fn as_object(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let passages = shown.passages.iter();
    let object = JsonShown {
        brief: shown
            .brief
            .map(|record| &record.label),
        passages: passages
            .map(|passage| JsonPassage::new(passage, shown.matches))
            .collect(),
    };
    json::line(&object, out)
}

fn as_lines(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    for passage in shown.passages {
        json::line(
            &JsonPassage::new(passage, shown.matches),
            out,
        )?;
    }
    Ok(())
}

fn as_csv(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer
        .write_record([
            "id", "lang", "kind", "source", "issue", "date", "section", "line", "text",
        ])
        .map_err(as_io)?;
    for passage in shown.passages {
        let place = &passage.label;
        let brief = &place.brief;
        let section = place
            .section
            .as_ref()
            .map(label::numbered);
        writer
            .write_record([
                cell(&place.id),
                place.lang.to_string(),
                place.kind.to_string(),
                cell(&brief.source),
                cell(brief.issue.as_deref().unwrap_or("")),
                cell(brief.date.as_deref().unwrap_or("")),
                cell(section.as_deref().unwrap_or("")),
                place.line.to_string(),
                cell(&passage.text),
            ])
            .map_err(as_io)?;
    }
    writer.flush()
}

fn as_markdown(shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut blank = "";
    if let Some(record) = shown.brief {
        let title = escaped(&label::title(&record.label));
        let source = escaped(&record.label.source);
        writeln!(
            out,
            "# {title}\n\n{source}{}",
            date(&record.label)
        )?;
        blank = "\n";
    }
    let mut path_before = String::new();
    for passage in shown.passages {
        let path = path(passage);
        if path != path_before {
            writeln!(out, "{blank}## {}", escaped(&path))?;
            path_before = path;
            blank = "\n";
        }
        let id = code(&passage.label.id);
        let date = date(&passage.label.brief);
        let quotation = quotation(&shown.pieces(passage));
        writeln!(
            out,
            "{blank}> {quotation}\n>\n> {id}{date}"
        )?;
        blank = "\n";
    }
    Ok(())
}

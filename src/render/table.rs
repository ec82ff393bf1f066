//! Tables of words and numbers in every format that lists something.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde::ser::{Serialize, SerializeMap, Serializer};
use unicode_width::UnicodeWidthStr;

use super::csv::{as_io, cell};
use super::markdown::escaped;
use super::safe::shorten;
use super::style::{DIM, PATH};
use super::{Style, json, safe};

/// Number of columns between two cells.
const GAP: usize = 2;
/// Minimum width of a cell of text that is shortened, in columns.
const MIN_TEXT: usize = 10;

/// A format for tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// For people.
    Text,
    /// CSV as in RFC 4180.
    Csv,
    /// One object.
    Json,
    /// One row a line.
    JsonLines,
    /// For notes.
    Markdown,
}

impl TableFormat {
    /// All formats with their names and purposes. The first one is the default.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Text, "text", "For people"),
        (
            Self::Csv,
            "csv",
            "For spreadsheets and statistics, in UTF-8",
        ),
        (Self::Json, "json", "One object"),
        (
            Self::JsonLines,
            "jsonl",
            "One row a line",
        ),
        (Self::Markdown, "markdown", "For notes"),
    ];
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Count(u64),
    Number(f64),
    None,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Option<String>> for Cell {
    fn from(text: &Option<String>) -> Self {
        text.as_deref()
            .map_or(Self::None, Self::from)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Number(number) => serializer.serialize_f64((number * 1e4).round() / 1e4),
            Self::None => serializer.serialize_none(),
        }
    }
}

impl Cell {
    /// Returns the cell for people; numbers have two decimals.
    fn shown(&self) -> String {
        match self {
            Self::Text(text) => safe(text).into_owned(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => format!("{number:.2}"),
            Self::None => String::new(),
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::None)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Lines above the table for people.
    pub head: Vec<String>,
    /// Facts besides the rows, in JSON.
    pub facts: Vec<(&'static str, Cell)>,
    /// The names of the columns, in CSV and JSON.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Adds a fact besides the rows.
    #[cfg(feature = "web")]
    pub(crate) fn fact(&mut self, name: &'static str, fact: Option<&str>) {
        let fact = fact.map_or(Cell::None, Cell::from);
        self.facts.push((name, fact));
    }

    pub(crate) fn write(
        &self,
        format: TableFormat,
        style: Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            TableFormat::Text => self.text(style, out),
            TableFormat::Csv => self.csv(out),
            TableFormat::Json => json::line(&Object(self), out),
            TableFormat::JsonLines => {
                for row in self.rows() {
                    json::line(&row, out)?;
                }
                Ok(())
            }
            TableFormat::Markdown => self.markdown(out),
        }
    }

    fn rows(&self) -> Vec<JsonRow<'_>> {
        let rows = self.rows.iter();
        rows.map(|cells| JsonRow {
            columns: self.columns,
            cells,
        })
        .collect()
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(out);
        writer
            .write_record(self.columns)
            .map_err(as_io)?;
        for row in &self.rows {
            writer
                .write_record(row.iter().map(|value| match value {
                    Cell::Text(text) => cell(text),
                    Cell::Number(number) => ((number * 1e4).round() / 1e4).to_string(),
                    other => other.shown(),
                }))
                .map_err(as_io)?;
        }
        writer.flush()
    }

    fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        for line in &self.head {
            writeln!(out, "{}\n", escaped(line))?;
        }
        let names = self.columns.join(" | ");
        let first = self.rows.first();
        let rules: Vec<&str> = (0..self.columns.len())
            .map(|at| match first {
                Some(row) if !row[at].is_text() => "---:",
                _ => "---",
            })
            .collect();
        writeln!(
            out,
            "| {names} |\n| {} |",
            rules.join(" | ")
        )?;
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| escaped(&cell.shown()))
                .collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }

    fn text(&self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        for line in &self.head {
            writeln!(
                out,
                "{}",
                style.paint(PATH, &safe(line))
            )?;
        }
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut lines = vec![self.headings()];
        lines.extend(self.rows.iter().map(|row| {
            row.iter()
                .map(Cell::shown)
                .collect()
        }));
        let are_text = self.are_text();
        let widths = self.widths(&lines, &are_text, style);
        for (number, line) in lines.iter().enumerate() {
            let line = aligned(line, &widths, &are_text);
            let line = if number == 0 {
                style.paint(DIM, &line)
            } else {
                line
            };
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn headings(&self) -> Vec<String> {
        let names = self.columns.iter();
        names
            .map(|name| {
                name.replace('_', " ")
                    .to_uppercase()
            })
            .collect()
    }

    /// Returns the widths of the columns. If the table is too wide, columns of text get narrower,
    /// the widest first.
    fn widths(&self, lines: &[Vec<String>], are_text: &[bool], style: Style) -> Vec<usize> {
        let mut widths = vec![0; self.columns.len()];
        for line in lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = cell.width().max(*width);
            }
        }
        let gaps = GAP * widths.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > style.columns {
            let texts = (0..widths.len()).filter(|at| are_text[*at]);
            let Some(widest) = texts.max_by_key(|at| widths[*at]) else {
                break;
            };
            if widths[widest] <= MIN_TEXT {
                break;
            }
            widths[widest] -= 1;
        }
        widths
    }

    /// Returns whether all cells of each column are text.
    fn are_text(&self) -> Vec<bool> {
        let is_text = |column: usize| {
            let mut rows = self.rows.iter();
            rows.all(|row| row[column].is_text())
        };
        (0..self.columns.len())
            .map(is_text)
            .collect()
    }
}

/// Returns the cells of a line, those of text at the left of their columns.
fn aligned(line: &[String], widths: &[usize], are_text: &[bool]) -> String {
    let mut aligned = String::new();
    for ((cell, width), is_text) in line
        .iter()
        .zip(widths)
        .zip(are_text)
    {
        let cell = shorten(cell, *width);
        let padding = " ".repeat(width.saturating_sub(cell.width()));
        if *is_text {
            aligned += &cell;
            aligned += &padding;
        } else {
            aligned += &padding;
            aligned += &cell;
        }
        aligned += &" ".repeat(GAP);
    }
    aligned.trim_end().to_owned()
}

/// A row as an object whose keys are in the order of the columns.
struct JsonRow<'a> {
    columns: &'static [&'static str],
    cells: &'a [Cell],
}

impl Serialize for JsonRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (name, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

/// A table as an object: its facts, then its `rows`.
struct Object<'a>(&'a Table);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, fact) in &self.0.facts {
            map.serialize_entry(name, fact)?;
        }
        map.serialize_entry("rows", &self.0.rows())?;
        map.end()
    }
}

//! The rows of a sheet, and the strings that sheets share.

use super::numbers::NumberFormats;
use crate::formats::read::Refusal;
use crate::formats::xml::{self, StartTag, XmlEvent};

/// Maximum number of columns. Programs have 16,384.
const MAX_COLUMNS: usize = 1000;
/// Maximum length of the text of a sheet, in bytes: a short string may be in many cells.
const MAX_TEXT: usize = 32 << 20;

/// Returns the strings that cells name by number.
pub(super) fn shared_strings(xml: &str) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    let mut text = String::new();
    let mut in_text = false;
    let mut in_reading = false;
    for event in xml::events(xml) {
        match event? {
            XmlEvent::Start(tag) => match tag.name.as_str() {
                "si" => text.clear(),
                "t" => in_text = true,
                // How Chinese and Japanese characters are read.
                "rPh" => in_reading = true,
                _ => {}
            },
            XmlEvent::Text(part) if in_text && !in_reading => text.push_str(&part),
            XmlEvent::Text(_) => {}
            XmlEvent::End(tag) => match tag.name.as_str() {
                "si" => strings.push(std::mem::take(&mut text)),
                "t" => in_text = false,
                "rPh" => in_reading = false,
                _ => {}
            },
        }
    }
    Ok(strings)
}

/// A cell under way.
#[derive(Default)]
struct Cell {
    column: usize,
    /// How the value is written: `s` for the number of a string, `b` for true or false.
    kind: String,
    /// The number of its style.
    style: usize,
    value: String,
}

/// Returns the rows that are not empty. Cells are where their columns are.
pub(super) fn rows(
    xml: &str,
    strings: &[String],
    formats: &NumberFormats,
) -> Result<Vec<Vec<String>>, Refusal> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = Cell::default();
    let mut in_value = false;
    let mut length = 0;
    for event in xml::events(xml) {
        match event? {
            XmlEvent::Start(tag) => match tag.name.as_str() {
                "row" => row.clear(),
                "c" => cell = start_cell(&tag, row.len()),
                "v" | "t" => in_value = true,
                _ => {}
            },
            XmlEvent::Text(part) if in_value => cell.value.push_str(&part),
            XmlEvent::Text(_) => {}
            XmlEvent::End(tag) => match tag.name.as_str() {
                "v" | "t" => in_value = false,
                "c" => {
                    let text = shown(&cell, strings, formats);
                    length += text.len();
                    put(&mut row, cell.column, text);
                }
                "row"
                    if row
                        .iter()
                        .any(|cell| !cell.is_empty()) =>
                {
                    rows.push(std::mem::take(&mut row));
                }
                _ => {}
            },
        }
        if length > MAX_TEXT {
            return Err(Refusal::because(format!(
                "more than {MAX_TEXT} bytes of text in a sheet; split it"
            )));
        }
    }
    Ok(rows)
}

fn start_cell(tag: &StartTag<'_>, next: usize) -> Cell {
    let place = tag.attribute("r");
    let style = tag
        .attribute("s")
        .and_then(|style| style.parse().ok());
    Cell {
        column: place
            .and_then(|place| column(&place))
            .unwrap_or(next),
        kind: tag
            .attribute("t")
            .unwrap_or_default(),
        style: style.unwrap_or(0),
        value: String::new(),
    }
}

/// Returns the number of the column in `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place
        .bytes()
        .take_while(u8::is_ascii_uppercase);
    let mut column = 0usize;
    for letter in letters {
        column = column.checked_mul(26)?;
        column += usize::from(letter - b'A') + 1;
    }
    column.checked_sub(1)
}

/// Puts a text in a column, unless it is too far to the right.
fn put(row: &mut Vec<String>, column: usize, text: String) {
    if column >= MAX_COLUMNS {
        return;
    }
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
}

/// Returns the value as a person sees it.
fn shown(cell: &Cell, strings: &[String], formats: &NumberFormats) -> String {
    let value = cell.value.trim();
    let text = match cell.kind.as_str() {
        "s" => {
            let number: Option<usize> = value.parse().ok();
            let string = number.and_then(|number| strings.get(number));
            string.cloned().unwrap_or_default()
        }
        "b" => if value == "1" {
            "TRUE"
        } else {
            "FALSE"
        }
        .to_owned(),
        "str" | "inlineStr" | "e" | "d" => value.to_owned(),
        _ => formats.shown(value, cell.style),
    };
    xml::collapse_white_space(&text)
}

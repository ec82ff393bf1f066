//! The answers to several queries, one after the other.

use std::io::{self, Write};

use super::{Answer, Format, Style, csv, json};

/// Writes what comes before the first answer.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn start(format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match format.name {
        "csv" => csv::batch_header(out),
        _ => Ok(()),
    }
}

/// Writes an answer. In CSV and JSON lines each hit names its query.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn answer(
    format: &Format,
    answer: &Answer<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format.name {
        "csv" => csv::batch_rows(answer, out),
        "jsonl" => json::batch_lines(answer, out),
        "text" | "markdown" => {
            format.render(answer, style, out)?;
            writeln!(out)
        }
        // An object a line; a page for each query.
        _ => format.render(answer, style, out),
    }
}

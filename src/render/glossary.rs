//! The terms of a collection in both languages, as a table, or as a list that a search reads.

use std::io::{self, Write};

use super::table::{Cell, Table};
use super::{Style, TableFormat, safe};
use crate::across::Entry;

/// Maximum number of places that people are shown of a term.
const MAX_PLACES: usize = 3;

/// Writes `entries`, a row each.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(
    entries: &[Entry],
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = match format {
        TableFormat::Text | TableFormat::Markdown => MAX_PLACES,
        _ => usize::MAX,
    };
    let rows = entries.iter().map(|entry| {
        vec![
            Cell::from(entry.zh.as_str()),
            Cell::from(entry.en.as_str()),
            Cell::from(entry.passages.len()),
            Cell::from(sure(entry)),
            Cell::from(places(&entry.passages, shown).as_str()),
        ]
    });
    let table = Table {
        head: Vec::new(),
        facts: Vec::new(),
        columns: &["zh", "en", "uses", "sure", "passages"],
        rows: rows.collect(),
    };
    table.write(format, style, out)
}

fn sure(entry: &Entry) -> &'static str {
    if entry.probable {
        "probable"
    } else {
        "yes"
    }
}

/// Returns the first `shown` ids, and how many there are besides.
fn places(ids: &[String], shown: usize) -> String {
    let more = ids.len().saturating_sub(shown);
    let first = &ids[..ids.len() - more];
    let first = first.join(" ");
    if more > 0 {
        format!("{first} +{more}")
    } else {
        first
    }
}

/// Writes `entries` as the list of terms that a search may be given, with how often each is used
/// and where in columns after it.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn tsv(entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "zh\tzh_short\ten\ten_short\tkind\tuses\tsure\tpassages"
    )?;
    for entry in entries {
        writeln!(
            out,
            "{}\t\t{}\t\tterm\t{}\t{}\t{}",
            safe(&entry.zh),
            safe(&entry.en),
            entry.passages.len(),
            sure(entry),
            entry.passages.join(" ")
        )?;
    }
    Ok(())
}

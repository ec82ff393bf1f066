//! Counts of terms by brief, a row for each: tidy data.

use std::io::{self, Write};

use crate::desk::Counts;
use crate::render::Style;
use crate::render::table::{Cell, Table, TableFormat};

/// Writes `counts`.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn counts(
    counts: &Counts,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = counts.counts.iter().map(|count| {
        vec![
            Cell::from(count.brief.as_str()),
            Cell::from(&count.date),
            Cell::from(count.term.as_str()),
            Cell::Count(count.n),
            Cell::Count(count.tokens),
        ]
    });
    let table = Table {
        head: Vec::new(),
        facts: Vec::new(),
        columns: &["brief", "date", "term", "n", "tokens"],
        rows: rows.collect(),
    };
    table.write(format, style, out)
}

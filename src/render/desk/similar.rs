//! Recycled passages as a table.

use std::io::{self, Write};

use crate::desk::Likeness;
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, plural};

/// Writes pairs of passages of which the longer one contains most of the shorter one.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn similar(
    found: &[Likeness],
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = found.iter().map(|pair| {
        vec![
            Cell::from(pair.id.as_str()),
            Cell::from(pair.other.as_str()),
            Cell::Number(pair.containment),
            Cell::from(pair.shared),
        ]
    });
    let table = Table {
        head: vec![plural(found.len(), "pair")],
        facts: vec![("pairs", found.len().into())],
        columns: &["id", "is_in", "containment", "shared"],
        rows: rows.collect(),
    };
    table.write(format, style, out)
}

//! Saved searches as a table.

use std::io::{self, Write};

use crate::render::Style;
use crate::render::table::{Cell, Table, TableFormat};

/// A saved search, and its number of new passages.
#[derive(Debug, Clone)]
pub struct SavedRow {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
    /// Its filters in words.
    pub filters: String,
    /// Number of passages that were not seen.
    pub new: usize,
}

/// Writes the saved searches.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn saved(
    searches: &[SavedRow],
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = searches.iter().map(|search| {
        vec![
            Cell::from(search.name.as_str()),
            Cell::from(search.new),
            Cell::from(search.query.as_str()),
            Cell::from(search.filters.as_str()),
        ]
    });
    let table = Table {
        head: Vec::new(),
        facts: Vec::new(),
        columns: &["name", "new", "query", "filters"],
        rows: rows.collect(),
    };
    table.write(format, style, out)
}

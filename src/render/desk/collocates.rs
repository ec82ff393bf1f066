//! Collocates as a table.

use std::io::{self, Write};

use crate::desk::Collocates;
use crate::render::plural::matches;
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, plural};

/// Writes the first `limit` collocates of `query`.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn collocates(
    query: &str,
    found: &Collocates,
    limit: usize,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows = Vec::new();
    for word in found.words.iter().take(limit) {
        rows.push(vec![
            Cell::from(word.word.as_str()),
            Cell::Count(word.with),
            Cell::Count(word.left),
            Cell::Count(word.right),
            Cell::Count(word.all),
            Cell::Number(word.log_dice),
            Cell::Number(word.log_likelihood),
            Cell::Number(word.mutual_information),
        ]);
    }
    let count = usize::try_from(found.matches).unwrap_or(usize::MAX);
    let table = Table {
        head: vec![format!(
            "{} of {} near {} of {query}",
            rows.len(),
            plural(found.words.len(), "word"),
            matches(count)
        )],
        facts: vec![
            ("query", query.into()),
            ("matches", Cell::Count(found.matches)),
            ("words", found.words.len().into()),
        ],
        columns: &[
            "word", "with", "left", "right", "all", "logdice", "ll", "mi",
        ],
        rows,
    };
    table.write(format, style, out)
}

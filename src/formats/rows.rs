//! Rows of a table that is a file of its own: each is a passage, with the names of its columns.

use crate::layout::page::{BlockKind, Page};

/// Maximum length of a column's name, in characters.
const MAX_NAME: usize = 80;

/// Adds the rows as passages. The first row with several cells has the names of the columns, if all
/// of them are words; rows before it are a title and the like.
pub(super) fn push_rows(page: &mut Page, rows: Vec<Vec<String>>) {
    let filled = |row: &Vec<String>| {
        row.iter()
            .filter(|cell| !cell.is_empty())
            .count()
    };
    let first = rows
        .iter()
        .position(|row| filled(row) > 1);
    let first = first.unwrap_or(rows.len());
    let mut rows = rows
        .into_iter()
        .enumerate()
        .peekable();
    let mut names = Vec::new();
    while let Some((at, row)) = rows.next() {
        if at == first && rows.peek().is_some() && are_names(&row) {
            page.push(BlockKind::Item, &joined(&[], &row));
            names = row;
            continue;
        }
        if at == first && rows.peek().is_some() {
            page.remark("no header was found; the columns of the table have no names");
        }
        let kind = if at < first {
            BlockKind::Prose
        } else {
            BlockKind::Item
        };
        page.push(kind, &joined(&names, &row));
    }
}

/// Returns whether the cells of a row can be the names of columns: none is a number, and none
/// occurs twice.
fn are_names(row: &[String]) -> bool {
    let named: Vec<&String> = row
        .iter()
        .filter(|cell| !cell.is_empty())
        .collect();
    let is_name = |cell: &&String| {
        let is_short = cell.chars().nth(MAX_NAME).is_none();
        is_short
            && cell.contains(char::is_alphabetic)
            && !cell.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut distinct = named.clone();
    distinct.sort();
    distinct.dedup();
    let are_distinct = distinct.len() == named.len();
    are_distinct && named.iter().all(is_name)
}

/// Returns the filled cells with bars between them, each after the name of its column.
fn joined(names: &[String], row: &[String]) -> String {
    let mut parts = Vec::with_capacity(row.len());
    for (at, cell) in row.iter().enumerate() {
        match names.get(at) {
            _ if cell.is_empty() => {}
            Some(name) if !name.is_empty() => parts.push(format!("{name}: {cell}")),
            _ => parts.push(cell.clone()),
        }
    }
    parts.join(" | ")
}

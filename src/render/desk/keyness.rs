//! Key words as a table.

use std::io::{self, Write};

use crate::desk::{KeyWord, Keyness};
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, plural};

/// Writes the `limit` most typical key words and the `limit` least typical ones of the passages
/// that `what` describes.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn keyness(
    what: &str,
    found: &Keyness,
    limit: usize,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = &found.key_words;
    let mut shown: Vec<&KeyWord> = words
        .iter()
        .take_while(|word| word.g2 > 0.0)
        .take(limit)
        .collect();
    let rare = words
        .iter()
        .rev()
        .take_while(|word| word.g2 < 0.0);
    let mut rare: Vec<&KeyWord> = rare.take(limit).collect();
    rare.reverse();
    shown.extend(rare);
    let rows = shown.into_iter().map(|word| {
        vec![
            Cell::from(word.word.as_str()),
            Cell::Count(word.here),
            Cell::Count(word.elsewhere),
            Cell::Number(word.g2),
            Cell::Number(word.log_ratio),
        ]
    });
    let [words_here, others] =
        [found.words, found.other_words].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let table = Table {
        head: vec![format!(
            "{} of {what} against {}",
            plural(words_here, "word"),
            plural(others, "other")
        )],
        facts: vec![
            ("query", what.into()),
            ("words", Cell::Count(found.words)),
            (
                "other_words",
                Cell::Count(found.other_words),
            ),
        ],
        columns: &["word", "here", "elsewhere", "g2", "log_ratio"],
        rows: rows.collect(),
    };
    table.write(format, style, out)
}

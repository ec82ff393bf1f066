//! Tables in text (.csv, .tsv): a row a passage.

use super::decode;
use super::read::Refusal;
use super::rows::push_rows;
use crate::layout::page::Page;

/// Maximum number of rows.
const MAX_ROWS: usize = 200_000;
/// The characters that separate cells.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Number of lines from which the separator is told.
const SAMPLE_LINES: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let decoded = decode::decode(bytes.to_vec())?;
    let warning = decoded.warning();
    let text = decoded.text;
    let mut table = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(separator(&text))
        .from_reader(
            text.trim_start_matches('\u{feff}')
                .as_bytes(),
        );
    let mut rows = Vec::new();
    for record in table.records() {
        let record = record.map_err(|e| {
            Refusal::because(format!(
                "not a table in text ({e}); save it again as .csv"
            ))
        })?;
        if rows.len() == MAX_ROWS {
            return Err(Refusal::because(format!(
                "more than {MAX_ROWS} rows; split it"
            )));
        }
        rows.push(
            record
                .iter()
                .map(|cell| cell.trim().to_owned())
                .collect(),
        );
    }
    let mut page = Page::default();
    page.warnings.extend(warning);
    push_rows(&mut page, rows);
    Ok(page)
}

/// Returns the separator that occurs equally often in most lines; of several, the most frequent.
fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .take(SAMPLE_LINES)
        .collect();
    let score = |separator: u8| {
        let counts = lines.iter().map(|line| {
            line.bytes()
                .filter(|byte| *byte == separator)
                .count()
        });
        let counts: Vec<usize> = counts.collect();
        let first = counts.first().copied().unwrap_or(0);
        let same = counts
            .iter()
            .filter(|count| **count == first && first > 0)
            .count();
        (same, counts.iter().sum::<usize>())
    };
    let best = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| score(*separator));
    best.unwrap_or(b',')
}

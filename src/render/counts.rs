//! Facets for people: labels with their counts, and bars.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::facet::{Facet, facets};
use super::indent::{INDENT, indented};
use super::style::{DIM, PATH};
use super::{Style, fit, safe};
use crate::search::Counts;

/// Maximum width of a facet's bars, in display columns.
const MAX_BAR_COLUMNS: usize = 20;

/// Writes the facets with their counts as bars.
pub(super) fn counts_of_facets(
    counts: &Counts,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for facet in facets(counts) {
        writeln!(
            out,
            "\n{}",
            style.paint(PATH, facet.name)
        )?;
        labels(&facet, style, out)?;
        if facet.more > 0 {
            let more = format!("and {} more", facet.more);
            indented(&style.paint(DIM, &more), out)?;
        }
    }
    Ok(())
}

/// Writes the labels of a facet with their counts. The bars come last: some terminals draw their
/// characters twice as wide.
fn labels(facet: &Facet<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let highest = facet.highest_count();
    let digits = highest.to_string().len();
    let bar_columns = (style.columns / 4).min(MAX_BAR_COLUMNS);
    let room = style.columns - INDENT - digits - bar_columns - 4;
    let fitted = |text: &str| fit(&safe(text), room).into_owned();
    let texts: Vec<String> = facet
        .labels
        .iter()
        .map(|label| fitted(label.text))
        .collect();
    let widest = texts
        .iter()
        .map(|text| text.width())
        .max()
        .unwrap_or(0);
    for (text, label) in texts.iter().zip(&facet.labels) {
        let count = label.count;
        let padding = " ".repeat(widest - text.width());
        let bar = style.paint(DIM, &bar(count, highest, bar_columns));
        indented(
            &format!("{text}{padding}  {count:>digits$}  {bar}"),
            out,
        )?;
    }
    Ok(())
}

/// Returns a bar in steps of an eighth of a column, never empty.
fn bar(count: usize, highest: usize, columns: usize) -> String {
    let eighths = (count * columns * 8).div_ceil(highest);
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}

//! Dispersion plots: as text, and as tables.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::desk::{BriefPlot, Plot};
use crate::render::plural::matches;
use crate::render::safe::shorten;
use crate::render::style::{DIM, HIT, ID, PATH};
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::{Style, safe};

/// Maximum width of the column of ids, in display columns.
const MAX_ID: usize = 22;
/// Maximum number of cells of a strip.
const MAX_CELLS: usize = 60;
/// The marks for 0, 1, 2 and so on matches in a cell of a strip.
const MARKS: [char; 5] = ['·', '▂', '▄', '▆', '█'];

/// Writes where `query` matches: for people a strip for each brief, else a row for each match.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn plot(
    query: &str,
    plot: &Plot,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format == TableFormat::Text {
        text(query, plot, style, out)
    } else {
        table(query, plot).write(format, style, out)
    }
}

/// `13 matches in 7 of 15 briefs for 统战`
pub(super) fn summary(query: &str, plot: &Plot) -> String {
    let counts = plot
        .briefs
        .iter()
        .map(|brief| brief.places.len());
    format!(
        "{} in {} of {} briefs for {query}",
        matches(counts.sum()),
        plot.briefs.len(),
        plot.searched
    )
}

fn text(query: &str, plot: &Plot, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let summary = summary(query, plot);
    writeln!(
        out,
        "{}",
        style.paint(PATH, &safe(&summary))
    )?;
    let widths = plot
        .briefs
        .iter()
        .map(|brief| safe(&brief.brief.id).width());
    let widest = widths
        .max()
        .unwrap_or_default()
        .min(MAX_ID);
    let cells = style
        .usual_columns()
        .saturating_sub(widest + 20);
    for brief in &plot.briefs {
        let id = safe(&brief.brief.id).into_owned();
        let id = shorten(&id, widest).into_owned();
        let padding = " ".repeat(widest - id.width());
        let date = brief
            .brief
            .label
            .date
            .as_deref()
            .unwrap_or("no date");
        let date = format!("{:10}", safe(date));
        writeln!(
            out,
            "{}{padding}  {}  {} {:>4}",
            style.paint(ID, &id),
            style.paint(DIM, &date),
            style.paint(
                HIT,
                &strip(brief, cells.clamp(10, MAX_CELLS))
            ),
            brief.places.len()
        )?;
    }
    Ok(())
}

/// Returns a strip of so many cells from the start of a brief to its end, with a mark in each for
/// the number of matches there.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a strip has few cells"
)]
fn strip(brief: &BriefPlot, cells: usize) -> String {
    let mut counts = vec![0; cells];
    for place in &brief.places {
        let cell = (place * cells as f64) as usize;
        counts[cell.min(cells - 1)] += 1;
    }
    let marks = counts
        .into_iter()
        .map(|count: usize| MARKS[count.min(MARKS.len() - 1)]);
    marks.collect()
}

fn table(query: &str, plot: &Plot) -> Table {
    let mut rows = Vec::new();
    for brief in &plot.briefs {
        for (place, id) in brief.places.iter().zip(&brief.ids) {
            rows.push(vec![
                Cell::from(brief.brief.id.as_str()),
                Cell::from(&brief.brief.label.date),
                Cell::from(id.as_str()),
                Cell::Number(*place),
                Cell::Count(brief.brief.lengths.tokens),
            ]);
        }
    }
    Table {
        head: vec![summary(query, plot)],
        facts: vec![
            ("query", query.into()),
            ("matches", rows.len().into()),
            ("briefs", plot.briefs.len().into()),
            ("searched", plot.searched.into()),
        ],
        columns: &["brief", "date", "id", "place", "tokens"],
        rows,
    }
}

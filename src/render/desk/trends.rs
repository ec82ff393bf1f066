//! Trends as text with bars, and as tidy tables.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::desk::{FirstSeen, Row, Trends};
use crate::render::plural::matches;
use crate::render::safe::shorten;
use crate::render::style::{DIM, PATH};
use crate::render::table::{Cell, Table, TableFormat};
use crate::render::wrap::lines;
use crate::render::{Style, safe};

/// Maximum width of a row's label, in columns.
const MAX_LABEL: usize = 24;
/// Maximum width of a bar, in columns.
const MAX_BAR: usize = 40;

/// Writes `trends`: for people query by query, else a row for each query and stretch of time.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn trends(
    trends: &Trends,
    format: TableFormat,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format != TableFormat::Text {
        return table(trends).write(format, style, out);
    }
    for query in 0..trends.queries.len() {
        if query > 0 {
            writeln!(out)?;
        }
        text(trends, query, style, out)?;
    }
    Ok(())
}

/// Returns the sentence about a query: `统战: 13 matches in 7 of 15 briefs, 892 per million; first
/// in brief-003#5 (2020-10-04)`.
fn summary(trends: &Trends, query: usize) -> String {
    let rate = trends.totals[query].per_million(trends.tokens);
    let rate = format!(", {rate:.0} per million words");
    counts(trends, query) + &rate + &first(trends, query)
}

/// As [`summary`], without the rate.
pub(super) fn without_rate(trends: &Trends, query: usize) -> String {
    counts(trends, query) + &first(trends, query)
}

fn counts(trends: &Trends, query: usize) -> String {
    let total = trends.totals[query];
    format!(
        "{}: {} in {} of {} briefs",
        trends.queries[query],
        matches(total.matches),
        total.briefs,
        trends.briefs
    )
}

fn first(trends: &Trends, query: usize) -> String {
    match &trends.first[query] {
        Some(FirstSeen {
            id,
            date: Some(date),
        }) => format!("; first in {id} ({date})"),
        Some(FirstSeen { id, date: None }) => format!("; first in {id} (no date)"),
        None => String::new(),
    }
}

fn text(trends: &Trends, query: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let summary = summary(trends, query);
    let summary = safe(&summary);
    for line in lines(&summary, style.columns) {
        writeln!(
            out,
            "{}",
            style.paint(PATH, &summary[line])
        )?;
    }
    let widths = trends
        .rows
        .iter()
        .map(|row| safe(&row.label).width());
    let label = widths
        .max()
        .unwrap_or_default()
        .min(MAX_LABEL);
    let rate = |row: &Row| row.shares[query].per_million(row.tokens);
    let highest = trends.rows.iter().map(rate);
    let highest = highest.fold(0.0, f64::max);
    let heading = format!(
        "{:label$}  {:>7}  {:>11}  {:>9}",
        "", "MATCHES", "PER MILLION", "BRIEFS"
    );
    writeln!(out, "{}", style.paint(DIM, &heading))?;
    let room = style
        .usual_columns()
        .saturating_sub(label + 35);
    for row in &trends.rows {
        let share = row.shares[query];
        let shown = safe(&row.label);
        let name = shorten(&shown, label);
        let padding = " ".repeat(label - name.width());
        let briefs = format!("{} of {}", share.briefs, row.briefs);
        let bar = bar(rate(row), highest, room.min(MAX_BAR));
        let line = format!(
            "{name}{padding}  {:>7}  {:>11.0}  {briefs:>9}  {}",
            share.matches,
            rate(row),
            style.paint(DIM, &bar)
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Returns a bar in steps of an eighth of a column; only the bar of 0 is empty.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a bar has few columns"
)]
fn bar(rate: f64, highest: f64, columns: usize) -> String {
    if highest <= 0.0 {
        return String::new();
    }
    let eighths = (rate / highest * (columns * 8) as f64).ceil() as usize;
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}

fn table(trends: &Trends) -> Table {
    let mut rows = Vec::new();
    for (number, query) in trends.queries.iter().enumerate() {
        let first = &trends.first[number];
        for row in &trends.rows {
            let share = row.shares[number];
            rows.push(vec![
                Cell::from(query.as_str()),
                Cell::from(row.label.as_str()),
                Cell::from(&row.date),
                Cell::from(share.matches),
                Cell::Number(share.per_million(row.tokens)),
                Cell::from(share.briefs),
                Cell::from(row.briefs),
                Cell::Count(row.tokens),
                first
                    .as_ref()
                    .map_or(Cell::None, |first| {
                        first.id.as_str().into()
                    }),
                first
                    .as_ref()
                    .map_or(Cell::None, |first| (&first.date).into()),
            ]);
        }
    }
    let summaries = (0..trends.queries.len()).map(|query| summary(trends, query));
    Table {
        head: summaries.collect(),
        facts: vec![
            ("briefs", trends.briefs.into()),
            ("tokens", Cell::Count(trends.tokens)),
        ],
        columns: &[
            "query",
            "period",
            "date",
            "matches",
            "per_million",
            "briefs_with",
            "briefs",
            "tokens",
            "first_id",
            "first_date",
        ],
        rows,
    }
}

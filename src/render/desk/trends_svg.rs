//! Trends as SVG: a line for each query, with a marker for each stretch of time.

use std::io::{self, Write};

use super::svg::{COLUMN, Svg, WIDTH, color, label_width};
use super::trends::without_rate;
use crate::desk::{Period, Row, Trends};
use crate::render::plural;
use crate::render::safe::{safe, shorten};
use crate::search::NO_DATE;

/// Height of the area of the lines, in pixels.
const HEIGHT: usize = 240;
/// Height of a line of the legend, in pixels.
const LEGEND: usize = 20;
/// Left edge of the area, in pixels.
const LEFT: usize = 64;
/// Width of the area, in pixels.
const AREA: usize = WIDTH - LEFT - 24;
/// Number of lines of the grid.
const GRID: usize = 4;

/// Writes the matches per million words of each query over time. Briefs without a date are named
/// under the picture.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn trends_svg(trends: &Trends, out: &mut dyn Write) -> io::Result<()> {
    let legends: Vec<String> = (0..trends.queries.len())
        .map(|query| without_rate(trends, query))
        .collect();
    let (dated, undated): (Vec<&Row>, Vec<&Row>) = trends
        .rows
        .iter()
        .partition(|row| row.label != NO_DATE);
    let top = 44 + LEGEND * legends.len();
    let height = top + HEIGHT + 56 + LEGEND * undated.len();
    let title = format!(
        "Matches per million words: {}",
        trends.queries.join(", ")
    );
    let mut svg = Svg::new(height, &title, &legends.join(". "));
    for (query, legend) in legends.iter().enumerate() {
        let y = 24 + query * LEGEND;
        marker(&mut svg, query, 14.0, pixels(y - 4), "");
        let fitted = shorten(legend, WIDTH / COLUMN - 6).into_owned();
        svg.text(28, y, "", &fitted);
    }
    svg.text(
        8,
        top - 8,
        "class=\"dim\"",
        "per million words",
    );
    let chart = Chart::new(trends, dated, top);
    chart.axes(&mut svg);
    for query in 0..trends.queries.len() {
        chart.line(query, &mut svg);
    }
    for (line, row) in undated.iter().enumerate() {
        let counts = row
            .shares
            .iter()
            .map(|share| share.matches.to_string());
        let counts: Vec<String> = counts.collect();
        let briefs = plural(row.briefs, "brief");
        let text = format!(
            "{NO_DATE}: {} in {briefs}",
            counts.join(", ")
        );
        let y = top + HEIGHT + 48 + line * LEGEND;
        svg.text(LEFT, y, "class=\"dim\"", &text);
    }
    out.write_all(svg.end().as_bytes())
}

struct Chart<'a> {
    trends: &'a Trends,
    rows: Vec<&'a Row>,
    top: usize,
    /// The rate at the top.
    highest: f64,
}

impl<'a> Chart<'a> {
    fn new(trends: &'a Trends, rows: Vec<&'a Row>, top: usize) -> Self {
        let mut highest: f64 = 0.0;
        for row in &rows {
            for share in &row.shares {
                highest = highest.max(share.per_million(row.tokens));
            }
        }
        Self {
            trends,
            rows,
            top,
            highest: round_up(highest),
        }
    }

    fn axes(&self, svg: &mut Svg) {
        for line in 0..=GRID {
            let y = self.top + HEIGHT - HEIGHT * line / GRID;
            let class = if line == 0 {
                "axis"
            } else {
                "grid"
            };
            let right = LEFT + AREA;
            svg.element(
                "line",
                &format!("class=\"{class}\" x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y}\" y2=\"{y}\""),
            );
            let rate = self.highest * pixels(line) / pixels(GRID);
            let rate = format!("{rate:.0}");
            svg.text(
                LEFT - 8,
                y + 4,
                "class=\"dim\" text-anchor=\"end\"",
                &rate,
            );
        }
        let labels: Vec<String> = self
            .rows
            .iter()
            .map(|row| shorten(&safe(&row.label), 14).into_owned())
            .collect();
        let widest = labels
            .iter()
            .map(|label| label_width(label));
        let room = (AREA / (widest.max().unwrap_or(1) + 10)).max(1);
        let step = labels.len().div_ceil(room).max(1);
        for (at, label) in labels
            .iter()
            .enumerate()
            .step_by(step)
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "pixels"
            )]
            let x = self.x(at) as usize;
            let y = self.top + HEIGHT + 20;
            svg.text(
                x,
                y,
                "class=\"dim\" text-anchor=\"middle\"",
                label,
            );
        }
    }

    /// Returns the middle of a row, in pixels.
    fn x(&self, row: usize) -> f64 {
        let width = pixels(AREA) / pixels(self.rows.len().max(1));
        pixels(LEFT) + width * (pixels(row) + 0.5)
    }

    fn line(&self, query: usize, svg: &mut Svg) {
        let mut points = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let rate = row.shares[query].per_million(row.tokens);
            let y = pixels(self.top + HEIGHT) - rate / self.highest * pixels(HEIGHT);
            points.push((self.x(at), y));
        }
        let path: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        // Nothing leads from one kind of passage to the next.
        if self.trends.period != Period::Kind {
            let class = color(query);
            let dash = DASHES[query % DASHES.len()];
            svg.element(
                "polyline",
                &format!(
                    "class=\"{class} line\" style=\"fill:none\" {dash} points=\"{}\"",
                    path.join(" ")
                ),
            );
        }
        for ((x, y), row) in points.iter().zip(&self.rows) {
            if row.briefs == 0 {
                continue;
            }
            let share = row.shares[query];
            let tip = format!(
                "{}, {}: {} in {} of {} briefs",
                self.trends.queries[query], row.label, share.matches, share.briefs, row.briefs
            );
            marker(svg, query, *x, *y, &tip);
        }
    }
}

/// The lines differ in more than colour.
const DASHES: [&str; 4] = [
    "",
    "stroke-dasharray=\"6 3\"",
    "stroke-dasharray=\"2 3\"",
    "stroke-dasharray=\"8 3 2 3\"",
];

/// Draws the marker of a query: a circle, a square, a diamond or a triangle.
fn marker(svg: &mut Svg, query: usize, x: f64, y: f64, tip: &str) {
    let class = color(query);
    let corners: &[(f64, f64)] = match query % 4 {
        0 => {
            let circle = format!("class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"");
            return svg.with_tip("circle", &circle, tip);
        }
        1 => &[(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)],
        2 => &[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)],
        _ => &[(0.0, -5.0), (4.5, 3.5), (-4.5, 3.5)],
    };
    let corners: Vec<String> = corners
        .iter()
        .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy))
        .collect();
    let polygon = format!(
        "class=\"{class}\" points=\"{}\"",
        corners.join(" ")
    );
    svg.with_tip("polygon", &polygon, tip);
}

/// Returns the next number of the form 1, 2, 2.5 or 5 times a power of ten, so that the grid has
/// round numbers.
fn round_up(rate: f64) -> f64 {
    if rate <= 0.0 {
        return 4.0;
    }
    let power = 10_f64.powf(rate.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let step = steps
        .into_iter()
        .find(|step| step * power >= rate);
    (step.unwrap_or(10.0) * power).max(4.0)
}

#[expect(clippy::cast_precision_loss, reason = "a picture has few pixels")]
fn pixels(count: usize) -> f64 {
    count as f64
}

//! A dispersion plot as SVG: a strip for each brief, a stroke for each match.

use std::io::{self, Write};

use super::plot::summary;
use super::svg::{COLUMN, Svg, WIDTH, label_width};
use crate::desk::Plot;
use crate::render::safe::{safe, shorten};

/// Height of a row, in pixels.
const ROW: usize = 24;
/// Height of the title above the rows, in pixels.
const HEAD: usize = 36;
/// Maximum width of a label, in display columns.
const MAX_LABEL: usize = 28;

/// Writes where `query` matches.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn plot_svg(query: &str, plot: &Plot, out: &mut dyn Write) -> io::Result<()> {
    let title = summary(query, plot);
    let description = "A strip for each brief, from its start on the left to its end on the right, \
                       with a stroke for each match.";
    let height = HEAD + ROW * plot.briefs.len() + 12;
    let mut svg = Svg::new(height, &title, description);
    let fitted = shorten(&title, WIDTH / COLUMN - 4).into_owned();
    svg.text(8, 22, "font-weight=\"600\"", &fitted);
    let labels: Vec<String> = plot
        .briefs
        .iter()
        .map(|brief| {
            let id = safe(&brief.brief.id);
            shorten(&id, MAX_LABEL).into_owned()
        })
        .collect();
    let widest = labels
        .iter()
        .map(|label| label_width(label));
    let left = 16 + widest.max().unwrap_or_default();
    let width = WIDTH - left - 44;
    for (row, (brief, label)) in plot
        .briefs
        .iter()
        .zip(&labels)
        .enumerate()
    {
        let top = HEAD + row * ROW;
        svg.text(8, top + 15, "", label);
        let size = format!(
            "x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"16\"",
            top + 3
        );
        svg.element(
            "rect",
            &format!("class=\"strip\" {size}"),
        );
        for (place, id) in brief.places.iter().zip(&brief.ids) {
            let x = x(left, width, *place);
            let line = format!(
                "class=\"s0\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\" stroke-width=\"2\"",
                top + 3,
                top + 19
            );
            svg.with_tip("line", &line, id);
        }
        let count = brief.places.len().to_string();
        svg.text(
            WIDTH - 8,
            top + 15,
            "text-anchor=\"end\"",
            &count,
        );
    }
    out.write_all(svg.end().as_bytes())
}

#[expect(clippy::cast_precision_loss, reason = "a picture has few pixels")]
fn x(left: usize, width: usize, place: f64) -> f64 {
    left as f64 + width as f64 * place
}

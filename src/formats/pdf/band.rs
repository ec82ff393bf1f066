//! Lines on one baseline.

use super::line::Line;
use super::rules::SAME_BASELINE;

/// Returns the lines in bands of one baseline, from top to bottom, each from left to right.
pub(super) fn bands(mut lines: Vec<Line>, em: f64) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut bands: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match bands.last_mut() {
            Some(band) if line.base - band[0].base < SAME_BASELINE * em => band.push(line),
            _ => bands.push(vec![line]),
        }
    }
    for band in &mut bands {
        band.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    bands
}

/// Returns the text of a band, with a blank between each word.
pub(super) fn text(band: &[Line]) -> String {
    let lines: Vec<String> = band
        .iter()
        .map(Line::spaced)
        .collect();
    lines.join(" ")
}

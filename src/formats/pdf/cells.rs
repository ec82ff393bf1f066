//! Pieces of a band: near ones are one, a bullet belongs to its text, what stays apart are cells.

use super::band;
use super::line::Line;
use super::marks::{is_contents_line, is_label};
use super::median::median;
use super::rules::{BULLET_GAP, EVEN_GAPS, JUSTIFIED_GAP, PIECE_GAP};
use super::size::BodyType;

/// Returns the cells of a band, of which there is one unless the band is a row of a table.
pub(super) fn cells(band: Vec<Line>, body: &BodyType, em: f64) -> Vec<Line> {
    if band.len() < 2 {
        return band;
    }
    if is_contents_line(&band::text(&band)) || has_even_gaps(&band, em) {
        return vec![merged(band)];
    }
    let mut cells: Vec<Line> = Vec::new();
    for line in band {
        let Some(last) = cells.last_mut() else {
            cells.push(line);
            continue;
        };
        let follows_label = is_label(&last.spaced());
        let room = if follows_label {
            BULLET_GAP
        } else {
            PIECE_GAP * body.size(&line).max(1.0)
        };
        if line.left - last.right >= room * em {
            cells.push(line);
            continue;
        }
        let is_labelled = last.is_labelled || follows_label;
        let words = [std::mem::take(&mut last.words), line.words].concat();
        *last = Line::new(words, line.page);
        last.is_labelled = is_labelled;
    }
    cells
}

/// Returns the lines as one.
pub(super) fn merged(lines: Vec<Line>) -> Line {
    let page = lines[0].page;
    let is_labelled = lines[0].is_labelled;
    let words = lines
        .into_iter()
        .flat_map(|line| line.words);
    let mut line = Line::new(words.collect(), page);
    line.is_labelled = is_labelled;
    line
}

/// Returns whether all gaps between words are alike, as in a justified line: if they are wider than
/// any such, or most words are numbers, it is a row of a table.
fn has_even_gaps(band: &[Line], em: f64) -> bool {
    let words = || {
        band.iter()
            .flat_map(|line| &line.words)
    };
    let mut gaps = Vec::new();
    let mut end = None;
    for word in words() {
        gaps.extend(end.map(|end| word.left - end));
        end = Some(word.right);
    }
    let numbers = words()
        .filter(|word| word.has_digit())
        .count();
    let usual = median(gaps.iter().copied());
    let Some(usual) = usual.filter(|usual| *usual < JUSTIFIED_GAP * em) else {
        return false;
    };
    let is_usual = |gap: &f64| *gap > EVEN_GAPS.0 * usual && *gap < EVEN_GAPS.1 * usual;
    let is_text = gaps.len() > 2 && numbers * 2 < words().count();
    is_text && gaps.iter().all(is_usual)
}

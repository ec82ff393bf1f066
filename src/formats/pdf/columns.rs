//! Columns: the lines of each in reading order.

use super::band::bands;
use super::gutters::{TOUCH, gutters};
use super::line::Line;
use super::median::median;
use super::rules::{GUTTER_GAP, MIN_COLUMN_WORDS, ZONE_GAP};
use super::word::{Word, as_f64};

/// Returns the lines of each column in reading order. Lines that cross all columns part the page.
pub(super) fn columns(pages: Vec<Vec<Line>>, em: f64) -> Vec<Vec<Line>> {
    let own = pages
        .iter()
        .map(|lines| gutters(lines.iter(), em));
    let own: Vec<Vec<f64>> = own.collect();
    let known: Vec<&Vec<f64>> = own
        .iter()
        .filter(|gutters| !gutters.is_empty())
        .collect();
    let usual = known
        .get(known.len() / 2)
        .map(|gutters| (*gutters).clone());
    let mut columns = Vec::new();
    for (lines, own) in pages.into_iter().zip(own) {
        match (own.is_empty(), &usual) {
            (false, _) => split(lines, &own, em, &mut columns),
            (true, Some(usual)) if are_in_columns(&lines, usual) => {
                split(lines, usual, em, &mut columns);
            }
            _ => split_zones(lines, em, &mut columns),
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

/// Adds the columns of a page that has columns in a part of it only, if at all.
fn split_zones(lines: Vec<Line>, em: f64, columns: &mut Vec<Vec<Line>>) {
    let zones = zones(lines, em);
    let own = zones
        .iter()
        .map(|zone| gutters(zone.iter(), em));
    let own: Vec<Vec<f64>> = own.collect();
    let mut open: Vec<Line> = Vec::new();
    for (zone, gutters) in zones.into_iter().zip(own) {
        if !gutters.is_empty() && is_prose(&zone, &gutters) {
            columns.push(std::mem::take(&mut open));
            split(zone, &gutters, em, columns);
        } else {
            open.extend(zone);
        }
    }
    columns.push(open);
}

/// Returns the lines between the wide horizontal gaps of a page.
fn zones(mut lines: Vec<Line>, em: f64) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut zones: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let last = zones
            .last()
            .and_then(|zone| zone.last());
        let is_near = last.is_some_and(|last| line.base - last.base < ZONE_GAP * em);
        match zones.last_mut() {
            Some(zone) if is_near => zone.push(line),
            _ => zones.push(vec![line]),
        }
    }
    zones
}

/// Returns whether the columns hold sentences and not the cells of a table.
fn is_prose(lines: &[Line], gutters: &[f64]) -> bool {
    let mut words: Vec<Vec<f64>> = vec![Vec::new(); gutters.len() + 1];
    for line in lines {
        // Two Han characters are about as long as a word.
        let han = line
            .words
            .iter()
            .filter(|word| word.has_wide());
        let han: usize = han.map(|word| word.chars / 2).sum();
        words[column_of(line, gutters)].push(as_f64(line.words.len().max(han)));
    }
    let mut medians = words.into_iter().map(median);
    medians.all(|words| words.is_some_and(|words| words >= MIN_COLUMN_WORDS))
}

/// Returns the number of gutters to the left of a line.
fn column_of(line: &Line, gutters: &[f64]) -> usize {
    gutters
        .iter()
        .filter(|x| line.left >= *x - TOUCH)
        .count()
}

/// Returns whether a page with too little text to tell can have the columns of the other pages.
fn are_in_columns(lines: &[Line], gutters: &[f64]) -> bool {
    let gutter = gutters[0];
    let crossing = lines
        .iter()
        .filter(|line| line.left < gutter - TOUCH && line.right > gutter + TOUCH);
    let has_second = lines
        .iter()
        .any(|line| line.left > gutter - 2.0 * TOUCH);
    has_second && crossing.count() * 2 <= lines.len()
}

/// Adds the columns of a page. Lines across the gutters come before what is below them.
fn split(lines: Vec<Line>, gutters: &[f64], em: f64, columns: &mut Vec<Vec<Line>>) {
    let cut = lines
        .into_iter()
        .flat_map(|line| cut(line, gutters, em));
    let empty = || vec![Vec::new(); gutters.len() + 2];
    // First those across the gutters, then the columns.
    let mut open: Vec<Vec<Line>> = empty();
    for line in bands(cut.collect(), em)
        .into_iter()
        .flatten()
    {
        let crosses = |x: &f64| line.left < x - TOUCH && line.ink_right > x + TOUCH;
        let column = if gutters.iter().any(crosses) {
            0
        } else {
            1 + column_of(&line, gutters)
        };
        if column == 0
            && open[1..]
                .iter()
                .any(|column| !column.is_empty())
        {
            columns.append(&mut open);
            open = empty();
        }
        open[column].push(line);
    }
    columns.append(&mut open);
}

/// Cuts a line that poppler ran over a narrow gutter.
fn cut(line: Line, gutters: &[f64], em: f64) -> Vec<Line> {
    let page = line.page;
    let mut pieces: Vec<Vec<Word>> = Vec::new();
    for word in line.words {
        let end = pieces
            .last()
            .and_then(|piece| piece.last())
            .map(Word::ink_right);
        match end {
            Some(end) if !is_gutter_between(end, word.left, gutters, em) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(word);
                }
            }
            _ => pieces.push(vec![word]),
        }
    }
    pieces
        .into_iter()
        .map(|words| Line::new(words, page))
        .collect()
}

fn is_gutter_between(end: f64, start: f64, gutters: &[f64], em: f64) -> bool {
    let mut inside = gutters
        .iter()
        .filter(|x| end < *x + TOUCH && start > *x - TOUCH);
    inside.next().is_some() && start - end > GUTTER_GAP * em
}

//! Tables: rows of two or more cells, one below the other.

use super::cells::merged;
use super::line::Line;
use super::rules::{
    CELL_LEFT, CELL_MIDDLE, CELL_RIGHT, COLUMN_PITCH, MAX_COLUMNS, NEW_ROW, NUMBER_WIDTH,
    ROW_PITCH, WIDE_GAP,
};
use super::word::Word;

/// A line of text or a row of a table.
pub(super) enum Piece {
    Line(Line),
    /// The lines of each cell, from left to right.
    Row(Vec<Vec<Line>>),
}

/// Finds the tables in the bands of a column, whose pieces are cells if there are several.
pub(super) fn find_tables(bands: &[Vec<Line>], em: f64) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(bands.len());
    let mut at = 0;
    while at < bands.len() {
        let end = table_end(bands, at, em);
        if let Some(end) = end {
            pieces.extend(table(&bands[at..end], em));
            at = end;
            continue;
        }
        // Wide blanks, no table.
        pieces.push(Piece::Line(merged(bands[at].clone())));
        at += 1;
    }
    pieces
}

/// The places of a table's columns and cells so far.
struct Grid {
    em: f64,
    /// The left edges of all cells.
    lefts: Vec<f64>,
    /// The cells that are not the first of their row.
    cells: Vec<Cell>,
}

/// The place of a cell.
struct Cell {
    left: f64,
    right: f64,
    is_number: bool,
}

impl Cell {
    fn new(line: &Line, em: f64) -> Self {
        let is_short = line.width() < NUMBER_WIDTH * em;
        let mut words = line.words.iter();
        Self {
            left: line.left,
            right: line.right,
            is_number: is_short && words.any(Word::has_digit),
        }
    }

    /// Returns whether the cell has the same edges as another, within a point.
    fn is_at(&self, other: &Self) -> bool {
        (self.left - other.left).abs() < 1.0 && (self.right - other.right).abs() < 1.0
    }

    /// Returns whether the cell is in the same column as another: its left edge is the same or, of
    /// numbers, the right edge or the middle.
    fn is_under(&self, other: &Self, em: f64) -> bool {
        let middles = (self.left + self.right - other.left - other.right).abs() / 2.0;
        let right = (self.right - other.right).abs();
        let are_numbers = self.is_number && other.is_number;
        (self.left - other.left).abs() < CELL_LEFT * em
            || are_numbers && (right < CELL_RIGHT * em || middles < CELL_MIDDLE * em)
    }
}

/// The part of a table that a band is.
enum Part {
    Row,
    /// Cells of the row before or the next one.
    Continuation,
    Outside,
}

impl Grid {
    fn new(band: &[Line], em: f64) -> Self {
        let mut grid = Self {
            em,
            lefts: Vec::new(),
            cells: Vec::new(),
        };
        grid.add(band);
        grid
    }

    fn add(&mut self, band: &[Line]) {
        for (at, line) in band.iter().enumerate() {
            if !self.is_at_column(line) && self.lefts.len() < MAX_COLUMNS {
                self.lefts.push(line.left);
            }
            let cell = Cell::new(line, self.em);
            let is_same = |other: &Cell| other.is_at(&cell);
            if at > 0 && self.cells.len() < MAX_COLUMNS * 4 && !self.cells.iter().any(is_same) {
                self.cells.push(cell);
            }
        }
    }

    fn is_at_column(&self, line: &Line) -> bool {
        let mut lefts = self.lefts.iter();
        lefts.any(|left| (line.left - left).abs() < CELL_LEFT * self.em)
    }

    fn first_left(&self) -> f64 {
        self.lefts
            .iter()
            .copied()
            .fold(f64::MAX, f64::min)
    }

    /// Returns what a band is, with the one after it.
    fn part(&self, band: &[Line], next: Option<&Vec<Line>>) -> Part {
        let is_under = |line: &Line| {
            let cell = Cell::new(line, self.em);
            self.cells
                .iter()
                .any(|other| cell.is_under(other, self.em))
        };
        if band.len() > 1 && band[1..].iter().any(is_under) {
            return Part::Row;
        }
        let first_left = self.first_left();
        let goes_on = |line: &Line| self.is_at_column(line) && line.left > first_left + self.em;
        if band.iter().all(goes_on) || self.is_first_cell(band, next) {
            return Part::Continuation;
        }
        Part::Outside
    }

    /// Returns whether a band is a line of a row's first cell.
    fn is_first_cell(&self, band: &[Line], next: Option<&Vec<Line>>) -> bool {
        let [line] = band else {
            return false;
        };
        let second = self
            .lefts
            .iter()
            .filter(|left| **left > self.lefts[0] + self.em);
        let second = second
            .copied()
            .fold(f64::MAX, f64::min);
        self.is_at_column(line) && next.is_some_and(|next| next.len() > 1) && line.right < second
    }
}

/// Returns where the table that starts with a band ends, or `None` if there is no table.
fn table_end(bands: &[Vec<Line>], start: usize, em: f64) -> Option<usize> {
    let first = &bands[start];
    if first.len() < 2 {
        return None;
    }
    let mut grid = Grid::new(first, em);
    let mut rows = 1;
    let mut end = start + 1;
    while let Some(band) = bands.get(end) {
        if band[0].base - bands[end - 1][0].base >= ROW_PITCH * em {
            break;
        }
        match grid.part(band, bands.get(end + 1)) {
            Part::Row => {
                rows += 1;
                grid.add(band);
            }
            Part::Continuation => {}
            Part::Outside => break,
        }
        end += 1;
    }
    (rows > 1 || is_row_alone(first, em)).then_some(end)
}

/// Returns whether a band is a row without others: it has three cells, and wide gaps of which one
/// is wider.
fn is_row_alone(band: &[Line], em: f64) -> bool {
    let gaps = band
        .windows(2)
        .map(|pair| pair[1].left - pair[0].right);
    let widest = gaps
        .clone()
        .fold(f64::MIN, f64::max);
    let narrowest = gaps.fold(f64::MAX, f64::min);
    band.len() > 2 && widest >= WIDE_GAP * em && widest >= 1.3 * narrowest
}

/// Makes the rows of a table.
fn table(bands: &[Vec<Line>], em: f64) -> Vec<Piece> {
    let columns = columns(bands, em);
    let most_cells = bands
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0);
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        let distance = at
            .checked_sub(1)
            .map(|before| band[0].base - bands[before][0].base);
        let is_at_left = (band[0].left - columns[0]).abs() < CELL_LEFT * em;
        let is_apart = distance.is_none_or(|distance| distance > NEW_ROW * em);
        let is_first = is_at_left && (is_apart || band.len() == most_cells);
        let starts_row = band.len() > 1 && (is_first || repeats_number(band, &rows, &columns, em));
        if starts_row || rows.is_empty() {
            rows.push(vec![Vec::new(); columns.len()]);
        }
        let Some(row) = rows.last_mut() else {
            continue;
        };
        for line in band {
            row[nearest(&columns, line.left)].push(line.clone());
        }
    }
    for row in &mut rows {
        row.retain(|cell| !cell.is_empty());
    }
    rows.into_iter()
        .map(Piece::Row)
        .collect()
}

/// Returns whether a band has a number where the last row has one: numbers don't go on.
fn repeats_number(band: &[Line], rows: &[Vec<Vec<Line>>], columns: &[f64], em: f64) -> bool {
    let Some(row) = rows.last() else {
        return false;
    };
    let is_number = |line: &Line| Cell::new(line, em).is_number;
    let mut numbers = band
        .iter()
        .filter(|line| is_number(line));
    numbers.any(|line| {
        row[nearest(columns, line.left)]
            .iter()
            .any(is_number)
    })
}

/// Returns the left edges of a table's columns.
fn columns(bands: &[Vec<Line>], em: f64) -> Vec<f64> {
    let mut lefts: Vec<f64> = bands
        .iter()
        .flatten()
        .map(|line| line.left)
        .collect();
    lefts.sort_by(f64::total_cmp);
    let mut columns: Vec<f64> = Vec::new();
    let mut last = f64::MIN;
    for left in lefts {
        if left - last > COLUMN_PITCH * em && columns.len() < MAX_COLUMNS {
            columns.push(left);
        }
        last = left;
    }
    columns
}

fn nearest(columns: &[f64], left: f64) -> usize {
    let distance = |at: &usize| (columns[*at] - left).abs();
    let mut all: Vec<usize> = (0..columns.len()).collect();
    all.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    all.first().copied().unwrap_or(0)
}

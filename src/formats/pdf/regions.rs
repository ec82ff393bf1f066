//! Regions: runs of lines with no gap, change of size or table between them.

use std::collections::HashMap;

use super::line::Line;
use super::marks::{ends_sentence, starts_item};
use super::median::{Counts, step};
use super::rules::{
    CELL_LEFT, DEFAULT_PITCH, FLUSH, FREE, FREE_HAN, HAN_TO_FIT, INDENT, KNOWN_DISTANCE, LOOSE,
    LOOSE_AFTER_END, LOOSE_AFTER_MARK, LOOSE_POINTS, PITCHES,
};
use super::size::BodyType;
use super::tables::Piece;
use super::word::{as_f64, is_wide};

/// A run of lines, or a row of a table.
pub(super) enum Region {
    Lines(Run),
    Row(Vec<Vec<Line>>),
}

/// Lines without a gap between them, and their edges.
pub(super) struct Run {
    pub lines: Vec<Line>,
    pub left: f64,
    pub right: f64,
    /// The right edge for each line: that of the lines with the same left edge.
    rights: Vec<f64>,
    /// Whether the lines end, and do not start, at the same place.
    pub is_flush_right: bool,
}

impl Run {
    fn new(lines: Vec<Line>, em: f64) -> Self {
        let left = lines
            .iter()
            .map(|line| line.left)
            .fold(f64::MAX, f64::min);
        let right = lines
            .iter()
            .map(|line| line.right)
            .fold(f64::MIN, f64::max);
        let rights = rights(&lines, right, em);
        let is_flush_right = is_flush_right(&lines, [left, right], em);
        Self {
            lines,
            left,
            right,
            rights,
            is_flush_right,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Returns the right edge for a line.
    pub(super) fn right_of(&self, at: usize) -> f64 {
        self.rights[at]
    }
}

/// Returns whether lines between two edges end, and do not start, at the same place.
fn is_flush_right(lines: &[Line], [left, right]: [f64; 2], em: f64) -> bool {
    let (near, share, start_share) = FLUSH;
    let count = |is_near: &dyn Fn(&Line) -> bool| {
        let count = lines
            .iter()
            .filter(|line| is_near(line));
        as_f64(count.count())
    };
    let all = as_f64(lines.len());
    let ends = count(&|line| (right - line.right).abs() < near * em);
    let starts = count(&|line| (line.left - left).abs() < near * em);
    lines.len() > 2 && ends >= share * all && starts <= start_share * all
}

/// Returns the right edge of each line: that of the lines that start near it, if there are others.
fn rights(lines: &[Line], widest: f64, em: f64) -> Vec<f64> {
    let key = |line: &Line| step(line.left, 2.0 / (CELL_LEFT * em));
    let mut edges: HashMap<i32, (usize, f64)> = HashMap::new();
    for line in lines {
        let (count, right) = edges
            .entry(key(line))
            .or_insert((0, f64::MIN));
        *count += 1;
        *right = right.max(line.right);
    }
    let of_line = |line: &Line| {
        let near = (key(line) - 1..=key(line) + 1).filter_map(|key| edges.get(&key));
        let near = near.fold(
            (0, f64::MIN),
            |(count, right), (n, edge)| (count + n, right.max(*edge)),
        );
        match (near, lines.len()) {
            ((2.., right), _) => right,
            (_, 2..) => widest,
            _ => line.column_right,
        }
    };
    lines.iter().map(of_line).collect()
}

/// The usual distances of baselines in points: of lines without Han characters, and with them.
struct Pitch([f64; 2]);

impl Pitch {
    fn new(columns: &[Vec<Piece>], body: &BodyType, em: f64) -> Self {
        let mut counts = [Counts::default(), Counts::default()];
        for column in columns {
            for pair in column.windows(2) {
                let [Piece::Line(a), Piece::Line(b)] = pair else {
                    continue;
                };
                let distance = b.base - a.base;
                let is_usual = distance > PITCHES.0 * em && distance < PITCHES.1 * em;
                if is_usual && (body.size(b) - 1.0).abs() < 0.05 {
                    let script = usize::from(a.has_han || b.has_han);
                    counts[script].add(step(distance, 2.0), 1);
                }
            }
        }
        let own = |script: usize| counts[script].commonest();
        let usual = |script: usize| {
            let has_enough = counts[script].total() > 4;
            let best = own(script).filter(|_| has_enough);
            let best = best
                .or_else(|| own(1 - script))
                .or_else(|| own(script));
            best.map_or(DEFAULT_PITCH * em, |steps| {
                f64::from(steps) / 2.0
            })
        };
        Self([usual(0), usual(1)])
    }

    /// Returns the usual distance of two lines.
    fn between(&self, a: &Line, b: &Line) -> f64 {
        if a.has_han == b.has_han {
            return self.of(b);
        }
        self.0[0].max(self.0[1])
    }

    fn of(&self, line: &Line) -> f64 {
        self.0[usize::from(line.has_han)]
    }
}

/// The regions of a document, and how its paragraphs are marked.
pub(super) struct Structure {
    pub regions: Vec<Region>,
    /// Whether the first lines of paragraphs are indented.
    pub is_indented: bool,
    pitch: Pitch,
}

impl Structure {
    pub(super) fn new(columns: Vec<Vec<Piece>>, body: &BodyType, em: f64) -> Self {
        let pitch = Pitch::new(&columns, body, em);
        let mut regions = Vec::new();
        for column in columns {
            push_column(column, &pitch, body, em, &mut regions);
        }
        Self {
            is_indented: is_indented(&regions, em),
            regions,
            pitch,
        }
    }

    /// Returns the usual distance from a line to the next, in points.
    pub(super) fn pitch(&self, line: &Line) -> f64 {
        self.pitch.of(line)
    }
}

fn push_column(
    column: Vec<Piece>,
    pitch: &Pitch,
    body: &BodyType,
    em: f64,
    regions: &mut Vec<Region>,
) {
    let rights = column
        .iter()
        .filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.right),
            Piece::Row(_) => None,
        });
    let column_right = rights.fold(f64::MIN, f64::max);
    let known = known_distances(&column, em);
    let mut open: Vec<Line> = Vec::new();
    let close = |open: &mut Vec<Line>, regions: &mut Vec<Region>| {
        if !open.is_empty() {
            regions.push(Region::Lines(Run::new(
                std::mem::take(open),
                em,
            )));
        }
    };
    for piece in column {
        let mut line = match piece {
            Piece::Line(line) => line,
            Piece::Row(cells) => {
                close(&mut open, regions);
                regions.push(Region::Row(cells));
                continue;
            }
        };
        line.column_right = column_right;
        if open
            .last()
            .is_some_and(|last| are_apart(last, &line, pitch, &known, body))
        {
            close(&mut open, regions);
        }
        open.push(line);
    }
    close(&mut open, regions);
}

/// Returns the distances at which lines of a column go on in small letters, in points.
fn known_distances(column: &[Piece], em: f64) -> Vec<f64> {
    let mut counts = Counts::default();
    for pair in column.windows(2) {
        let [Piece::Line(last), Piece::Line(line)] = pair else {
            continue;
        };
        let distance = line.base - last.base;
        let is_possible = distance > PITCHES.0 * em && distance < PITCHES.1 * em;
        let is_lower = line
            .first_word()
            .text
            .starts_with(char::is_lowercase);
        if is_possible && is_lower && !ends_sentence(&last.spaced()) {
            counts.add(step(distance, 2.0), 1);
        }
    }
    let keys = counts.keys();
    let known = keys.filter(|key| counts.get(*key) >= KNOWN_DISTANCE);
    known
        .map(|key| f64::from(key) / 2.0)
        .collect()
}

/// Returns the distance itself if lines are known to go on at it, else the usual one.
fn usual(distance: f64, usual: f64, known: &[f64]) -> f64 {
    let is_known = |known: &&f64| (distance - **known).abs() < LOOSE_POINTS;
    known
        .iter()
        .find(is_known)
        .map_or(usual, |known| usual.max(*known))
}

/// Returns whether a region ends between two lines.
fn are_apart(last: &Line, line: &Line, pitch: &Pitch, known: &[f64], body: &BodyType) -> bool {
    let distance = line.base - last.base;
    let usual = usual(
        distance,
        pitch.between(last, line),
        known,
    );
    let sizes = [body.size(last), body.size(line)];
    let scale = sizes[0].max(sizes[1]).max(1.0);
    let loose = if last.has_han != line.has_han {
        LOOSE_AFTER_MARK
    } else if !ends_sentence(&last.spaced()) {
        LOOSE
    } else if line
        .words
        .iter()
        .any(|word| word.has_mark_size)
    {
        LOOSE_AFTER_MARK
    } else {
        LOOSE_AFTER_END
    };
    let is_far = distance > scale * (usual + (loose * usual).max(LOOSE_POINTS));
    let is_beside = distance < 0.3 * usual;
    is_far || is_beside || !body.is_same(last, line)
}

/// Returns whether more paragraphs start with an indent than end with a short line.
fn is_indented(regions: &[Region], em: f64) -> bool {
    let mut indents = 0;
    let mut shorts = 0;
    for region in regions {
        let Region::Lines(region) = region else {
            continue;
        };
        for (at, pair) in region.lines.windows(2).enumerate() {
            let [last, line] = pair else {
                continue;
            };
            let indent = line.left - region.left;
            let is_indent = indent > INDENT.0 * em && indent < INDENT.1 * em;
            if is_indent && line.left - last.left > INDENT.0 * em && !starts_item(line) {
                indents += 1;
            } else if ends_sentence(&last.spaced())
                && (line.left - last.left).abs() < INDENT.1 * em
                && has_room(last, line, region.right_of(at + 1), em)
            {
                shorts += 1;
            }
        }
    }
    indents >= 3 && indents >= shorts
}

/// Returns whether the first word of a line would have fitted behind the line before it, so that
/// this was ended on purpose. Of Han characters, two would have had to fit.
pub(super) fn has_room(last: &Line, line: &Line, right: f64, em: f64) -> bool {
    let word = line.first_word();
    let part = if is_wide(word.first()) {
        (HAN_TO_FIT / as_f64(word.chars)).min(1.0)
    } else {
        1.0
    };
    let spare = if line.is_han {
        FREE_HAN
    } else {
        FREE
    };
    right - last.right > word.width() * part + spare * em
}

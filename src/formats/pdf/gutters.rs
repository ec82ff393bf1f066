//! Gutters: the white strips between columns of text.

use super::line::Line;
use super::median::median;
use super::rules::{COLUMN_FILL, COLUMN_LINES, GUTTER, GUTTER_STEP, MAX_CROSSING};
use super::word::as_f64;

/// Room in points that a line may take of a gutter.
pub(super) const TOUCH: f64 = 2.0;
/// Where gutters are looked for: not in the outermost parts of the text's width.
const SEARCHED: (f64, f64) = (0.2, 0.7);
/// Maximum number of columns.
const MAX_COLUMNS: usize = 6;
/// Number of strips, the best first, to the right of which further columns are looked for.
const TRIED: usize = 3;
/// Number of places at which strips are looked for.
const PLACES: f64 = 300.0;

/// Returns the middles of the gutters, from left to right.
pub(super) fn gutters<'a>(lines: impl Iterator<Item = &'a Line>, em: f64) -> Vec<f64> {
    let lines: Vec<&Line> = lines
        .filter(|line| line.chars > 1)
        .collect();
    search(&lines, em, MAX_COLUMNS)
}

fn search(lines: &[&Line], em: f64, max_columns: usize) -> Vec<f64> {
    if lines.len() < 2 * COLUMN_LINES || max_columns < 2 {
        return Vec::new();
    }
    let mut tried = 0;
    for strip in strips(lines, em) {
        let middle = f64::midpoint(strip.from, strip.to);
        if are_full(
            &strip.after,
            right_edge(lines) - strip.to,
        ) {
            return vec![middle];
        }
        let others = search(&strip.after, em, max_columns - 1);
        if !others.is_empty() {
            return [vec![middle], others].concat();
        }
        tried += 1;
        if tried == TRIED {
            break;
        }
    }
    Vec::new()
}

/// A white strip with text on both sides.
struct Strip<'a> {
    from: f64,
    to: f64,
    /// Number of lines across it.
    crossing: usize,
    /// The lines to the right of it.
    after: Vec<&'a Line>,
}

/// Returns the white strips that can be gutters: those that the fewest lines cross first, of these
/// the widest.
fn strips<'a>(lines: &[&'a Line], em: f64) -> Vec<Strip<'a>> {
    let left = lines
        .iter()
        .map(|line| line.left)
        .fold(f64::MAX, f64::min);
    let width = right_edge(lines) - left;
    let step = GUTTER_STEP.max(width / PLACES);
    let mut x = left + SEARCHED.0 * width + step;
    let mut strips: Vec<Strip<'a>> = Vec::new();
    while x < left + SEARCHED.1 * width {
        let strip = strip_at(x, lines, left, em);
        strips.extend(strip.filter(|strip| {
            strips
                .last()
                .is_none_or(|last| last.from < strip.from)
        }));
        x += step;
    }
    strips.sort_by(|a, b| {
        let by_width = (b.to - b.from).total_cmp(&(a.to - a.from));
        a.crossing
            .cmp(&b.crossing)
            .then(by_width)
    });
    strips
}

fn right_edge(lines: &[&Line]) -> f64 {
    lines
        .iter()
        .map(|line| line.right)
        .fold(f64::MIN, f64::max)
}

/// Returns the strip between the lines that end before `x` and those that start after it, if the
/// former are a column of text.
fn strip_at<'a>(x: f64, lines: &[&'a Line], left: f64, em: f64) -> Option<Strip<'a>> {
    let is_before = |line: &&&Line| line.ink_right <= x + TOUCH;
    let is_after = |line: &&&Line| line.left >= x - TOUCH;
    let before: Vec<&Line> = lines
        .iter()
        .filter(is_before)
        .copied()
        .collect();
    let after: Vec<&Line> = lines
        .iter()
        .filter(is_after)
        .copied()
        .collect();
    let crossing = lines
        .len()
        .checked_sub(before.len() + after.len())?;
    let few = before.len() < COLUMN_LINES || after.len() < COLUMN_LINES;
    if few || as_f64(crossing) > MAX_CROSSING * as_f64(lines.len()) {
        return None;
    }
    let from = before
        .iter()
        .map(|line| line.ink_right)
        .fold(f64::MIN, f64::max);
    let to = after
        .iter()
        .map(|line| line.left)
        .fold(f64::MAX, f64::min);
    let is_gutter = to - from > GUTTER * em && are_full(&before, from - left);
    is_gutter.then_some(Strip {
        from,
        to,
        crossing,
        after,
    })
}

/// Returns whether the lines fill a column: cells of a table don't.
fn are_full(lines: &[&Line], width: f64) -> bool {
    let widths = lines
        .iter()
        .map(|line| line.width());
    median(widths).is_some_and(|median| median > COLUMN_FILL * width)
}

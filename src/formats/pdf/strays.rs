//! Lines that poppler leaves by themselves: the marks of notes beside a line, and text that runs up
//! or down the page.

use super::line::Line;
use super::rules::{MARK_HEIGHT, PIECE_GAP};
use super::word::Word;

/// Maximum number of characters of a mark.
const MARK_CHARS: usize = 2;
/// How much higher than wide a word of several characters is if it is rotated.
const ROTATED: f64 = 1.5;

/// Moves marks that are lines of their own to the line that they are raised against.
pub(super) fn attach_marks(lines: Vec<Line>, em: f64) -> Vec<Line> {
    let (marks, mut lines): (Vec<Line>, Vec<Line>) = lines
        .into_iter()
        .partition(is_lone_mark);
    for mut mark in marks {
        let host = lines
            .iter_mut()
            .find(|line| is_beside(&mark.words[0], line, em));
        let Some(line) = host else {
            lines.push(mark);
            continue;
        };
        mark.words[0].base = line.base;
        let words = [std::mem::take(&mut line.words), mark.words].concat();
        *line = Line::new(words, line.page);
    }
    lines
}

fn is_lone_mark(line: &Line) -> bool {
    line.words.len() == 1 && line.chars <= MARK_CHARS
}

/// Returns whether a small word is next to either end of a line and raised against it.
fn is_beside(mark: &Word, line: &Line, em: f64) -> bool {
    let first = line.first_word();
    let middle = f64::midpoint(mark.top, mark.bottom);
    let is_small = mark.height() < MARK_HEIGHT * first.height();
    let is_raised = middle > first.top - 0.3 * first.height() && mark.bottom < first.bottom;
    let gaps = [first.left - mark.right, mark.left - line.right];
    let is_near = gaps
        .iter()
        .any(|gap| (-0.2 * em..PIECE_GAP * em).contains(gap));
    is_small && is_raised && is_near && !is_lone_mark(line)
}

/// Returns whether a line runs up or down the page.
pub(super) fn is_rotated(line: &Line) -> bool {
    let mut long = line
        .words
        .iter()
        .filter(|word| word.chars > 2)
        .peekable();
    let is_known = long.peek().is_some();
    is_known && long.all(|word| word.height() > ROTATED * word.width())
}

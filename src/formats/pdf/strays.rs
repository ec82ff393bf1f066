//! Lines that poppler leaves by themselves: bullets and the marks of notes beside a line, and text
//! that runs up or down the page.

use super::line::Line;
use super::rules::{BULLET_GAP, MARK_HEIGHT, PIECE_GAP};
use super::word::{Word, is_bullet};

/// Maximum number of characters of a mark.
const MARK_CHARS: usize = 2;
/// How much higher than wide words of several characters are if they are rotated.
const ROTATED: f64 = 1.5;

/// Moves bullets and marks that are lines of their own to the line that they belong to.
pub(super) fn attach_marks(lines: Vec<Line>, em: f64) -> Vec<Line> {
    let (marks, mut lines): (Vec<Line>, Vec<Line>) = lines
        .into_iter()
        .partition(is_lone_mark);
    for mut mark in marks {
        let word = &mark.words[0];
        let hosts = lines
            .iter_mut()
            .filter(|line| is_beside(word, line, em));
        let distance = |line: &Line| (line.first_word().bottom - word.bottom).abs();
        let host = hosts.min_by(|a, b| distance(a).total_cmp(&distance(b)));
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

/// Returns whether a word is a bullet of a line, or a mark that is raised against it.
fn is_beside(mark: &Word, line: &Line, em: f64) -> bool {
    if is_lone_mark(line) {
        return false;
    }
    let first = line.first_word();
    let before = first.left - mark.right;
    if is_bullet(mark.first()) {
        // Some fonts have boxes that are three lines high.
        let line_middle = f64::midpoint(first.top, first.bottom);
        let is_on_line = mark.top < line_middle && line_middle < mark.bottom;
        return is_on_line && (-0.2 * em..BULLET_GAP * em).contains(&before);
    }
    let is_small = mark.height() < MARK_HEIGHT * first.height();
    let middle = f64::midpoint(mark.top, mark.bottom);
    let is_raised = middle > first.top - 0.3 * first.height() && mark.bottom < first.bottom;
    let is_near = |gap: f64| (-0.2 * em..PIECE_GAP * em).contains(&gap);
    is_small && is_raised && (is_near(before) || is_near(mark.left - line.right))
}

/// Returns whether a line runs up or down the page.
pub(super) fn is_rotated(line: &Line) -> bool {
    let long = || {
        line.words
            .iter()
            .filter(|word| word.chars > 2)
    };
    let height: f64 = long().map(Word::height).sum();
    let width: f64 = long().map(Word::width).sum();
    height > ROTATED * width
}

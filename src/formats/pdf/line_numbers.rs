//! Numbers of lines in the margin, as bills and transcripts have them, which would cut sentences.
//!
//! They are left out only if they recur: they start at 1 on two pages.

use super::line::Line;
use super::measure::MeasuredPage;

/// Minimum number of numbered lines of a page.
const NUMBERED_LINES: usize = 8;
/// Distance in em within which the numbers end at the same place.
const SAME_EDGE: f64 = 0.5;
/// Part by which the distances of the lines differ from their mean.
const SAME_PITCH: f64 = 0.3;

/// Takes the numbers of lines from the pages.
pub(super) fn without_line_numbers(pages: Vec<MeasuredPage>, em: f64) -> Vec<MeasuredPage> {
    let numbered = pages
        .iter()
        .filter(|page| numbered_lines(&page.lines, em).is_some());
    if numbered.count() < 2 {
        return pages;
    }
    let without = |page: MeasuredPage| MeasuredPage {
        height: page.height,
        lines: match numbered_lines(&page.lines, em) {
            Some(numbered) => without_first_words(page.lines, &numbered),
            None => page.lines,
        },
    };
    pages
        .into_iter()
        .map(without)
        .collect()
}

/// Returns the indexes of the lines that start with their number in the page's margin.
fn numbered_lines(lines: &[Line], em: f64) -> Option<Vec<usize>> {
    let mut starts: Vec<(usize, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let number: Option<u32> = line.first_word().text.parse().ok();
        starts.extend(number.map(|number| (at, number)));
    }
    let top_down = |a: &(usize, u32), b: &(usize, u32)| {
        lines[a.0]
            .base
            .total_cmp(&lines[b.0].base)
    };
    starts.sort_by(top_down);
    let first = starts
        .iter()
        .position(|(_, number)| *number == 1)?;
    let edge = lines[starts[first].0]
        .first_word()
        .right;
    let mut numbered = Vec::new();
    for (at, number) in &starts[first..] {
        let is_next = u32::try_from(numbered.len()).is_ok_and(|count| *number == count + 1);
        let is_in_margin = (lines[*at].first_word().right - edge).abs() < SAME_EDGE * em;
        if is_next && is_in_margin {
            numbered.push(*at);
        }
    }
    let is_column = numbered.len() >= NUMBERED_LINES && are_even(&numbered, lines);
    (is_column && are_leftmost(&numbered, lines, edge)).then_some(numbered)
}

/// Returns whether the distances of the lines are alike.
fn are_even(numbered: &[usize], lines: &[Line]) -> bool {
    let bases: Vec<f64> = numbered
        .iter()
        .map(|at| lines[*at].base)
        .collect();
    let distances: Vec<f64> = bases
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    let mean = distances.iter().sum::<f64>() / super::word::as_f64(distances.len());
    distances
        .iter()
        .all(|distance| (distance - mean).abs() < SAME_PITCH * mean)
}

/// Returns whether all other text between these lines is to the right of the edge.
fn are_leftmost(numbered: &[usize], lines: &[Line], edge: f64) -> bool {
    let (Some(first), Some(last)) = (numbered.first(), numbered.last()) else {
        return false;
    };
    let between = lines[*first].base..lines[*last].base;
    let others = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| between.contains(&line.base) && !numbered.contains(at));
    others
        .into_iter()
        .all(|(_, line)| line.left > edge)
}

/// Returns the lines without the first words of some. A line that had no other word is gone.
fn without_first_words(lines: Vec<Line>, numbered: &[usize]) -> Vec<Line> {
    let mut rest = Vec::with_capacity(lines.len());
    for (at, mut line) in lines.into_iter().enumerate() {
        if !numbered.contains(&at) {
            rest.push(line);
        } else if line.words.len() > 1 {
            line.words.remove(0);
            rest.push(Line::new(line.words, line.page));
        }
    }
    rest
}

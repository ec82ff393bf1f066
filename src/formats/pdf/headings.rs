//! From units to the blocks of a page: which are headings, and of which rank.

use super::marks::{after_heading_number, ends_sentence, is_contents_line, starts_with_han_number};
use super::paragraphs::Unit;
use super::rules::{HEADING_BYTES, HEADING_LINES, HEADING_SIZE, LONE_CHARS, LONE_LINES, SAME_SIZE};
use super::size::are_same;
use crate::layout::heading::{may_be_heading, may_be_numbered_heading};
use crate::layout::page::BlockKind;

/// Number of short lines in a row that are a list, a chart or a form and no headings.
const SERIES: usize = 3;

/// Returns the kind of each unit.
pub(super) fn kinds(units: &[Unit]) -> Vec<BlockKind> {
    let headings = headings(units);
    let sizes = sizes(units, &headings);
    let of_unit = |(unit, is_heading): (&Unit, &bool)| {
        if *is_heading {
            BlockKind::Heading(rank(unit, &sizes))
        } else if unit.is_item || unit.is_row || is_contents_line(&unit.text) {
            BlockKind::Item
        } else {
            BlockKind::Prose
        }
    };
    units
        .iter()
        .zip(&headings)
        .map(of_unit)
        .collect()
}

/// Returns which units are headings: those that are large and short, and short lines that stand
/// alone, unless several are in a row.
fn headings(units: &[Unit]) -> Vec<bool> {
    let mut headings: Vec<bool> = units
        .iter()
        .map(is_large_heading)
        .collect();
    let lone: Vec<bool> = units
        .iter()
        .map(stands_alone)
        .collect();
    let mut at = 0;
    while at < units.len() {
        let series = lone[at..]
            .iter()
            .take_while(|lone| **lone)
            .count();
        let end = at + series;
        let heads_text = units
            .get(end)
            .is_some_and(|unit| !unit.is_row && !headings[end]);
        let is_numbered = |unit: &Unit| after_heading_number(&unit.text).is_some();
        for index in at..end {
            let is_last = is_numbered(&units[index]) && index + 2 >= end;
            headings[index] |= heads_text && (series < SERIES || is_last);
        }
        at = end + 1;
    }
    headings
}

/// The lowest rank.
const MAX_RANK: usize = 9;

/// Returns the rank of a heading by its size, from 1.
fn rank(unit: &Unit, sizes: &[f64]) -> u8 {
    let place = sizes
        .iter()
        .position(|size| are_same(*size, unit.size));
    let rank = place.map_or(MAX_RANK, |place| place + 1);
    u8::try_from(rank.min(MAX_RANK)).unwrap_or(1)
}

/// Returns the sizes of headings, the largest first.
fn sizes(units: &[Unit], headings: &[bool]) -> Vec<f64> {
    let headings = units
        .iter()
        .zip(headings)
        .filter(|(_, is_heading)| **is_heading);
    let mut sizes: Vec<f64> = headings
        .map(|(unit, _)| unit.size)
        .collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|next, kept| are_same(*next, *kept));
    sizes
}

/// Returns whether at least half of the characters are letters.
fn is_mostly_letters(text: &str) -> bool {
    let shown = text
        .chars()
        .filter(|c| !c.is_whitespace());
    let letters = shown
        .clone()
        .filter(|c| c.is_alphabetic())
        .count();
    letters * 2 >= shown.count()
}

fn is_large_heading(unit: &Unit) -> bool {
    let is_large = unit.size > HEADING_SIZE && unit.lines <= HEADING_LINES;
    let is_text = !unit.is_row
        && unit
            .text
            .contains(char::is_alphabetic);
    is_large && is_text && unit.text.len() < HEADING_BYTES
}

fn stands_alone(unit: &Unit) -> bool {
    let text = unit.text.as_str();
    let rest = after_heading_number(text);
    let is_named = match rest {
        Some(rest) => may_be_numbered_heading(rest),
        None => !unit.is_item && may_be_heading(text),
    };
    let is_alone = unit.is_alone || unit.lines == 1 && starts_with_han_number(text);
    let is_short = unit.lines <= LONE_LINES && text.chars().count() < LONE_CHARS;
    let is_text = !unit.is_row && unit.size > SAME_SIZE.0 && is_mostly_letters(text);
    is_named && is_alone && is_short && is_text && !ends_sentence(text)
}

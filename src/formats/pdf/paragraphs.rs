//! Paragraphs, list items and rows: where one begins within a region, and where one goes on over
//! the end of a column or a page.

use super::line::Line;
use super::line_text::{Vocabulary, join, line_text};
use super::marks::{ends_sentence, is_contents_line, starts_item};
use super::regions::{Region, Run, Structure, has_room};
use super::rules::{FULL_LINE, HEADING_SIZE, INDENT, SAME_MIDDLE, SHORT_LINE, WIDE_INDENT};
use super::size::BodyType;
use super::word::{is_bullet, is_opening};

/// A paragraph, a heading, a list item or a row of a table.
#[derive(Debug)]
pub(super) struct Unit {
    /// Index of the page on which it starts.
    pub page: usize,
    pub text: String,
    pub is_row: bool,
    pub is_item: bool,
    /// Number of lines.
    pub lines: usize,
    /// The size of its type, 1 for the body's.
    pub size: f64,
    /// Whether it has its region to itself, but for one line.
    pub is_alone: bool,
    /// The right edge for its last line.
    right: f64,
}

/// The document, as the rules see it.
pub(super) struct Rules<'a> {
    pub em: f64,
    pub body: &'a BodyType,
    pub structure: &'a Structure,
    pub vocabulary: &'a Vocabulary,
}

/// A line of a region, and the line before it in reading order.
struct Step<'a> {
    last: &'a Line,
    line: &'a Line,
    region: &'a Run,
    /// Index of the line in its region.
    at: usize,
}

impl Rules<'_> {
    /// Returns the units of the document in reading order.
    pub(super) fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut last: Option<&Line> = None;
        for region in &self.structure.regions {
            let region = match region {
                Region::Lines(region) => region,
                Region::Row(cells) => {
                    units.extend(self.row(cells));
                    last = None;
                    continue;
                }
            };
            for (at, line) in region.lines.iter().enumerate() {
                let open = units.last_mut().zip(last);
                let going_on = open.filter(|(unit, last)| {
                    let last = *last;
                    !self.starts(
                        unit,
                        &Step {
                            last,
                            line,
                            region,
                            at,
                        },
                    )
                });
                match going_on {
                    Some((unit, _)) => self.extend(unit, line, region.right_of(at)),
                    None => units.push(self.unit(line, region, at)),
                }
                last = Some(line);
            }
        }
        units
    }

    fn unit(&self, line: &Line, region: &Run, at: usize) -> Unit {
        Unit {
            page: line.page,
            text: line_text(line),
            is_row: false,
            is_item: starts_item(line),
            lines: 1,
            size: self.body.size(line),
            is_alone: region.lines.len() <= 2,
            right: region.right_of(at),
        }
    }

    fn extend(&self, unit: &mut Unit, line: &Line, right: f64) {
        join(
            &mut unit.text,
            &line_text(line),
            self.vocabulary,
        );
        unit.lines += 1;
        unit.right = right;
    }

    /// Returns a row with a bar between its cells.
    fn row(&self, cells: &[Vec<Line>]) -> Option<Unit> {
        let mut texts = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut text = String::new();
            for line in cell {
                join(
                    &mut text,
                    &line_text(line),
                    self.vocabulary,
                );
            }
            texts.push(text);
        }
        let first = cells.first()?.first()?;
        Some(Unit {
            page: first.page,
            text: texts.join(" | "),
            is_row: true,
            is_item: false,
            lines: 1,
            size: 1.0,
            is_alone: false,
            right: 0.0,
        })
    }

    /// Returns whether a unit starts with a line.
    fn starts(&self, unit: &Unit, step: &Step<'_>) -> bool {
        let Step { last, line, at, .. } = step;
        if unit.is_row {
            return true;
        }
        if is_broken_word(&unit.text, line) {
            return false;
        }
        let has_moved = line.page != last.page || line.base < last.base || line.left > last.right;
        if *at == 0 && !has_moved {
            return true;
        }
        if *at == 0 {
            self.starts_after_break(unit, step)
        } else {
            self.starts_within(unit, step)
        }
    }

    /// Returns whether a unit starts with the first line of a column or page.
    fn starts_after_break(&self, unit: &Unit, step: &Step<'_>) -> bool {
        let Step {
            last, line, region, ..
        } = step;
        let size = self.body.size(line);
        let ratio = size / self.body.size(last);
        if starts_item(line) || !(0.93..1.07).contains(&ratio) {
            return true;
        }
        let slack = unit.right - last.right;
        let is_heading = unit.size.max(size) > HEADING_SIZE;
        if is_heading || unit.lines == 1 && slack > 0.4 * region.width() {
            return true;
        }
        let is_indented = line.left - region.left > INDENT.0 * self.em;
        let has_room = has_room(last, line, unit.right, self.em);
        if ends_sentence(&unit.text) {
            let marks_paragraphs = self.structure.is_indented && region.lines.len() > 1;
            return !(marks_paragraphs && !has_room && !is_indented);
        }
        has_room && is_indented && !unit.is_item
    }

    /// Returns whether a unit starts with a line that is not the first of its region.
    fn starts_within(&self, unit: &Unit, step: &Step<'_>) -> bool {
        let Step {
            last,
            line,
            region,
            at,
        } = step;
        let em = self.em;
        let right = region.right_of(*at);
        let slack = right - last.right;
        let shift = line.left - last.left;
        let has_room = has_room(last, line, right, em);
        let ended = ends_sentence(&unit.text);
        if is_contents_line(&last.spaced()) {
            return true;
        }
        if !ended && self.goes_on_centred(unit, step) {
            return false;
        }
        if region.is_flush_right {
            let is_last = ended && last.width() < 0.5 * region.width();
            return starts_item(line) || is_last;
        }
        let is_bulleted = is_bullet(line.first_word().first());
        if starts_item(line) && (is_bulleted || has_room || shift.abs() > 0.3 * em) {
            return shift <= 3.0 * em;
        }
        if unit.is_item && !hangs(last, line) {
            // In some lists only the first line is indented.
            let is_indent = unit.lines == 1 && shift < 0.0 && !has_room && !ended;
            if is_indent {
                return false;
            }
            if self.leaves_item(unit, shift) {
                return true;
            }
        }
        if unit.lines == 1 && has_room && slack > SHORT_LINE * region.width() && !ended {
            let is_other = line.has_han != last.has_han;
            if is_other || line.base - last.base > 1.08 * self.structure.pitch(line) {
                return true;
            }
        }
        let is_hanging =
            unit.lines == 1 && (unit.is_item || !has_room && hangs_under(last, line, em));
        if shift > INDENT.0 * em && !is_hanging {
            return true;
        }
        if shift < -INDENT.0 * em && !self.can_be_indent(unit, shift, has_room || ended) {
            return true;
        }
        has_room && self.ends_short(ended, slack / region.width())
            || self.starts_after_line(unit, step, has_room || ended)
    }

    /// Returns whether the open unit is one line with the indent of a paragraph, if the next one
    /// starts so far to the left. A wide indent is one only if the line is full.
    fn can_be_indent(&self, unit: &Unit, shift: f64, may_end: bool) -> bool {
        let is_usual = shift > -3.5 * self.em;
        let is_wide = shift > -WIDE_INDENT * self.em && !may_end;
        unit.lines == 1 && (is_usual || is_wide)
    }

    /// Returns whether a centred line goes on: in a heading, or after a full line that is wider.
    fn goes_on_centred(&self, unit: &Unit, step: &Step<'_>) -> bool {
        let Step {
            last, line, region, ..
        } = step;
        let are_centred = (line.middle() - last.middle()).abs() < SAME_MIDDLE * self.em
            && (line.left - last.left).abs() > INDENT.0 * self.em;
        let width = last.width();
        let is_full = width > FULL_LINE * region.width() && width > line.width();
        are_centred && !starts_item(line) && (unit.size > HEADING_SIZE || is_full)
    }

    /// Returns whether a paragraph ends with a line that leaves a part of the width free.
    fn ends_short(&self, ended: bool, free: f64) -> bool {
        if ended {
            return !self.structure.is_indented || free > 0.3;
        }
        !self.structure.is_indented && free > 0.4
    }

    /// Returns whether an indented line follows an indented paragraph of one line.
    fn starts_after_line(&self, unit: &Unit, step: &Step<'_>, may_end: bool) -> bool {
        let Step {
            last, line, region, ..
        } = step;
        let is_first = line.left - region.left > INDENT.0 * self.em;
        let are_alike = (line.left - last.left).abs() < 0.3 * self.em;
        self.structure.is_indented
            && unit.lines == 1
            && !unit.is_item
            && is_first
            && are_alike
            && may_end
    }

    /// Returns whether a line is not under the text of the open item.
    fn leaves_item(&self, unit: &Unit, shift: f64) -> bool {
        shift < -0.2 * self.em || unit.lines > 1 && shift.abs() > (0.08 * self.em).max(0.8)
    }
}

/// Number of words of a label: `Table 1: `.
const LABEL_WORDS: usize = 4;

/// Returns whether a line starts under a word of the line before that follows a label.
fn hangs_under(last: &Line, line: &Line, em: f64) -> bool {
    let mut words = last
        .words
        .iter()
        .skip(1)
        .take(LABEL_WORDS);
    words.any(|word| (word.left - line.left).abs() < 0.1 * em)
}

/// Returns whether a mark at the start of one of the lines hangs out.
fn hangs(last: &Line, line: &Line) -> bool {
    let firsts = [last, line].map(|line| line.first_word().first());
    firsts.into_iter().any(is_opening)
}

/// Returns whether a word goes on from the text to a line.
fn is_broken_word(text: &str, line: &Line) -> bool {
    let Some(bare) = text.strip_suffix(['-', super::glyphs::HYPHEN]) else {
        return false;
    };
    let is_small = |c: char| c.is_ascii_lowercase();
    bare.ends_with(is_small)
        && line
            .first_word()
            .text
            .starts_with(is_small)
}

//! Tells the lines of a block that begin list items from those that begin with a mark or a number
//! inside a wrapped sentence: `as set out in Article⏎3. The board`, `into symmetry⏎— at a price`.
//!
//! If the sentence of the line before may go on in a mark or a number, that is an item's only if
//! there are several: it is the next number after that of an item, a 1 with a 2 below it, or a mark
//! that begins another line, into which no sentence goes on.

use std::collections::{HashMap, HashSet};

use super::item::starts_item;
use super::line::Line;
use super::numbering::{self, Style};
use crate::analysis::token::is_han;

/// Maximum number of lines of an item in which the next number is looked for.
const MAX_ITEM_LINES: usize = 12;
/// Number of wide lines that show that a block is wrapped.
const WIDE_LINES: usize = 3;
/// Signs that mark an item, or are inside a sentence.
const SIGNS: [char; 8] = ['-', '*', '+', '–', '—', '→', '»', '·'];
/// Dashes that are seldom an item's.
const DASHES: [char; 2] = ['–', '—'];
const CIRCLED: std::ops::RangeInclusive<char> = '①'..='⑳';

/// A number or a sign at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Start {
    Number(Counter, u32),
    Sign(char),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counter {
    Style(Style),
    Circled,
}

/// The lines of a block that is perhaps wrapped, from the first to the last.
pub(super) struct List<'b, 'a> {
    lines: &'b [Line<'a>],
    column: usize,
    /// Whether the block is surely wrapped.
    is_proven: bool,
    starts: Vec<Option<Start>>,
    /// The number of lines with each start.
    counts: HashMap<Start, usize>,
    /// Signs of lines into which no sentence goes on.
    signs: HashSet<char>,
    /// The numbers of the last items.
    last: HashMap<Counter, u32>,
}

impl<'b, 'a> List<'b, 'a> {
    /// Returns the starts of the lines of a block, which was perhaps wrapped at `column`.
    /// `is_known` tells whether the whole text was.
    pub(super) fn new(lines: &'b [Line<'a>], column: usize, is_known: bool) -> Self {
        let starts = lines
            .iter()
            .map(|line| start(line.text));
        let starts: Vec<Option<Start>> = starts.collect();
        let mut counts = HashMap::new();
        for start in starts.iter().flatten() {
            *counts.entry(*start).or_default() += 1;
        }
        let mut list = Self {
            lines,
            column,
            is_proven: is_known || is_wrapped(lines, column),
            starts,
            counts,
            signs: HashSet::new(),
            last: HashMap::new(),
        };
        list.signs = list.signs();
        list.pass(0);
        list
    }

    fn signs(&self) -> HashSet<char> {
        let mut signs = HashSet::new();
        for (at, start) in self.starts.iter().enumerate() {
            if let Some(Start::Sign(sign)) = start
                && !self.is_run_into(at)
            {
                signs.insert(*sign);
            }
        }
        signs
    }

    /// Notes that line `at` begins a paragraph.
    pub(super) fn pass(&mut self, at: usize) {
        if let Some(Start::Number(counter, value)) = self.starts[at] {
            self.last.insert(counter, value);
        }
    }

    /// Returns whether the line before `at` is full and its sentence open.
    pub(super) fn is_run_into(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let before = &self.lines[before];
        self.is_proven
            && before.is_open()
            && before.is_wide(self.column)
            && before.is_full(&self.lines[at], self.column)
    }

    /// Returns whether line `at` begins an item, although the line before is as wide as a wrapped
    /// one. Must be called for each line in turn, as [`Self::pass`].
    pub(super) fn starts_item(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match self.starts[at] {
            None => starts_item(line.text),
            Some(Start::Number(counter, value)) => self.is_number(at, counter, value),
            Some(Start::Sign(sign)) => {
                let is_inside = self.is_run_into(at) && !self.signs.contains(&sign);
                !is_inside && !self.is_lone_dash(at)
            }
        }
    }

    /// Returns whether line `at` begins with the block's only dash, and in the middle of a
    /// sentence.
    pub(super) fn is_lone_dash(&self, at: usize) -> bool {
        let Some(Start::Sign(sign)) = self.starts[at] else {
            return false;
        };
        let after = self.lines[at]
            .text
            .trim_start_matches(sign);
        let is_inside = |c: char| c.is_lowercase() || is_han(c);
        DASHES.contains(&sign)
            && self.counts[&Start::Sign(sign)] == 1
            && after
                .trim_start()
                .starts_with(is_inside)
            && at > 0
            && self.lines[at - 1].is_open()
    }

    fn is_number(&self, at: usize, counter: Counter, value: u32) -> bool {
        if self.is_enumerated_inline(at, counter, value + 1) {
            return false;
        }
        if value > 1 && self.last.get(&counter) == Some(&(value - 1)) {
            return true;
        }
        let before = at
            .checked_sub(1)
            .map(|at| &self.lines[at]);
        let is_referred_to = before.is_some_and(Line::ends_with_reference);
        if self.is_run_into(at) || is_referred_to {
            let second = Start::Number(counter, 2);
            return value == 1 && self.counts.contains_key(&second);
        }
        value == 1 || counter == Counter::Circled
    }

    /// Returns whether the number after that of line `at` is in the middle of a line below, and the
    /// line before is full: `has three parts: 1) rice; 2) ports`.
    fn is_enumerated_inline(&self, at: usize, counter: Counter, next: u32) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let is_full = self.is_proven && self.lines[before].is_full(&self.lines[at], self.column);
        if !is_full || !can_be_inline(counter) {
            return false;
        }
        let next = Start::Number(counter, next);
        let lines = self.lines[at..]
            .iter()
            .take(MAX_ITEM_LINES);
        let mut lines = lines.map(|line| line.text);
        lines
            .find(|line| start(line) == Some(next) || mentions(line, next))
            .is_some_and(|line| start(line) != Some(next))
    }
}

/// Returns whether a block itself shows that it is wrapped: by its many wide lines, or since a
/// sentence goes on.
fn is_wrapped(lines: &[Line<'_>], column: usize) -> bool {
    let is_near_end = |line: &&Line<'_>| line.width * 10 >= column * 9;
    let wide = lines.iter().filter(is_near_end);
    let mut pairs = lines.windows(2);
    wide.take(WIDE_LINES).count() == WIDE_LINES
        || pairs.any(|pair| pair[0].is_wide(column) && pair[0].goes_on(&pair[1]))
}

fn can_be_inline(counter: Counter) -> bool {
    matches!(
        counter,
        Counter::Circled | Counter::Style(Style::ArabicParen | Style::HanParen)
    )
}

/// Returns what `line` begins with.
fn start(line: &str) -> Option<Start> {
    let first = line.chars().next()?;
    if CIRCLED.contains(&first) {
        let value = u32::from(first) - u32::from(*CIRCLED.start()) + 1;
        return Some(Start::Number(Counter::Circled, value));
    }
    if SIGNS.contains(&first) {
        return starts_item(line).then_some(Start::Sign(first));
    }
    let number = numbering::parse(line)?;
    Some(Start::Number(
        Counter::Style(number.style),
        number.value,
    ))
}

/// Returns whether `number` is inside `line`, after a blank or the mark of a clause's end.
fn mentions(line: &str, number: Start) -> bool {
    let mut places = line.match_indices(|c: char| c.is_whitespace() || "：；，。、".contains(c));
    places.any(|(at, mark)| start(&line[at + mark.len()..]) == Some(number))
}

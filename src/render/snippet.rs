//! Snippets: the part of a passage that shows why it was found.

use std::ops::Range;

use serde::Serialize;

use crate::analysis::grapheme::{first_len, last_len, reach_left, reach_right, width};
use crate::analysis::token::is_han;
use crate::search::Hit;

/// Width of the snippets of all formats but text, in display columns.
const COLUMNS: usize = 240;
/// Columns that the two ellipses may take.
const ELLIPSES: usize = 2;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Text of the passage, with `…` for text that was left out.
    pub text: String,
    /// Whether it is a match. A match is always whole.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hit: bool,
}

/// Returns the snippet of `hit` for a format that has no columns of its own, or with `full` the
/// whole passage. A link that matches is on a line of its own after the text.
pub(crate) fn of_hit(hit: &Hit, full: bool) -> Vec<Piece> {
    let columns = if full {
        usize::MAX
    } else {
        COLUMNS
    };
    let mut pieces = snippet(&hit.passage.text, &hit.spans, columns);
    let link = of_link(hit, COLUMNS);
    if !link.is_empty() {
        push(&mut pieces, "\n".to_owned(), false);
        pieces.extend(link);
    }
    pieces
}

/// Returns the snippet of the link that matches, or nothing if the text does.
pub(super) fn of_link(hit: &Hit, columns: usize) -> Vec<Piece> {
    match &hit.link {
        Some(link) => snippet(&link.target, &link.spans, columns),
        None => Vec::new(),
    }
}

/// Returns the best part of `text` within `columns` display columns, with the matches at `spans`
/// (in bytes, in order, not overlapping) apart. A match that is wider than that is shown whole all
/// the same.
#[must_use]
pub fn snippet(text: &str, spans: &[Range<usize>], columns: usize) -> Vec<Piece> {
    let shown = Fragments { text, spans }.best(columns);
    let mut pieces = Vec::new();
    let mut between = String::new();
    if shown.start > 0 {
        between.push('…');
    }
    let mut at = shown.start;
    for span in spans {
        if span.start < shown.start || span.end > shown.end {
            continue;
        }
        between += &text[at..span.start];
        push(
            &mut pieces,
            std::mem::take(&mut between),
            false,
        );
        push(
            &mut pieces,
            text[span.clone()].to_owned(),
            true,
        );
        at = span.end;
    }
    between += &text[at..shown.end];
    if shown.end < text.len() {
        between.push('…');
    }
    push(&mut pieces, between, false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: String, hit: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text, hit });
    }
}

/// The fragments of a text that may be shown: none starts or ends within a word or a match.
struct Fragments<'a> {
    text: &'a str,
    spans: &'a [Range<usize>],
}

impl Fragments<'_> {
    /// Returns the fragment with the best matches, then as much around them as there is room for.
    fn best(&self, columns: usize) -> Range<usize> {
        let text = self.text;
        if reach_right(text, 0, columns) == text.len() {
            return 0..text.len();
        }
        let room = columns.saturating_sub(ELLIPSES);
        let Some(core) = self.densest(room) else {
            return 0..self.extend_right(0..0, room);
        };
        let start = self.start(&core, room);
        let end = self.extend_right(start..core.end, room);
        if end == text.len() {
            // The end of the text leaves room that the beginning can take.
            return self.extend_left(start..end, room)..end;
        }
        start..end
    }

    /// Returns the range from the first to the last of the matches that fit in `room` columns and
    /// weigh the most. A match weighs the square of its width, so that a phrase is worth more than
    /// its words apart.
    fn densest(&self, room: usize) -> Option<Range<usize>> {
        let mut densest = None;
        let mut highest = None;
        let mut last = 0;
        for first in 0..self.spans.len() {
            last = last.max(first);
            while last + 1 < self.spans.len() && self.width_of(first, last + 1) <= room {
                last += 1;
            }
            let weights = self.spans[first..=last]
                .iter()
                .map(|span| self.weight(span));
            let weight: usize = weights.sum();
            if highest.is_none_or(|highest| weight > highest) {
                highest = Some(weight);
                densest = Some(self.spans[first].start..self.spans[last].end);
            }
        }
        densest
    }

    /// Returns the columns from the start of one match to the end of another.
    fn width_of(&self, first: usize, last: usize) -> usize {
        width(&self.text[self.spans[first].start..self.spans[last].end])
    }

    fn weight(&self, span: &Range<usize>) -> usize {
        width(&self.text[span.clone()]).pow(2)
    }

    /// Returns where to start before `core`: at the sentence's start if that leaves a third of the
    /// room for the text after the matches, else at a word in the third of the room before them.
    fn start(&self, core: &Range<usize>, room: usize) -> usize {
        let left = room.saturating_sub(width(&self.text[core.clone()]));
        let sentence = sentence_start(self.text, core.start);
        let before = width(&self.text[sentence..core.start]);
        if before <= left * 2 / 3 && !self.is_inside_match(sentence) {
            return sentence;
        }
        self.extend_left(core.start..core.start, left / 3)
    }

    /// Returns the earliest word boundary from which `shown` still fits in `room`.
    fn extend_left(&self, shown: Range<usize>, room: usize) -> usize {
        let left = room.saturating_sub(width(&self.text[shown.clone()]));
        let mut start = reach_left(self.text, shown.start, left);
        while start < shown.start && !self.may_break(start) {
            start += first_len(&self.text[start..]);
        }
        start
    }

    /// Returns the last word boundary up to which `shown`, extended, fits in `room`.
    fn extend_right(&self, shown: Range<usize>, room: usize) -> usize {
        let left = room.saturating_sub(width(&self.text[shown.clone()]));
        let mut end = reach_right(self.text, shown.end, left);
        while end > shown.end && !self.may_break(end) {
            end -= last_len(&self.text[..end]);
        }
        end
    }

    fn may_break(&self, at: usize) -> bool {
        is_word_boundary(self.text, at) && !self.is_inside_match(at)
    }

    fn is_inside_match(&self, at: usize) -> bool {
        self.spans
            .iter()
            .any(|span| span.start < at && at < span.end)
    }
}

/// Whether a word may start or end at byte `at`: beside a Han character, or between a character of
/// a word and another.
fn is_word_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    if is_han(before) || is_han(after) {
        return true;
    }
    let are_of_word = before.is_alphanumeric() && after.is_alphanumeric();
    !are_of_word && !joins(before) && !joins(after)
}

/// Whether `c` belongs to the word beside it.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '_') || unicode_normalization::char::is_combining_mark(c)
}

/// Returns the start of the sentence that contains byte `at`.
fn sentence_start(text: &str, at: usize) -> usize {
    for (n, c) in text[..at].char_indices().rev() {
        let after = &text[n + c.len_utf8()..];
        if ends_sentence(c, after) {
            let sentence = after.trim_start_matches(is_before_sentence);
            return (text.len() - sentence.len()).min(at);
        }
    }
    0
}

/// Whether `c`, followed by `after`, ends a sentence.
fn ends_sentence(c: char, after: &str) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '\n' => true,
        '.' | '!' | '?' => after.starts_with([' ', '”', '"', '’', ')']),
        _ => false,
    }
}

/// Whether `c` may be between the mark that ends a sentence and the next sentence.
fn is_before_sentence(c: char) -> bool {
    c.is_whitespace() || matches!(c, '”' | '"' | '’' | ')' | '」' | '』')
}

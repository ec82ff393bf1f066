//! The part of a passage that shows why it was found.

use std::ops::Range;

use serde::Serialize;

use crate::analysis::grapheme::{first_len, last_len, reach_left, reach_right, width};
use crate::analysis::token::is_han;
use crate::search::highlight::needle::{Sought, spans};

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Text of the passage, or the `…` that stands for what was left out.
    pub text: String,
    /// It is a match, whole.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hit: bool,
}

/// The best part of `text` within `columns` display columns, with what is `sought` marked. A match
/// that is wider than that is shown whole all the same.
#[must_use]
pub fn snippet(text: &str, sought: &Sought<'_>, columns: usize) -> Vec<Piece> {
    let spans = spans(text, sought);
    let shown = fragment(text, &spans, columns);
    let mut pieces = Vec::new();
    let mut push = |text: String, hit: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text, hit });
        }
    };
    let before = if shown.start > 0 { "…" } else { "" };
    let after = if shown.end < text.len() { "…" } else { "" };
    let mut at = shown.start;
    let mut lead = before.to_owned();
    for span in spans
        .iter()
        .filter(|s| shown.start <= s.start && s.end <= shown.end)
    {
        push(std::mem::take(&mut lead) + &text[at..span.start], false);
        push(text[span.clone()].to_owned(), true);
        at = span.end;
    }
    push(lead + &text[at..shown.end] + after, false);
    pieces
}

/// Chooses what to show: the stretch with the most matches, then as much around it as there is room
/// for.
fn fragment(text: &str, spans: &[Range<usize>], columns: usize) -> Range<usize> {
    if reach_right(text, 0, columns) == text.len() {
        return 0..text.len();
    }
    // Room for the two marks of omission.
    let room = columns.saturating_sub(2);
    let Some(core) = densest(text, spans, room) else {
        return 0..grow_right(text, 0..0, room, spans);
    };
    let start = grow_left(text, &core, room, spans);
    let end = grow_right(text, start..core.end, room, spans);
    // The end of the text leaves room that the beginning can take.
    let start = if end == text.len() {
        grow_left_to(text, start..end, room, spans)
    } else {
        start
    };
    start..end
}

/// From the first to the last of the matches that fit in `room` columns and weigh most. A match
/// weighs the square of its width: a phrase is worth more than its words apart.
fn densest(text: &str, spans: &[Range<usize>], room: usize) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut last = 0;
    for first in 0..spans.len() {
        last = last.max(first);
        while last + 1 < spans.len()
            && width(&text[spans[first].start..spans[last + 1].end]) <= room
        {
            last += 1;
        }
        let weight: usize = spans[first..=last]
            .iter()
            .map(|span| width(&text[span.clone()]).pow(2))
            .sum();
        if best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, spans[first].start..spans[last].end));
        }
    }
    best.map(|(_, core)| core)
}

/// Where to begin: at the sentence's start if that leaves a third of the room for what follows,
/// else at a word in the third of the room before the matches.
fn grow_left(text: &str, core: &Range<usize>, room: usize, spans: &[Range<usize>]) -> usize {
    let left = room.saturating_sub(width(&text[core.clone()]));
    let sentence = sentence_start(text, core.start);
    if width(&text[sentence..core.start]) <= left * 2 / 3 && !inside(spans, sentence) {
        return sentence;
    }
    grow_left_to(text, core.start..core.start, left / 3, spans)
}

/// The earliest word border from which `shown` still fits in `room`.
fn grow_left_to(text: &str, shown: Range<usize>, room: usize, spans: &[Range<usize>]) -> usize {
    let mut start = reach_left(
        text,
        shown.start,
        room.saturating_sub(width(&text[shown.clone()])),
    );
    while start < shown.start && !may_part(text, start, spans) {
        start += first_len(&text[start..]);
    }
    start
}

/// The last word border up to which `shown`, prolonged, fits in `room`.
fn grow_right(text: &str, shown: Range<usize>, room: usize, spans: &[Range<usize>]) -> usize {
    let mut end = reach_right(
        text,
        shown.end,
        room.saturating_sub(width(&text[shown.clone()])),
    );
    while end > shown.end && !may_part(text, end, spans) {
        end -= last_len(&text[..end]);
    }
    end
}

fn may_part(text: &str, at: usize, spans: &[Range<usize>]) -> bool {
    is_word_border(text, at) && !inside(spans, at)
}

fn inside(spans: &[Range<usize>], at: usize) -> bool {
    spans.iter().any(|s| s.start < at && at < s.end)
}

/// A word may begin or end at `at`: beside a Han character, or between a word's character and
/// another.
fn is_word_border(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    match (before, after) {
        (Some(b), Some(a)) => {
            is_han(b)
                || is_han(a)
                || !(b.is_alphanumeric() && a.is_alphanumeric()) && !joins(b) && !joins(a)
        }
        _ => true,
    }
}

/// Marks that belong to the word beside them.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '_') || unicode_normalization::char::is_combining_mark(c)
}

/// Where the sentence that holds byte `at` begins.
fn sentence_start(text: &str, at: usize) -> usize {
    let ends = text[..at].char_indices().rev().peekable();
    for (i, c) in ends {
        let end = i + c.len_utf8();
        let ended = match c {
            '。' | '！' | '？' | '；' | '\n' => true,
            '.' | '!' | '?' => text[end..].starts_with([' ', '”', '"', '’', ')']),
            _ => false,
        };
        if ended {
            let rest = text[end..].trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '”' | '"' | '’' | ')' | '」' | '』')
            });
            return (text.len() - rest.len()).min(at);
        }
    }
    0
}

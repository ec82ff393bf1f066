//! Results to bytes: one file a format. Nothing here opens an index.

pub mod bench;
pub mod json;
pub mod list;
pub mod outline;
pub mod text;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::analysis::token::is_han;
use crate::search::{Request, Results};

/// An answer with what was asked.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// What was made of it.
    pub request: &'a Request,
    /// What was found.
    pub results: &'a Results,
}

/// How people's output is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Width of the page in display columns.
    pub columns: usize,
    /// Whether matches are coloured; else they stand between « and ».
    pub color: bool,
}

/// `text` on one line, without what could move a terminal's cursor, change its colours or turn its text around: a line
/// end or a tab becomes a blank (or nothing, in the middle of Chinese), every other such character U+FFFD.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return text.into();
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\r' if joins_chinese(out.chars().next_back(), chars.peek().copied()) => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(if is_unsafe(c) { '\u{fffd}' } else { c }),
        }
    }
    out.into()
}

/// No blank belongs between these two where a line ended between them.
fn joins_chinese(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let word = |c: char| c.is_alphanumeric() && !is_han(c);
    (is_han(before) || is_han(after)) && !word(before) && !word(after)
}

/// Control characters of ASCII and Latin-1, and those that override the direction of text.
fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `text` cut to `columns` display columns, the last of which is then `…`.
#[must_use]
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let mut width = 1;
    let kept = text.graphemes(true).take_while(|g| {
        width += g.width();
        width <= columns
    });
    (kept.collect::<String>() + "…").into()
}

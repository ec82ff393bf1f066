//! Text that harms no terminal, and text that fits a column.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::analysis::grapheme;
use crate::analysis::token::is_han;
pub(super) use crate::shell::is_unsafe;

/// Returns `text` on one line, without characters that could move a terminal's cursor, change its
/// colours or turn its text around. A line end or a tab becomes a space (or nothing, in the middle
/// of Chinese), any other such character U+FFFD.
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
            '\n' | '\r'
                if joins_chinese(
                    out.chars().next_back(),
                    chars.peek().copied(),
                ) => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unsafe(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.into()
}

/// Whether no space belongs between these two characters if a line ended between them.
fn joins_chinese(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let has_han = is_han(before) || is_han(after);
    has_han && !is_letter(before) && !is_letter(after)
}

/// Whether `c` is a letter or digit of a word that spaces separate from others.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// Returns `text` cut to `columns` display columns. If something is cut off, the last column is
/// `…`.
#[must_use]
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    // The ellipsis takes one column.
    let mut width = 1;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        width += grapheme.width();
        if width > columns {
            break;
        }
        end = at + grapheme.len();
    }
    format!("{}…", &text[..end]).into()
}

/// Returns `text` cut to `columns` display columns in its middle, since ids and paths differ at
/// their ends.
pub(super) fn shorten(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let room = columns.saturating_sub(1);
    let start = grapheme::reach_right(text, 0, room / 2);
    let end = grapheme::reach_left(text, text.len(), room - room / 2);
    format!("{}…{}", &text[..start], &text[end..]).into()
}

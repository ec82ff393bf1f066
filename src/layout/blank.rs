//! White space and other characters that show nothing.

use std::ops::Range;

/// White space, and the characters that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// `span` of `text` without the blanks at its ends; `None` where nothing is left.
pub(crate) fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[span.clone()];
    let start = span.start + slice.find(|c| !is_blank(c))?;
    let end = span.start + slice.trim_end_matches(is_blank).len();
    Some(start..end)
}

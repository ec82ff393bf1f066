//! White space and other characters that show nothing.

use std::ops::Range;

/// Returns whether `c` is white space or has no width.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        )
}

/// Returns whether a sentence goes on after a line break between these characters. A break
/// elsewhere may end a paragraph.
pub(crate) fn goes_on_after_break(last: char, next: char) -> bool {
    let is_in_list = matches!(last, ',' | '，' | '、');
    is_in_list || last.is_alphanumeric() && next.is_lowercase()
}

/// Returns `span` of `text` without the blanks at its ends, or `None` if all of it is blank.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[span.clone()];
    let start = slice.find(|c| !is_blank(c))?;
    let end = slice
        .trim_end_matches(is_blank)
        .len();
    Some(span.start + start..span.start + end)
}

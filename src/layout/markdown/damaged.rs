//! Headings whose marks are damaged.

use std::ops::Range;

/// Returns the level and the marks of the heading `##Title`, which lacks the space that
/// `CommonMark` asks for.
pub(super) fn damaged_heading(line: &str) -> Option<(u8, [Range<usize>; 2])> {
    let end = line.trim_end().len();
    let start = end - line[..end].trim_start().len();
    let title = line[start..end].trim_start_matches('#');
    let marks = end - start - title.len();
    let level = u8::try_from(marks).ok()?;
    // `#1 in sales` and `#hashtag` are text; two marks or more are a heading.
    if !(2..=6).contains(&level) || !title.starts_with(char::is_alphanumeric) {
        return None;
    }
    let title_end = start + marks + title.trim_end_matches('#').len();
    Some((
        level,
        [start..start + marks, title_end..end],
    ))
}

//! Breaks text into lines.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::analysis::grapheme;

/// Breaks `text` into lines of at most `columns` display columns, where UAX #14 allows it. A longer
/// word is cut. Returns the bytes of each line, without the spaces at its end.
pub(super) fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut line = 0..0;
    // Widths are added up: taking that of the whole line at each opportunity would be quadratic.
    let mut width = 0;
    for (end, _) in unicode_linebreak::linebreaks(text) {
        let word = &text[line.end..end];
        let bare = grapheme::width(word.trim_end());
        if bare > 0 && width + bare > columns && !line.is_empty() {
            lines.push(line.clone());
            line = line.end..line.end;
            width = 0;
        }
        if bare > columns {
            line.start = cut_word(text, line.end..end, columns, &mut lines);
            width = grapheme::width(&text[line.start..end]);
        } else {
            width += grapheme::width(word);
        }
        line.end = end;
    }
    lines.push(line);
    lines
        .into_iter()
        .map(|line| line.start..line.start + text[line].trim_end().len())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Cuts a word that is longer than a line into full lines. Returns the byte at which the rest of it
/// starts.
fn cut_word(
    text: &str,
    word: Range<usize>,
    columns: usize,
    lines: &mut Vec<Range<usize>>,
) -> usize {
    let mut start = word.start;
    let mut width = 0;
    for (offset, grapheme) in text[word.clone()].grapheme_indices(true) {
        let at = word.start + offset;
        width += grapheme.width();
        if width > columns && at > start {
            lines.push(start..at);
            start = at;
            width = grapheme.width();
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn broken(text: &str, columns: usize) -> Vec<&str> {
        let lines = lines(text, columns);
        lines
            .into_iter()
            .map(|line| &text[line])
            .collect()
    }

    #[test]
    fn no_line_starts_with_the_spaces_it_was_broken_at() {
        assert_eq!(broken("abc \u{3000}d", 3), ["abc", "d"]);
        assert_eq!(
            broken(
                "统战工作 很重要。 \u{3000}\u{3000}统战",
                8
            ),
            ["统战工作", "很重要。", "统战"]
        );
        assert_eq!(
            broken("a unquestionable b", 6),
            ["a", "unques", "tionab", "le b"]
        );
    }
}

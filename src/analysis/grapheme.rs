//! Graphemes and their widths, as `unicode-segmentation` and `unicode-width` define them, with a
//! shortcut for characters that never join their neighbours: nearly all of every text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The size of a grapheme, or of the run of graphemes in a text.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    bytes: usize,
    /// Columns on a terminal.
    columns: usize,
}

impl Size {
    fn of_character(c: char) -> Self {
        Self {
            bytes: c.len_utf8(),
            columns: columns(c),
        }
    }

    fn of_grapheme(grapheme: &str) -> Self {
        Self {
            bytes: grapheme.len(),
            columns: grapheme.width(),
        }
    }

    /// `count` characters of the same size.
    fn of_run(count: usize, bytes: usize, columns: usize) -> Self {
        Self {
            bytes: count * bytes,
            columns: count * columns,
        }
    }
}

/// Length in bytes of the first grapheme of `text`.
pub(crate) fn first_len(text: &str) -> usize {
    first(text).bytes
}

/// Length in bytes of the last grapheme of `text`.
pub(crate) fn last_len(text: &str) -> usize {
    last(text).bytes
}

fn first(text: &str) -> Size {
    let mut chars = text.chars();
    if let Some(first) = chars.next()
        && stands_alone(first)
        && chars
            .next()
            .is_none_or(stands_alone)
    {
        return Size::of_character(first);
    }
    let grapheme = text.graphemes(true).next();
    grapheme
        .map(Size::of_grapheme)
        .unwrap_or_default()
}

fn last(text: &str) -> Size {
    let mut chars = text.chars();
    if let Some(last) = chars.next_back()
        && stands_alone(last)
        && chars
            .next_back()
            .is_none_or(stands_alone)
    {
        return Size::of_character(last);
    }
    let grapheme = text.graphemes(true).next_back();
    grapheme
        .map(Size::of_grapheme)
        .unwrap_or_default()
}

/// The byte up to which the graphemes from byte `at` on fit in `columns`.
pub(crate) fn reach_right(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at < text.len() {
        let ascii = plain_run(text.as_bytes()[at..].iter(), columns);
        at += ascii.bytes;
        columns -= ascii.columns;
        let han = han_run(text[at..].chars(), columns);
        at += han.bytes;
        columns -= han.columns;
        let grapheme = first(&text[at..]);
        if grapheme.columns > columns {
            break;
        }
        at += grapheme.bytes;
        columns -= grapheme.columns;
    }
    at
}

/// The byte from which on the graphemes before byte `at` fit in `columns`.
pub(crate) fn reach_left(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at > 0 {
        let before = &text.as_bytes()[..at];
        let ascii = plain_run(before.iter().rev(), columns);
        at -= ascii.bytes;
        columns -= ascii.columns;
        let han = han_run(text[..at].chars().rev(), columns);
        at -= han.bytes;
        columns -= han.columns;
        let grapheme = last(&text[..at]);
        if grapheme.columns > columns {
            break;
        }
        at -= grapheme.bytes;
        columns -= grapheme.columns;
    }
    at
}

/// The run of ASCII at the start of `bytes` that takes at most `max` columns, without its last
/// character, which the character after it may join.
fn plain_run<'a>(bytes: impl Iterator<Item = &'a u8>, max: usize) -> Size {
    let run = bytes
        .take(max.saturating_add(1))
        .take_while(|b| b.is_ascii() && **b != b'\r');
    Size::of_run(run.count().saturating_sub(1), 1, 1)
}

/// The run of Han characters at the start of `chars` that takes at most `max` columns, without its
/// last character.
fn han_run(chars: impl Iterator<Item = char>, max: usize) -> Size {
    let run = chars
        .take(max / 2 + 1)
        .take_while(|c| is_plain_han(*c));
    Size::of_run(run.count().saturating_sub(1), 3, 2)
}

/// The columns of `text` on a terminal.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    width_of_characters(text).unwrap_or_else(|| text.width())
}

/// The sum of the columns of all characters, if none of them can join another.
fn width_of_characters(text: &str) -> Option<usize> {
    let mut sum = 0;
    for c in text.chars() {
        sum += match c {
            ' '..='~' => 1,
            c if is_plain_han(c) => 2,
            c if stands_alone(c) => columns(c),
            _ => return None,
        };
    }
    Some(sum)
}

/// The columns of a character that stands alone.
fn columns(c: char) -> usize {
    if is_plain_han(c) {
        2
    } else {
        c.width().unwrap_or(1)
    }
}

/// Whether a character never joins another of which the same is true: ASCII except CR (which joins
/// LF), Latin letters but not the soft hyphen, dashes and quotes, CJK punctuation, Han characters,
/// full-width forms.
pub(super) fn stands_alone(c: char) -> bool {
    is_plain_han(c)
        || matches!(
            c,
            '\0'..='\u{c}' | '\u{e}'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}'
                | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff5e}'
        )
}

/// Whether a character is in one of the two blocks that contain nearly all Han characters.
pub(super) fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Characters of which many join their neighbours.
    const TEXTS: &str = "[ a-z\r\n\t“’—…©習党，。ａé\u{ad}\u{600}\u{301}\u{200d}\u{fe0f}\
        👩🇨각ก\u{e33}]{0,12}";

    /// Length in bytes of the first of these graphemes that fit in `columns`.
    fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, mut columns: usize) -> usize {
        let mut len = 0;
        for grapheme in graphemes {
            let Some(left) = columns.checked_sub(grapheme.width()) else {
                break;
            };
            columns = left;
            len += grapheme.len();
        }
        len
    }

    proptest! {
        #[test]
        fn the_shortcuts_agree_with_the_libraries(text in TEXTS) {
            let graphemes = || text.graphemes(true);
            prop_assert_eq!(first_len(&text), graphemes().next().map_or(0, str::len));
            prop_assert_eq!(last_len(&text), graphemes().next_back().map_or(0, str::len));
            prop_assert_eq!(width(&text), text.width());
            for columns in [3, 5] {
                let right = reach_right(&text, 0, columns);
                prop_assert_eq!(right, fitting(graphemes(), columns));
                let left = reach_left(&text, text.len(), columns);
                prop_assert_eq!(text.len() - left, fitting(graphemes().rev(), columns));
            }
        }
    }

    #[test]
    fn a_line_end_of_two_characters_has_one_column() {
        assert_eq!(width("a\r\nb"), 3);
        assert_eq!(width("a\r\nb"), "a\r\nb".width());
    }
}

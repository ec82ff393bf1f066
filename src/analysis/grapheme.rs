//! Graphemes and their widths: what `unicode-segmentation` and `unicode-width` say, by a shortcut where neighbours never
//! join, which is nearly all of every text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Length in bytes of the first grapheme of `text`.
pub(crate) fn first_len(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    if stands_alone(first) && chars.next().is_none_or(stands_alone) {
        return first.len_utf8();
    }
    text.graphemes(true).next().map_or(first.len_utf8(), str::len)
}

/// Length in bytes of the last grapheme of `text`.
pub(crate) fn last_len(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(last) = chars.next_back() else { return 0 };
    if stands_alone(last) && chars.next_back().is_none_or(stands_alone) {
        return last.len_utf8();
    }
    text.graphemes(true).next_back().map_or(last.len_utf8(), str::len)
}

/// Where the graphemes from byte `at` on end that fit in `columns`, in bytes.
pub(crate) fn reach_right(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at < text.len() {
        let alone = plain_run(text.as_bytes()[at..].iter(), columns);
        (at, columns) = (at + alone, columns - alone);
        let grapheme = &text[at..at + first_len(&text[at..])];
        let wide = width(grapheme);
        if wide > columns {
            break;
        }
        (at, columns) = (at + grapheme.len(), columns - wide);
    }
    at
}

/// Where the graphemes before byte `at` begin that fit in `columns`, in bytes.
pub(crate) fn reach_left(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at > 0 {
        let alone = plain_run(text.as_bytes()[..at].iter().rev(), columns);
        (at, columns) = (at - alone, columns - alone);
        let grapheme = &text[at - last_len(&text[..at])..at];
        let wide = width(grapheme);
        if wide > columns {
            break;
        }
        (at, columns) = (at - grapheme.len(), columns - wide);
    }
    at
}

/// How many of the first bytes, at most `most`, are graphemes of one column: ASCII, but not the last of it, which may
/// be joined with what comes next.
fn plain_run<'a>(bytes: impl Iterator<Item = &'a u8>, most: usize) -> usize {
    let run = bytes.take(most.saturating_add(1)).take_while(|b| b.is_ascii() && **b != b'\r').count();
    run.saturating_sub(1)
}

/// Display columns of `text`.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let columns = |c: char| if is_plain_han(c) { 2 } else { c.width().unwrap_or(1) };
    let alone = |sum: usize, c: char| stands_alone(c).then(|| sum + columns(c));
    text.chars().try_fold(0, alone).unwrap_or_else(|| text.width())
}

/// ASCII but for CR (which joins LF), Latin letters but for the soft hyphen, dashes and quotes, CJK punctuation, Han and
/// full-width forms.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{c}' | '\u{e}'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}'
        | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff5e}')
        || is_plain_han(c)
}

/// Han characters of the two blocks in which nearly all of them are.
pub(super) fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against the libraries, over texts in which much joins.
        #[test]
        fn the_shortcut_changes_nothing(text in "[ a-z\r\n\t“’—…©習党，。ａé\u{ad}\u{600}\u{301}\u{200d}\u{fe0f}👩🇨각ก\u{e33}]{0,12}") {
            prop_assert_eq!(first_len(&text), text.graphemes(true).next().map_or(0, str::len));
            prop_assert_eq!(last_len(&text), text.graphemes(true).next_back().map_or(0, str::len));
            prop_assert_eq!(width(&text), text.width());
        }
    }
}

//! Graphemes and their widths: what `unicode-segmentation` and `unicode-width` say, by a shortcut
//! where neighbours never join, which is nearly all of every text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Length in bytes of the first grapheme of `text`.
pub(crate) fn first_len(text: &str) -> usize {
    first(text).0
}

/// Length in bytes of the last grapheme of `text`.
pub(crate) fn last_len(text: &str) -> usize {
    last(text).0
}

/// Length in bytes of the first grapheme of `text`, and its display columns.
fn first(text: &str) -> (usize, usize) {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => (0, 0),
        (Some(c), next) if stands_alone(c) && next.is_none_or(stands_alone) => {
            (c.len_utf8(), columns(c))
        }
        _ => text
            .graphemes(true)
            .next()
            .map_or((0, 0), |grapheme| (grapheme.len(), grapheme.width())),
    }
}

/// Length in bytes of the last grapheme of `text`, and its display columns.
fn last(text: &str) -> (usize, usize) {
    let mut chars = text.chars();
    match (chars.next_back(), chars.next_back()) {
        (None, _) => (0, 0),
        (Some(c), before) if stands_alone(c) && before.is_none_or(stands_alone) => {
            (c.len_utf8(), columns(c))
        }
        _ => text
            .graphemes(true)
            .next_back()
            .map_or((0, 0), |grapheme| (grapheme.len(), grapheme.width())),
    }
}

/// Where the graphemes from byte `at` on end that fit in `columns`, in bytes.
pub(crate) fn reach_right(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at < text.len() {
        let alone = plain_run(text.as_bytes()[at..].iter(), columns);
        (at, columns) = (at + alone, columns - alone);
        let han = han_run(text[at..].chars(), columns);
        (at, columns) = (at + han * 3, columns - han * 2);
        let (len, wide) = first(&text[at..]);
        if wide > columns {
            break;
        }
        (at, columns) = (at + len, columns - wide);
    }
    at
}

/// Where the graphemes before byte `at` begin that fit in `columns`, in bytes.
pub(crate) fn reach_left(text: &str, mut at: usize, mut columns: usize) -> usize {
    while at > 0 {
        let alone = plain_run(text.as_bytes()[..at].iter().rev(), columns);
        (at, columns) = (at - alone, columns - alone);
        let han = han_run(text[..at].chars().rev(), columns);
        (at, columns) = (at - han * 3, columns - han * 2);
        let (len, wide) = last(&text[..at]);
        if wide > columns {
            break;
        }
        (at, columns) = (at - len, columns - wide);
    }
    at
}

/// How many of the first bytes, at most `most`, are graphemes of one column: ASCII, but not the
/// last of it, which may be joined with what comes next.
fn plain_run<'a>(bytes: impl Iterator<Item = &'a u8>, most: usize) -> usize {
    let run = bytes
        .take(most.saturating_add(1))
        .take_while(|b| b.is_ascii() && **b != b'\r')
        .count();
    run.saturating_sub(1)
}

/// How many of the first characters are graphemes of three bytes and two columns, which together
/// fit in `most` columns: Han, but not the last of it.
fn han_run(chars: impl Iterator<Item = char>, most: usize) -> usize {
    chars
        .take(most / 2 + 1)
        .take_while(|c| is_plain_han(*c))
        .count()
        .saturating_sub(1)
}

/// Display columns of `text`.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    let alone = |sum: usize, c: char| match c {
        ' '..='~' => Some(sum + 1),
        c if is_plain_han(c) => Some(sum + 2),
        c => stands_alone(c).then(|| sum + columns(c)),
    };
    text.chars()
        .try_fold(0, alone)
        .unwrap_or_else(|| text.width())
}

/// Display columns of a character that stands alone.
fn columns(c: char) -> usize {
    if is_plain_han(c) {
        2
    } else {
        c.width().unwrap_or(1)
    }
}

/// ASCII but for CR (which joins LF), Latin letters but for the soft hyphen, dashes and quotes, CJK
/// punctuation, Han and full-width forms.
pub(super) fn stands_alone(c: char) -> bool {
    is_plain_han(c)
        || matches!(c, '\0'..='\u{c}' | '\u{e}'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}'
            | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff5e}')
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
            prop_assert_eq!(width("a\r\nb"), "a\r\nb".width());
            for (at, columns) in [(0, 3), (0, 5), (text.len(), 3), (text.len(), 5)] {
                let mut left = columns;
                let fits = |grapheme: &&str| {
                    let wide = grapheme.width();
                    let fits = wide <= left;
                    left = if fits { left - wide } else { 0 };
                    fits
                };
                let (reached, len) = if at == 0 {
                    (reach_right(&text, at, columns), text.graphemes(true).take_while(fits).map(str::len).sum::<usize>())
                } else {
                    (at - reach_left(&text, at, columns), text.graphemes(true).rev().take_while(fits).map(str::len).sum())
                };
                prop_assert_eq!(reached, len, "{} columns from {}", columns, at);
            }
        }
    }
}

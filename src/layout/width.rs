//! The columns that a text takes.

use unicode_width::UnicodeWidthStr;

/// Returns the number of columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    if printable(text) == text.len() {
        return text.len();
    }
    text.width()
}

/// Returns the number of printable characters of ASCII in `text`, of which each takes a column at
/// least. Counting these is much quicker than measuring the text.
pub(super) fn printable(text: &str) -> usize {
    let bytes = text.bytes();
    bytes
        .filter(|byte| matches!(byte, b' '..=b'~'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_library() {
        let marks = [
            "", "\u{fe0f}", "\u{fe0e}", "\u{20e3}", "\u{200d}", "\u{301}", "\t", "\r\n", "港", "é",
            "👍🏽",
        ];
        for first in ' '..='~' {
            for mark in marks {
                for other in marks {
                    let text = format!("a{first}{mark}{other}b");
                    assert_eq!(width(&text), text.width(), "{text:?}");
                    assert!(
                        printable(&text) <= text.width(),
                        "{text:?}"
                    );
                }
            }
        }
    }
}

//! The numbers of pages in running heads.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Numbers, also in Roman numerals.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[0-9]{1,6}|(?-u:\b)[ivxlc]{1,7}(?-u:\b)"));

/// The shape of a page's number, with `#` for a number: `# | Report`, `第 # 页`, `Page # of #`.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)^(?:#\s*[|/·•]\s*\S.{0,60}|\S.{0,60}\s[|/·•]\s*#|第?\s*#\s*页?",
        r"|[-–—·]+\s*#\s*[-–—·]+|(?:page|p\.)\s*#(?:\s*(?:of|/)\s*#)?|#\s*[/|]\s*#",
        r"|第\s*#\s*页\s*[/，,]?\s*共\s*#\s*页)$",
    ))
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// Returns whether a line has the shape of a page's number.
pub(super) fn has_number_shape(text: &str) -> bool {
    PAGE_NUMBER.is_match(&NUMBER.replace_all(text, "#"))
}

/// Returns the words as they are, and with each, the first and the last number less the page's: so
/// that the same words with growing numbers are the same.
pub(super) fn readings(text: &str, page: usize) -> Vec<String> {
    let count = NUMBER.find_iter(text).count();
    let mut readings = vec![text.to_owned()];
    if count > 0 {
        readings.push(without_page(text, page, |_| true));
    }
    if count > 1 {
        readings.push(without_page(text, page, |at| at == 0));
        readings.push(without_page(text, page, |at| {
            at + 1 == count
        }));
    }
    readings
}

/// Returns a text with the chosen numbers less that of the page.
fn without_page(text: &str, page: usize, is_chosen: impl Fn(usize) -> bool) -> String {
    let mut at = 0;
    let page = i64::try_from(page).unwrap_or(0);
    let replaced = NUMBER.replace_all(text, |found: &Captures<'_>| {
        let written = found[0].to_owned();
        let chosen = is_chosen(at);
        at += 1;
        match value(&written) {
            Some(number) if chosen => format!("\u{1}{}", number - page),
            _ => written,
        }
    });
    replaced.into_owned()
}

/// Returns the value of a number in Arabic digits or Roman numerals.
fn value(number: &str) -> Option<i64> {
    if let Ok(value) = number.parse() {
        return Some(value);
    }
    let digits = number
        .chars()
        .rev()
        .try_fold((0, 0), |(sum, largest), c| {
            let digit = match c {
                'i' => 1,
                'v' => 5,
                'x' => 10,
                'l' => 50,
                'c' => 100,
                _ => return ControlFlow::Break(()),
            };
            let sum = if digit < largest {
                sum - digit
            } else {
                sum + digit
            };
            ControlFlow::Continue((sum, digit.max(largest)))
        });
    match digits {
        ControlFlow::Continue((sum, _)) => Some(sum),
        ControlFlow::Break(()) => None,
    }
}

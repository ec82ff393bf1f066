//! No word of a page is lost, wherever it is.

use proptest::prelude::*;

use super::sheet::{BODY, Sheet, width};
use super::{can_read, parse};
use crate::parser::{is_sound, visible};

/// A line: its place, its size and its text.
fn lines() -> impl Strategy<Value = Vec<(u16, u16, u16, String)>> {
    let words = prop::sample::select(vec![
        "The board",
        "spoke.",
        "统战工作",
        "，",
        "1.",
        "一、",
        "Ports",
        "12",
        "-",
        "2 |",
        "Page 3",
        "2020年9月20日",
        "*",
        "7",
        "government",
        "14.2%",
        "iv",
        "http://a.example",
        "（一）",
        "A",
        "and",
    ]);
    let text = prop::collection::vec(words, 1..9).prop_map(|words| words.join(" "));
    let line = (0u16..4, 3u16..80, 6u16..16, text);
    prop::collection::vec(line, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// All characters are there, but for hyphens; the order is that of the columns.
    #[test]
    fn no_character_is_lost(lines in lines()) {
        prop_assume!(can_read());
        let mut sheet = Sheet::new();
        let mut shown = String::new();
        let mut taken = std::collections::HashSet::new();
        for (column, row, size, text) in &lines {
            // Text on other text is in no order, and none is shown beyond the page.
            let (x, scale) = (40.0 + 60.0 * f64::from(*column), f64::from(*size) / BODY);
            if taken.insert(*row) && x + scale * width(text) < 590.0 {
                sheet.put(x, f64::from(*row) * 10.0, f64::from(*size), text);
                shown.push_str(text);
            }
        }
        let parsed = parse(&sheet);
        is_sound(&parsed.brief, &parsed.text)?;
        let kept: String = parsed.brief.passages.iter().map(|p| p.text.as_str()).collect();
        prop_assert_eq!(characters(&kept), characters(&shown), "{}", parsed.text);
    }
}

/// The visible characters in order, without hyphens and the bars between cells, with raised digits
/// as digits.
fn characters(text: &str) -> Vec<char> {
    let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut all: Vec<char> = visible(text)
        .chars()
        .filter(|c| !matches!(c, '-' | '|'))
        .map(
            |c| match raised.chars().position(|r| r == c) {
                Some(digit) => char::from_digit(
                    u32::try_from(digit).expect("a digit"),
                    10,
                )
                .expect("a digit"),
                None => c,
            },
        )
        .collect();
    all.sort_unstable();
    all
}

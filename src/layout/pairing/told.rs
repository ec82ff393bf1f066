//! Pairs that a text names itself, in comments between its passages.

use std::sync::LazyLock;

use regex::Regex;

use super::pair::Options;
use crate::model::Passage;

/// Reads the comments of `source`, to which the spans of `passages` refer:
/// `<!-- yinde: translation -->` pairs the passages before and after it, and
/// `<!-- yinde: no translation -->` leaves the passage after it alone.
pub(in crate::layout) fn told(source: &str, passages: &[Passage]) -> Options {
    static COMMENT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"<!--\s*yinde:\s*(no )?translation\s*-->").ok());
    let mut options = Options::default();
    let Some(comment) = &*COMMENT else {
        return options;
    };
    if !source.contains("<!--") {
        return options;
    }
    for found in comment.captures_iter(source) {
        let Some(whole) = found.get(0) else {
            continue;
        };
        let after = passages.partition_point(|passage| passage.span.start < whole.end());
        let shows = passages.iter().any(|passage| {
            passage
                .text
                .contains(whole.as_str())
        });
        if shows || after >= passages.len() {
            continue;
        }
        if found.get(1).is_some() {
            options.alone.insert(after);
        } else if after > 0 {
            options
                .told
                .push((after - 1, after));
        }
    }
    options
}

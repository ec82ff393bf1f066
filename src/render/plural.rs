//! Numbers with their nouns.

/// Returns `count` with `noun`, which takes an `s` unless there is exactly one: `1 passage`,
/// `2 passages`.
#[must_use]
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {}", plural_noun(count, noun))
}

/// Returns `noun` as it follows `count`.
pub(super) fn plural_noun(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}

/// `1 match`, `2 matches`
pub(crate) fn matches(count: usize) -> String {
    if count == 1 {
        "1 match".to_owned()
    } else {
        format!("{count} matches")
    }
}

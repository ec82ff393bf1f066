//! White space in titles and labels.

/// Returns `text` with each run of white space as a single space, and none at the ends.
pub(super) fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

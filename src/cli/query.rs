//! Queries on the command line.

use super::filters::FilterArgs;
use super::negation::HYPHEN;

/// Returns the query that the arguments make, a phrase of them if `phrase` is set.
pub(super) fn text_of(words: &[String], phrase: bool) -> String {
    let text = words.join(" ").replace(HYPHEN, "-");
    if phrase {
        quoted(&text)
    } else {
        text
    }
}

/// Returns `text` as a phrase, whatever quotation marks there are in it.
pub(super) fn quoted(text: &str) -> String {
    let inside = text.replace('"', " ");
    format!("\"{}\"", inside.trim())
}

/// Returns the filters as options of a request.
pub(super) fn options_of(filters: &FilterArgs) -> Vec<(&'static str, &str)> {
    let values = filters.values.iter();
    values
        .map(|(field, value)| (field.name(), value.as_str()))
        .collect()
}

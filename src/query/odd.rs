//! Parts of a query that look as if they were typed for another query language.

use super::note::Note;
use super::quoted::in_ascii;

/// Maximum length of the text that a note repeats, in characters.
const MAX_SHOWN: usize = 30;
/// Operators of other query languages.
const OPERATORS: [&str; 5] = ["||", "|", "&&", "&", "!"];
/// Words before the colon of an address.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "doi"];

/// Returns the note on an opening quotation mark before `rest` that nothing closes.
pub(super) fn unclosed(rest: &str) -> Option<Note> {
    let text: String = rest
        .trim()
        .chars()
        .take(MAX_SHOWN)
        .collect();
    (!text.is_empty()).then_some(Note::UnclosedQuote { text })
}

/// Returns the notes on a phrase.
pub(super) fn in_phrase(phrase: &str) -> Option<Note> {
    let before_end = phrase
        .strip_suffix(['*', '＊'])
        .unwrap_or(phrase);
    has_wildcard(&in_ascii(before_end)).then(|| Note::NoWildcard {
        text: phrase.to_owned(),
    })
}

/// Returns the note on a word.
pub(super) fn in_word(word: &str) -> Option<Note> {
    let ascii = in_ascii(word);
    let text = word.to_owned();
    if OPERATORS.contains(&ascii.as_str()) || is_negated(&ascii) {
        return Some(Note::NoOperator { text });
    }
    if let Some(name) = unknown_field(&ascii) {
        return Some(Note::UnknownField { name, text });
    }
    if has_slop(&ascii) {
        return Some(Note::NoSlop { text });
    }
    let before_end = ascii
        .strip_suffix('*')
        .unwrap_or(&ascii);
    let is_prefix = before_end.contains(char::is_alphanumeric);
    if has_wildcard(before_end) || ascii.ends_with('*') && !is_prefix {
        return Some(Note::NoWildcard { text });
    }
    None
}

/// Returns whether a `!` excludes the word in other query languages.
fn is_negated(word: &str) -> bool {
    word.strip_prefix('!')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Returns whether a `*` or `?` is before or between letters.
fn has_wildcard(text: &str) -> bool {
    let is_wildcard = |(at, mark): (usize, &str)| {
        let after = &text[at + mark.len()..];
        let before = &text[..at];
        let is_star = mark == "*"
            && before
                .trim_end_matches('*')
                .is_empty();
        let in_word = before.ends_with(char::is_alphanumeric);
        after.starts_with(char::is_alphanumeric) && (in_word || is_star)
            || mark == "*" && after.starts_with(char::is_whitespace)
    };
    text.match_indices(['*', '?'])
        .any(is_wildcard)
}

/// Returns the name of the field that a word seems to ask for.
fn unknown_field(word: &str) -> Option<String> {
    let (name, value) = word.split_once(':')?;
    let is_name = name.len() > 1
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic());
    let is_scheme = SCHEMES
        .iter()
        .any(|scheme| name.eq_ignore_ascii_case(scheme));
    let has_value = value.starts_with(char::is_alphanumeric);
    (is_name && has_value && !is_scheme).then(|| name.to_owned())
}

/// Returns whether a word begins with a `~`, or ends with one and perhaps a number.
fn has_slop(word: &str) -> bool {
    let before = word.trim_end_matches(|c: char| c.is_ascii_digit());
    before.ends_with('~') || word.starts_with('~')
}

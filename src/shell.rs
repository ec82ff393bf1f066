//! Words of commands in messages, written so that they can be pasted into a shell.

use std::borrow::Cow;
use std::path::Path;

/// Characters that mean nothing to a shell, besides letters and digits.
const PLAIN: &str = "-_./:,@%+";

/// Returns `text` as one word of a shell: in quotation marks if it needs them, on one line and
/// without characters that a terminal would obey, each of which becomes U+FFFD.
#[must_use]
pub fn word(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || PLAIN.contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into();
    }
    let shown = text.replace(is_unsafe, "\u{fffd}");
    format!("'{}'", shown.replace('\'', r"'\''")).into()
}

/// Returns a path, or an address without a user and password in it, as one word of a shell.
#[must_use]
pub fn path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let address = text.split_once("://");
    let secret = address.and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?.1)));
    match secret {
        Some((scheme, rest)) => word(&[scheme, "://", rest].concat()).into_owned(),
        None => word(&text).into_owned(),
    }
}

/// Whether `c` is a control character, or one that overrides the direction of text or breaks a
/// line: a terminal would obey it.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

//! Text with `format=flowed`: a line that ends with a space goes on in the next line.

use mail_parser::{MessagePart, MimeHeaders};

/// The line before a signature, which ends with a space and does not go on.
const SIGNATURE: &str = "-- ";

/// Returns the text of a part with its lines joined, if the part says that they go on.
pub(super) fn joined(part: &MessagePart<'_>, text: String) -> String {
    let is = |name: &str, value: &str| {
        let written = part
            .content_type()
            .and_then(|content_type| content_type.attribute(name));
        written.is_some_and(|written| written.eq_ignore_ascii_case(value))
    };
    if is("format", "flowed") {
        join(&text, is("delsp", "yes"))
    } else {
        text
    }
}

/// Joins the lines. If `drops_space` is set, the space at a line's end is no part of the text.
fn join(text: &str, drops_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of quotation of the line that goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches('>');
        let depth = line.len() - bare.len();
        let content = bare
            .strip_prefix(' ')
            .unwrap_or(bare);
        let goes_on = content.ends_with(' ') && content != SIGNATURE;
        let follows = open == Some(depth) && content != SIGNATURE;
        if !follows {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&line[..depth]);
            if depth > 0 && !content.is_empty() {
                out.push(' ');
            }
        }
        let shown = if goes_on && drops_space {
            &content[..content.len() - 1]
        } else {
            content
        };
        out.push_str(shown);
        open = goes_on.then_some(depth);
    }
    out
}

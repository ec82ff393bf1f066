//! The source of a page, before it is parsed: drops the parts that are never shown, which can be
//! most of it, and limits the attributes of an element.

use crate::formats::read::Refusal;

/// Maximum number of attributes of an element.
const MAX_ATTRIBUTES: usize = 1000;

/// Elements that are dropped with their content.
const HIDDEN: [&str; 2] = ["script", "style"];

/// Elements that are kept, and in whose content the only tag is their own end tag.
const TEXT_ONLY: [&str; 6] = ["title", "textarea", "xmp", "noembed", "noframes", "iframe"];

/// A piece of the source at a `<`, with its length in bytes.
enum Markup {
    Kept(usize),
    Dropped(usize),
    /// The piece should be dropped, but has no end.
    Unclosed,
}

/// Returns the source without comments, scripts and styles. From the first of them on that has no
/// end, the source is left to the parser as it is.
pub(super) fn without_hidden(html: &str) -> Result<String, Refusal> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match markup(rest)? {
            Markup::Kept(length) => {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
            Markup::Dropped(length) => rest = &rest[length..],
            Markup::Unclosed => break,
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// Returns the kind and the length of the markup with which `text` starts.
fn markup(text: &str) -> Result<Markup, Refusal> {
    if text.starts_with("<!--") {
        return Ok(dropped(comment_end(text)));
    }
    if let Some(name) = element_among(&HIDDEN, text) {
        return Ok(dropped(element_end(text, name)));
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(Markup::Kept(1));
    }
    let tag = tag_end(text)?;
    let content = match element_among(&TEXT_ONLY, text) {
        Some(name) => element_end(&text[tag..], name).unwrap_or(0),
        None => 0,
    };
    Ok(Markup::Kept(tag + content))
}

fn dropped(end: Option<usize>) -> Markup {
    end.map_or(Markup::Unclosed, Markup::Dropped)
}

/// Returns the end of the comment with which `text` starts. `<!-->` is a complete comment, and
/// `--!>` ends one too.
fn comment_end(text: &str) -> Option<usize> {
    let end = end_of("-->", text, 2);
    let comment = &text[..end.unwrap_or(text.len())];
    let odd_end = end_of("--!>", comment, 4);
    odd_end.or(end)
}

/// Returns the end of the first `mark` in `text` from offset `start` on.
fn end_of(mark: &str, text: &str, start: usize) -> Option<usize> {
    let at = text.get(start..)?.find(mark)?;
    Some(start + at + mark.len())
}

/// Returns the name among `names` of the element whose start tag is at the start of `text`.
fn element_among(names: &[&'static str], text: &str) -> Option<&'static str> {
    let mut names = names.iter().copied();
    names.find(|name| starts_with_name(&text[1..], name))
}

fn starts_with_name(text: &str, name: &str) -> bool {
    match text.split_at_checked(name.len()) {
        Some((start, rest)) => start.eq_ignore_ascii_case(name) && rest.starts_with(ends_name),
        None => false,
    }
}

fn ends_name(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '/')
}

/// Returns the end of the end tag of the element called `name`, in whose content nothing else is a
/// tag.
fn element_end(text: &str, name: &str) -> Option<usize> {
    for (at, _) in text.match_indices("</") {
        let after = at + "</".len();
        if starts_with_name(&text[after..], name) {
            return end_of(">", text, after);
        }
    }
    None
}

/// Returns the end of the tag with which `text` starts.
///
/// # Errors
/// Returns an error if the tag has too many attributes.
fn tag_end(text: &str) -> Result<usize, Refusal> {
    let mut quote = None;
    let mut after_space = false;
    let mut attributes = 0;
    // The last byte that was not white space.
    let mut last = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Ok(at + 1),
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, _) if separates_attributes(byte) => after_space = true,
            (None, _) => {
                attributes += usize::from(after_space);
                after_space = false;
            }
        }
        if attributes > MAX_ATTRIBUTES {
            return Err(too_many_attributes());
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    Ok(text.len())
}

fn separates_attributes(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

fn too_many_attributes() -> Refusal {
    Refusal::because(format!(
        "an element with more than {MAX_ATTRIBUTES} attributes; save its text as .txt"
    ))
}

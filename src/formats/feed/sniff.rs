//! Tells a feed from other XML by the start of the file.

/// Whether the first element of an XML file is a feed's. `start` is the start of the file.
pub(in crate::formats) fn starts_like_one(start: &[u8]) -> bool {
    let mut start = start.to_vec();
    // Without its zero bytes UTF-16 reads like ASCII, as far as names are concerned.
    start.retain(|byte| *byte != 0);
    let text = String::from_utf8_lossy(&start);
    let mut rest = text.as_ref();
    while let Some((_, markup)) = rest.split_once('<') {
        let end = if markup.starts_with("!--") {
            markup.split_once("-->")
        } else if markup.starts_with('?') {
            markup.split_once("?>")
        } else if let Some(declaration) = markup.strip_prefix("!DOCTYPE") {
            split_at_end_of_doctype(declaration)
        } else {
            return is_feed(local_name(markup));
        };
        let Some((_, after)) = end else {
            return false;
        };
        rest = after;
    }
    false
}

/// Splits at the end of a document type declaration. If it declares entities, `>` may occur in it,
/// so the `]` after them counts.
fn split_at_end_of_doctype(declaration: &str) -> Option<(&str, &str)> {
    if let Some((name, entities)) = declaration.split_once('[')
        && !name.contains('>')
        && let Some(end) = entities.split_once(']')
    {
        return Some(end);
    }
    declaration.split_once('>')
}

/// Returns the name at the start of a tag, without its namespace prefix.
fn local_name(tag: &str) -> &str {
    let end = tag
        .find(ends_name)
        .unwrap_or(tag.len());
    let name = &tag[..end];
    match name.rsplit_once(':') {
        Some((_, local_name)) => local_name,
        None => name,
    }
}

fn ends_name(character: char) -> bool {
    character.is_whitespace() || matches!(character, '>' | '/')
}

/// Whether this is the local name of a feed's root element.
pub(super) fn is_feed(local_name: &str) -> bool {
    matches!(local_name, "rss" | "feed" | "RDF")
}

//! Tells a feed from other XML by the start of the file.

use crate::formats::table;

/// Whether the first element of an XML file is a feed's. `start` is the start of the file.
pub(in crate::formats) fn starts_like_one(start: &[u8]) -> bool {
    let start = &start[..start.len().min(table::START)];
    // Without its zero bytes UTF-16 reads like ASCII, as far as names are concerned.
    let bytes: Vec<u8> = start.iter().copied().filter(|&b| b != 0).collect();
    let text = String::from_utf8_lossy(&bytes);
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
    let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let name = tag.find(is_end).map_or(tag, |end| &tag[..end]);
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Whether this is the local name of a feed's root element.
pub(super) fn is_feed(local_name: &str) -> bool {
    matches!(local_name, "rss" | "feed" | "RDF")
}

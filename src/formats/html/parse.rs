//! From the source of a page to its tree of elements, within limits.

use dom_query::{Document, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, Parser, parse_document};

use super::source::without_hidden;
use crate::formats::read::Refusal;

/// Maximum length of a page, in bytes.
const MAX_BYTES: usize = 16 << 20;
/// Maximum number of elements and texts in a page.
const MAX_NODES: usize = 400_000;
/// Maximum number of elements inside one another.
const MAX_DEPTH: usize = 1000;
/// Number of bytes that are parsed before the limits are checked again.
const CHUNK: usize = 4096;

/// Parses a page in chunks and checks the limits after each, because each of a few bytes can add a
/// thousand elements to the tree.
///
/// # Errors
/// Returns an error if the page exceeds a limit.
pub(super) fn parse(html: &str) -> Result<Document, Refusal> {
    if html.len() > MAX_BYTES {
        return Err(Refusal::because(format!(
            "more than {MAX_BYTES} bytes of HTML; split it, or save its text as .txt"
        )));
    }
    let html = without_hidden(html)?;
    let mut parser = parser();
    let mut rest = html.as_str();
    while !rest.is_empty() {
        let length = rest.floor_char_boundary(CHUNK.min(rest.len()));
        let (chunk, after) = rest.split_at(length);
        parser.process(StrTendril::from(chunk));
        rest = after;
        let doc = &parser.tokenizer.sink.sink;
        doc.errors.borrow_mut().clear();
        check_limits(doc)?;
    }
    Ok(parser.finish())
}

fn parser() -> Parser<Document> {
    // Without scripting, the content of <noscript> is parsed.
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let options = ParseOpts {
        tree_builder,
        ..ParseOpts::default()
    };
    parse_document(Document::default(), options)
}

fn check_limits(doc: &Document) -> Result<(), Refusal> {
    if doc.tree.len() > MAX_NODES {
        return Err(Refusal::because(format!(
            "more than {MAX_NODES} elements; split it, or save its text as .txt"
        )));
    }
    if depth(doc) > MAX_DEPTH {
        return Err(Refusal::because(format!(
            "elements nested more than {MAX_DEPTH} deep; save its text as .txt"
        )));
    }
    Ok(())
}

/// Returns the depth of the last element, at which the parser adds the next one.
fn depth(doc: &Document) -> usize {
    let last = std::iter::successors(Some(doc.root()), NodeRef::last_child);
    last.count()
}

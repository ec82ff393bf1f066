//! HTML: saved web pages, and the pieces of HTML in mails, feeds and e-books.
//!
//! If a page has navigation around its article, the readability library finds the article. All
//! text in there is kept, because the library also drops lists and short paragraphs that belong to
//! the article, but for comments, captions and the like (`clutter`, `links`). If nothing clearly
//! is the article, the whole body is kept. Scripts, styles, navigation and share buttons are
//! dropped. Entries of feeds, notes and mails are read whole, with their buttons and choices.
//!
//! Every walk over a page is a loop: elements can be nested deeper than a stack reaches.

mod article;
mod block;
mod clean;
mod clutter;
mod control;
mod day;
mod lead;
mod links;
mod measure;
mod metadata;
mod node;
mod open_link;
mod parse;
mod role;
mod root;
mod shown_day;
mod source;
mod title;
mod walk;

use dom_query::Document;

use self::walk::Scope;
use super::decode;
use super::read::Refusal;
use crate::layout::page::Page;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let html = decode::by_declaration(bytes.to_vec())?;
    let doc = parse::parse(&html.text)?;
    let mut page = content(&doc);
    page.warnings.extend(html.warning());
    page.metadata = metadata::metadata(&doc, &html.text, &page);
    Ok(page)
}

/// Reads an entry of a feed, a note, a post: HTML without navigation around it.
pub(super) fn read_piece(bytes: &[u8]) -> Result<Page, Refusal> {
    let html = decode::by_declaration(bytes.to_vec())?;
    let doc = parse::parse(&html.text)?;
    let mut page = Page::default();
    walk::add_blocks(&doc.root(), Scope::Piece, &mut page);
    page.warnings.extend(html.warning());
    page.metadata = metadata::metadata(&doc, &html.text, &page);
    Ok(page)
}

/// Adds the blocks of a piece of HTML without navigation: a mail, an entry of a feed, a chapter.
pub(super) fn add(html: &str, page: &mut Page) -> Result<(), Refusal> {
    let doc = parse::parse(html)?;
    walk::add_blocks(&doc.root(), Scope::Everything, page);
    Ok(())
}

/// Returns the blocks of the article, or of the whole page if it has no clear article.
fn content(doc: &Document) -> Page {
    let mut whole = Page::default();
    let seen = walk::add_blocks(&doc.root(), Scope::Content, &mut whole);
    if !seen.has_clutter {
        return whole;
    }
    let Some(root) = root::article(doc) else {
        return whole;
    };
    let mut article = Page::default();
    let host = metadata::host(doc);
    let lead = lead::before(doc, &root, &metadata::names(doc));
    walk::add_article(
        &lead,
        &root,
        host.as_deref(),
        &mut article,
    );
    if article.text.is_empty() {
        return whole;
    }
    article
}

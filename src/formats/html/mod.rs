//! HTML: saved web pages, and the pieces of HTML in mails, feeds and e-books.
//!
//! If a page has navigation around its article, the readability library finds the article. All
//! text in there is kept, because the library also drops lists and short paragraphs that belong to
//! the article. If the library finds little, the whole body is kept. Scripts, styles, navigation
//! and share buttons are dropped.
//!
//! Every walk over a page is a loop: elements can be nested deeper than a stack reaches.

mod article;
mod block;
mod clean;
mod metadata;
mod node;
mod parse;
mod role;
mod source;
mod title;
mod walk;

use dom_query::Document;

use self::walk::Scope;
use super::decode;
use super::read::Refusal;
use crate::layout::page::Page;

/// An article with less than this share of the whole page's text, in percent, is not used.
const MIN_ARTICLE_PERCENT: usize = 25;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let html = decode::by_declaration(bytes.to_vec())?;
    let doc = parse::parse(&html.text)?;
    let mut page = content(&doc);
    page.warnings.extend(html.warning());
    page.metadata = metadata::metadata(&doc, &page);
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
    let Some(root) = article::article_root(doc) else {
        return whole;
    };
    let mut article = Page::default();
    walk::add_blocks(&root, Scope::Content, &mut article);
    let min_length = whole.text.len() * MIN_ARTICLE_PERCENT;
    if article.text.len() < min_length.div_ceil(100) {
        return whole;
    }
    article
}

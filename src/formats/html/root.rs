//! The element of a page that holds the article.

use dom_query::{Document, NodeRef};

use super::article::article_root;
use super::measure::{Amount, Amounts};
use super::node::is_any_of;

/// An element with less than this share of the page's text, in percent, must show in another way
/// that it holds the article.
const MIN_PERCENT: usize = 25;
/// Minimum number of paragraphs in such an element.
const PARAGRAPHS: usize = 3;
/// Maximum number of letters around the article in a wider element, in percent of the article's.
const MAX_OTHER: usize = 60;
/// Maximum number of letters of these in links, in percent.
const MAX_LINKED: usize = 50;
/// Maximum number of letters of these in links, in percent, if the wider element is the whole body,
/// which has the page's navigation too.
const MAX_LINKED_IN_BODY: usize = 10;
/// Minimum number of letters in its paragraphs, if it has fewer.
const RUNNING: usize = 250;

/// Returns the element that holds the article, or `None` if no element clearly does.
pub(super) fn article(doc: &Document) -> Option<NodeRef<'_>> {
    let page = doc.root();
    let found = article_root(doc)?;
    let amounts = Amounts::below(&page);
    if !holds_article(amounts.of(&found), amounts.of(&page)) {
        return None;
    }
    let found = titled_article(&found, &amounts).unwrap_or(found);
    Some(widened(found, &amounts))
}

/// Returns the outermost element around `root` that holds little else: the rest of the article, or
/// its heading and what is between that and the article.
fn widened<'t>(root: NodeRef<'t>, amounts: &Amounts) -> NodeRef<'t> {
    let mut widest = root;
    let inner = amounts.of(&root);
    for above in root.ancestors_it(None) {
        let amount = amounts.of(&above);
        let max_linked = if is_any_of(&above, &["body"]) {
            MAX_LINKED_IN_BODY
        } else {
            MAX_LINKED
        };
        if !above.is_element() || !holds_little_else(amount, inner, max_linked) {
            break;
        }
        if adds_to_article(&above, amount, amounts.of(&widest)) {
            widest = above;
        }
    }
    widest
}

/// Returns whether an element of this amount has little more than the `inner` one, and at most
/// `max_linked` percent of that in links.
fn holds_little_else(amount: Amount, inner: Amount, max_linked: usize) -> bool {
    // An element that is not read, such as a list of choices, leaves out the article inside.
    let Some(other) = amount
        .letters
        .checked_sub(inner.letters)
    else {
        return false;
    };
    let linked = amount.linked - inner.linked.min(amount.linked);
    other * 100 <= inner.letters * MAX_OTHER && linked * 100 <= other * max_linked
}

/// Returns whether an element around `widest` has more of the article: its main heading, a line at
/// the top of the page that may be its heading, or the rest of an element that is called an
/// article.
fn adds_to_article(above: &NodeRef<'_>, amount: Amount, widest: Amount) -> bool {
    let has_heading = amount.has_main_heading && !widest.has_main_heading;
    let is_article = is_any_of(above, &["article", "main"]) || has_article_class(above);
    let has_line = is_any_of(above, &["body"]) && !widest.has_main_heading;
    has_heading || has_line || is_article && amount.running > widest.running
}

fn has_article_class(node: &NodeRef<'_>) -> bool {
    const CLASSES: [&str; 4] = [
        "entry-content",
        "article-body",
        "article-content",
        "post-content",
    ];
    let Some(class) = node.attr("class") else {
        return false;
    };
    class
        .split_ascii_whitespace()
        .any(|name| CLASSES.contains(&name))
}

fn holds_article(element: Amount, page: Amount) -> bool {
    element.letters * 100 >= page.letters * MIN_PERCENT
        || element.paragraphs >= PARAGRAPHS
        || element.has_main_heading
        || element.running >= RUNNING
        || element.running > 0 && element.running * 2 >= page.running
}

/// Returns the article with the main heading among several articles in `root`.
fn titled_article<'t>(root: &NodeRef<'t>, amounts: &Amounts) -> Option<NodeRef<'t>> {
    let mut articles = root
        .descendants_it()
        .filter(|node| {
            let amount = amounts.of(node);
            is_any_of(node, &["article"]) && amount.has_main_heading && amount.running >= RUNNING
        });
    articles.next()
}

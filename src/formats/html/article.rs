//! The place of the article in a page, as the readability library sees it.
//!
//! The library returns a cleaned copy of the article. To find the article in the page itself, the
//! elements with text are marked before and looked up by their marks afterwards.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use regex::Regex;

use super::node::own_text;

/// Maximum number of elements and texts in a page for the library, which is slow for larger ones.
const MAX_NODES: usize = 40_000;
/// Maximum depth of an element for the library, which calls itself for each level.
const MAX_DEPTH: usize = 200;
/// The attribute with the mark.
const MARK: &str = "data-yinde";

/// Returns the element that contains the whole article, or `None` if the page is too large to
/// judge or the library finds no article.
pub(super) fn article_root(doc: &Document) -> Option<NodeRef<'_>> {
    let root = doc.root();
    let nodes: Vec<NodeRef<'_>> = root.descendants_it().collect();
    if nodes.len() > MAX_NODES || nodes.iter().any(is_too_deep) {
        return None;
    }
    let article = extract(marked_copy(doc, &nodes)?)?;
    let marks = marks(&article).into_iter();
    common_ancestor(marks.filter_map(|mark| nodes.get(mark).copied()))
}

fn is_too_deep(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).count() > MAX_DEPTH
}

/// Returns a copy of the page in which each element with text is marked with its index in `nodes`.
/// The library changes the copy.
fn marked_copy(doc: &Document, nodes: &[NodeRef<'_>]) -> Option<Document> {
    let copy = doc.clone();
    for (index, node) in nodes.iter().enumerate() {
        if contains_text(node) {
            // A node has the same id in the copy.
            let twin = copy.tree.get(&node.id)?;
            twin.set_attr(MARK, &index.to_string());
        }
    }
    Some(copy)
}

/// Returns whether a node is an element with text that is not in another element.
fn contains_text(node: &NodeRef<'_>) -> bool {
    let mut children = node.children_it(false);
    node.is_element() && children.any(|child| is_visible_text(&child))
}

fn is_visible_text(node: &NodeRef<'_>) -> bool {
    let text = own_text(node);
    !text.trim().is_empty()
}

/// Returns the article's HTML.
fn extract(doc: Document) -> Option<String> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(doc, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(article.content.to_string())
}

/// Returns the marks in `html`.
fn marks(html: &str) -> Vec<usize> {
    static MARKED: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = format!(r#"{MARK}="([0-9]+)""#);
        Regex::new(&pattern).expect("a constant pattern")
    });
    let found = MARKED.captures_iter(html);
    let marks = found.filter_map(|mark| mark[1].parse().ok());
    marks.collect()
}

fn common_ancestor<'t>(mut nodes: impl Iterator<Item = NodeRef<'t>>) -> Option<NodeRef<'t>> {
    let mut shared = path_to(nodes.next()?);
    for node in nodes {
        let pairs = shared.iter().zip(path_to(node));
        let same = pairs
            .take_while(|(a, b)| a.id == b.id)
            .count();
        shared.truncate(same);
    }
    shared.pop()
}

/// Returns the nodes from the root to `node`.
fn path_to(node: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut path = vec![node];
    path.extend(node.ancestors_it(None));
    path.reverse();
    path
}

//! The heading of an article whose element does not hold it, and what is between the two.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::clean::{is_invisible, is_navigation, is_of_site};
use super::measure::Amounts;
use super::node::{count_letters, is_any_of, text_start};
use super::role::{Role, role};
use crate::analysis::normalize::normalize_text;
use crate::formats::whitespace::collapsed;

/// Maximum number of letters between the heading and the article, in percent of the article's.
const MAX_BETWEEN: usize = 60;
/// Minimum number of letters in a heading that repeats the page's title.
const MIN_TITLE: usize = 4;

/// The names in the metadata of a page.
pub(super) struct Names {
    pub(super) titles: Vec<String>,
    /// The name of the site.
    pub(super) site: Option<String>,
}

/// Returns the heading before the article in `root`, and the elements between the two, in order.
/// If there is much between them, or a list of links, returns the heading alone; if there is no
/// heading, nothing.
///
/// `names` are those that the page's metadata has.
pub(super) fn before<'t>(doc: &'t Document, root: &NodeRef<'t>, names: &Names) -> Vec<NodeRef<'t>> {
    let amounts = Amounts::below(&doc.root());
    let article = amounts.of(root);
    if article.has_main_heading {
        return Vec::new();
    }
    let Some(heading) = heading(doc, root, names) else {
        return Vec::new();
    };
    let between = between(&heading, root);
    let mut letters = 0;
    let mut linked = 0;
    for node in between
        .iter()
        .filter(|node| is_read(node))
    {
        letters += amounts.of(node).letters;
        linked += amounts.of(node).linked;
    }
    let is_little = letters * 100 <= article.letters * MAX_BETWEEN && linked * 2 <= letters;
    let mut parts = vec![heading];
    if is_little {
        parts.extend(between);
    }
    parts
}

fn is_read(node: &NodeRef<'_>) -> bool {
    role(node) != Role::Hidden && !is_navigation(node) && !is_invisible(node)
}

/// Returns the last heading before the article: of the highest rank or, without one, an element
/// that says the page's title.
fn heading<'t>(doc: &'t Document, root: &NodeRef<'t>, names: &Names) -> Option<NodeRef<'t>> {
    let titles: Vec<String> = names
        .titles
        .iter()
        .map(|title| normalize_text(title))
        .collect();
    let above: HashSet<NodeId> = root
        .ancestors_it(None)
        .map(|node| node.id)
        .collect();
    let mut main = None;
    let mut repeated = None;
    for node in doc.root().descendants_it() {
        if node.id == root.id {
            break;
        }
        if !node.is_element() || above.contains(&node.id) {
            continue;
        }
        if is_any_of(&node, &["h1"]) {
            if is_shown(&node) && !is_of_site(&node) && !says(&node, names.site.as_deref()) {
                main = Some(node);
            }
        } else if repeats(&node, &titles) && is_shown(&node) {
            repeated = Some(node);
        }
    }
    main.or(repeated)
}

fn says(node: &NodeRef<'_>, name: Option<&str>) -> bool {
    let (text, _) = text_start(node);
    name == Some(&*collapsed(&text))
}

/// Returns whether a heading or a paragraph says most of one of these titles, and nothing else.
fn repeats(node: &NodeRef<'_>, titles: &[String]) -> bool {
    const ELEMENTS: [&str; 10] = [
        "h2", "h3", "h4", "h5", "h6", "p", "div", "center", "td", "strong",
    ];
    if !is_any_of(node, &ELEMENTS) {
        return false;
    }
    let (text, is_whole) = text_start(node);
    let text = collapsed(&text);
    if !is_whole || count_letters(&text) < MIN_TITLE {
        return false;
    }
    let text = normalize_text(&text);
    titles.iter().any(|title| {
        let is_most = text.len() * 2 >= title.len();
        is_most && title.contains(&text)
    })
}

/// Returns whether neither the element nor one around it is navigation or hidden. A header may
/// hold the heading.
fn is_shown(node: &NodeRef<'_>) -> bool {
    let is_hidden = |node: &NodeRef<'_>| {
        role(node) == Role::Hidden
            || is_invisible(node)
            || is_navigation(node) && !is_any_of(node, &["header"])
    };
    let mut around = node.ancestors_it(None);
    !is_hidden(node) && !around.any(|above| above.is_element() && is_hidden(&above))
}

/// Returns the elements and texts after `heading` and before `root`, in order. None of them holds
/// either of the two.
fn between<'t>(heading: &NodeRef<'t>, root: &NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let around: HashSet<NodeId> = path(root)
        .iter()
        .map(|node| node.id)
        .collect();
    let mut parts = Vec::new();
    // Up from the heading to the element that holds both.
    let mut at = *heading;
    loop {
        let mut next = at.next_sibling();
        while let Some(sibling) = next {
            if around.contains(&sibling.id) {
                parts.extend(up_to(root, &sibling));
                return parts;
            }
            parts.push(sibling);
            next = sibling.next_sibling();
        }
        match at.parent() {
            Some(parent) => at = parent,
            None => return Vec::new(),
        }
    }
}

/// Returns what is in `outer` before `root`, in order.
fn up_to<'t>(root: &NodeRef<'t>, outer: &NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let path = path(root);
    let inside = path
        .iter()
        .skip_while(|node| node.id != outer.id)
        .skip(1);
    let mut parts = Vec::new();
    for node in inside {
        let mut before = Vec::new();
        let mut previous = node.prev_sibling();
        while let Some(sibling) = previous {
            before.push(sibling);
            previous = sibling.prev_sibling();
        }
        parts.extend(before.into_iter().rev());
    }
    parts
}

/// Returns the nodes from the outermost to `node`.
fn path<'t>(node: &NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let mut path = vec![*node];
    path.extend(node.ancestors_it(None));
    path.reverse();
    path
}

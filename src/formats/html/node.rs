//! Questions about a single node of a page.

use dom_query::{LocalName, NodeData, NodeRef};

use crate::layout::is_blank;

/// Returns the name of an element, or `None` if the node is not an element.
pub(super) fn name(node: &NodeRef<'_>) -> Option<LocalName> {
    node.query_or(None, |inner| {
        let element = inner.as_element()?;
        Some(element.name.local.clone())
    })
}

/// Returns whether the node is an element with one of these names.
pub(super) fn is_any_of(node: &NodeRef<'_>, names: &[&str]) -> bool {
    name(node).is_some_and(|name| names.contains(&&*name))
}

/// Returns the text of a text node, and "" for any other node.
pub(super) fn own_text(node: &NodeRef<'_>) -> String {
    node.query_or(String::new(), |inner| {
        match &inner.data {
            NodeData::Text { contents } => contents.to_string(),
            _ => String::new(),
        }
    })
}

/// Returns the number of characters in `text` that are not blank.
pub(super) fn count_letters(text: &str) -> usize {
    text.chars()
        .filter(|c| !is_blank(*c))
        .count()
}

/// Maximum length of the text that [`text_start`] returns, in bytes.
const MAX_START: usize = 600;
/// Maximum number of nodes that it looks at. Elements inside one another must not be gone through
/// again and again.
const MAX_START_NODES: usize = 100;

/// Returns the start of the text in an element, and whether it is all of it.
pub(super) fn text_start(node: &NodeRef<'_>) -> (String, bool) {
    let mut text = String::new();
    for (count, inner) in node.descendants_it().enumerate() {
        if count >= MAX_START_NODES || text.len() > MAX_START {
            return (text, false);
        }
        text.push_str(&own_text(&inner));
    }
    (text, true)
}

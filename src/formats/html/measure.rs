//! The amounts of text in the elements of a page.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::node::{count_letters, is_any_of, own_text};
use super::role::{Role, role};
use crate::analysis::token::is_han;

/// Minimum number of letters in a paragraph of running text.
const PARAGRAPH: usize = 80;

/// The amount of text in an element.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Amount {
    pub(super) letters: usize,
    /// Number of letters in links.
    pub(super) linked: usize,
    /// Number of paragraphs of running text.
    pub(super) paragraphs: usize,
    /// Number of letters in these paragraphs.
    pub(super) running: usize,
    /// Whether there is a heading of the highest rank.
    pub(super) has_main_heading: bool,
}

impl Amount {
    fn add(&mut self, inner: Self) {
        self.letters += inner.letters;
        self.linked += inner.linked;
        self.paragraphs += inner.paragraphs;
        self.running += inner.running;
        self.has_main_heading |= inner.has_main_heading;
    }
}

/// The amounts of text in all elements below one.
pub(super) struct Amounts {
    by_node: HashMap<NodeId, Amount>,
}

impl Amounts {
    pub(super) fn below(root: &NodeRef<'_>) -> Self {
        let mut by_node = HashMap::new();
        // Each element comes before those in it, so that the reverse order adds up.
        let nodes: Vec<NodeRef<'_>> = root.descendants_it().collect();
        let mut sums: HashMap<NodeId, Amount> = HashMap::new();
        for node in nodes.iter().rev().chain([root]) {
            let amount = own_amount(
                node,
                sums.remove(&node.id)
                    .unwrap_or_default(),
            );
            if !node.is_text() {
                by_node.insert(node.id, amount);
            }
            if let Some(parent) = node.parent() {
                sums.entry(parent.id)
                    .or_default()
                    .add(amount);
            }
        }
        Self { by_node }
    }

    /// Returns the amount of text in an element.
    pub(super) fn of(&self, node: &NodeRef<'_>) -> Amount {
        self.by_node
            .get(&node.id)
            .copied()
            .unwrap_or_default()
    }
}

/// Returns the amount of text in a node, whose children have `inner`.
fn own_amount(node: &NodeRef<'_>, inner: Amount) -> Amount {
    if node.is_text() {
        let text = own_text(node);
        return Amount {
            // A Han character is as wide as two letters, and says as much.
            letters: count_letters(&text) + text.matches(is_han).count(),
            ..Amount::default()
        };
    }
    let mut amount = inner;
    match role(node) {
        Role::Hidden => return Amount::default(),
        Role::Link => amount.linked = amount.letters,
        _ => {}
    }
    let is_paragraph = amount.paragraphs == 0 && is_any_of(node, &["p", "div", "section", "td"]);
    if is_paragraph && amount.letters >= PARAGRAPH && amount.linked * 3 <= amount.letters {
        amount.paragraphs = 1;
        amount.running = amount.letters;
    }
    amount.has_main_heading |= is_any_of(node, &["h1"]);
    amount
}

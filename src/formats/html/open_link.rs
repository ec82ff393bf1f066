//! A link that is being read.

use dom_query::NodeRef;

use super::links::{host_of, is_file, is_same_site};
use crate::layout::note_mark;

/// The place at which an element starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// Number of the block.
    pub(super) block: usize,
    /// Byte of its text.
    pub(super) at: usize,
}

/// A link that is being read.
pub(super) struct OpenLink {
    pub(super) start: Start,
    pub(super) target: String,
    /// Whether its class or role says that it leads to a note.
    pub(super) is_note: bool,
    /// Whether a part of its text was read.
    pub(super) has_text: bool,
}

impl OpenLink {
    pub(super) fn new(node: &NodeRef<'_>, start: Start) -> Self {
        let names = ["class", "role", "epub:type", "rel"].map(|name| node.attr(name));
        let target = node
            .attr("href")
            .unwrap_or_default();
        Self {
            start,
            target: target.to_string(),
            is_note: names
                .iter()
                .flatten()
                .any(|names| note_mark::is_note_role(names)),
            has_text: false,
        }
    }

    /// Returns whether the link leads to another page of the site, which is on `host`.
    pub(super) fn is_internal(&self, host: Option<&str>) -> bool {
        let is_place = self.target.is_empty() || self.target.starts_with('#');
        if is_place || is_file(&self.target) {
            return false;
        }
        match host_of(&self.target) {
            Some(target) => host.is_some_and(|host| is_same_site(target, host)),
            None => true,
        }
    }
}

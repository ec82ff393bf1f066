//! From the elements of a page to its blocks.

use dom_query::NodeRef;

use super::block::BlockText;
use super::clean::{is_invisible, is_navigation, is_widget};
use super::node::own_text;
use super::role::{Role, is_data_table, role};
use crate::layout::page::{BlockKind, Page};

/// A page with more than this share of its text in links, in percent, has clutter.
const MAX_LINKED_PERCENT: usize = 30;
/// Rank of a heading that is only marked by bold text.
const BOLD_HEADING: u8 = 7;

/// The elements whose text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All but navigation and widgets.
    Content,
    /// All that are shown.
    Everything,
}

/// Facts about a page from a walk over it.
#[derive(Debug)]
pub(super) struct Seen {
    /// The page has navigation, or as many links as if it had.
    pub has_clutter: bool,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Role),
}

/// Adds the blocks under `root` to `page`.
pub(super) fn add_blocks(root: &NodeRef<'_>, scope: Scope, page: &mut Page) -> Seen {
    let mut walk = Walk::new(scope, page);
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(role) => walk.leave(role),
            Step::Enter(node) if node.is_text() => walk.text(&own_text(&node)),
            Step::Enter(node) => {
                let role = role(&node);
                if walk.drops(role, &node) {
                    continue;
                }
                walk.enter(role, &node);
                steps.push(Step::Leave(role));
                // Reversed, since the last step is taken first.
                let children = node.children_it(true);
                steps.extend(children.map(Step::Enter));
            }
        }
    }
    walk.end_block();
    Seen {
        has_clutter: walk.has_clutter(),
    }
}

struct Walk<'p> {
    scope: Scope,
    page: &'p mut Page,
    block: BlockText,
    /// Shapes of the open elements that have one.
    kinds: Vec<BlockKind>,
    /// For each open table, whether it contains data: then each row is a block, not each cell.
    tables: Vec<bool>,
    /// Number of open elements with preformatted text.
    preformatted: usize,
    /// Number of open elements with bold text.
    bold: usize,
    /// Number of open links.
    links: usize,
    /// Number of letters in the page.
    letters: usize,
    /// Number of letters in links.
    linked: usize,
    has_navigation: bool,
}

impl<'p> Walk<'p> {
    fn new(scope: Scope, page: &'p mut Page) -> Self {
        Self {
            scope,
            page,
            block: BlockText::default(),
            kinds: Vec::new(),
            tables: Vec::new(),
            preformatted: 0,
            bold: 0,
            links: 0,
            letters: 0,
            linked: 0,
            has_navigation: false,
        }
    }

    fn has_clutter(&self) -> bool {
        let max_linked = self.letters * MAX_LINKED_PERCENT / 100;
        self.has_navigation || self.linked > max_linked
    }

    /// Returns whether an element is dropped with everything in it. Takes note of navigation.
    fn drops(&mut self, role: Role, node: &NodeRef<'_>) -> bool {
        if self.scope == Scope::Content && is_navigation(node) {
            self.has_navigation = true;
            return true;
        }
        if role == Role::Hidden || is_invisible(node) {
            return true;
        }
        self.scope == Scope::Content && is_widget(node)
    }

    fn enter(&mut self, role: Role, node: &NodeRef<'_>) {
        if self.separates(role) {
            self.end_block();
        }
        match role {
            Role::Block(shape) => self.kinds.extend(shape),
            Role::Preformatted => self.preformatted += 1,
            Role::Table => self
                .tables
                .push(is_data_table(node)),
            Role::Cell if self.is_in_data_table() => self.block.start_cell(),
            Role::Bold => self.bold += 1,
            Role::Link => self.links += 1,
            Role::Break => self.block.push_line_break(),
            Role::Cell | Role::Row | Role::Inline | Role::Hidden => {}
        }
    }

    fn leave(&mut self, role: Role) {
        if self.separates(role) {
            self.end_block();
        }
        match role {
            Role::Block(Some(_)) => {
                self.kinds.pop();
            }
            Role::Preformatted => self.preformatted -= 1,
            Role::Table => {
                self.tables.pop();
            }
            Role::Bold => self.bold -= 1,
            Role::Link => self.links -= 1,
            _ => {}
        }
    }

    /// Returns whether a block ends where an element of this role starts or ends.
    fn separates(&self, role: Role) -> bool {
        match role {
            Role::Block(_) | Role::Preformatted | Role::Table | Role::Row => true,
            Role::Cell => !self.is_in_data_table(),
            Role::Bold | Role::Link | Role::Break | Role::Inline | Role::Hidden => false,
        }
    }

    fn is_in_data_table(&self) -> bool {
        self.tables.last() == Some(&true)
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.block.push_preformatted(text);
            return;
        }
        let letters = self.block.push(text, self.bold > 0);
        self.letters += letters;
        if self.links > 0 {
            self.linked += letters;
        }
    }

    /// Adds the block that is being read to the page.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.is_blank() {
            return;
        }
        let shape = self.kind_of(&block);
        self.page
            .push(shape, &block.lines());
    }

    fn kind_of(&self, block: &BlockText) -> BlockKind {
        match self.kinds.last() {
            None | Some(BlockKind::Prose) if block.looks_like_heading() => {
                BlockKind::Heading(BOLD_HEADING)
            }
            None => BlockKind::Prose,
            Some(shape) => *shape,
        }
    }
}

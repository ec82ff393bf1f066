//! From the elements of a page to its blocks.

use dom_query::{NodeId, NodeRef};

use super::block::BlockText;
use super::clean::{is_invisible, is_navigation, is_sharing, is_widget, title_header};
use super::clutter::Article;
use super::control;
use super::links::{ArticleBlock, push_without_lists};
use super::node::own_text;
use super::open_link::{OpenLink, Start};
use super::role::{Role, is_data_table, role};
use crate::layout::page::{BlockKind, Page};

/// A page with more than this share of its text in links, in percent, has clutter.
const MAX_LINKED_PERCENT: usize = 12;
/// Rank of a heading that is only marked by bold text.
const BOLD_HEADING: u8 = 7;

/// The elements whose text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All but navigation, widgets and controls.
    Content,
    /// All but what gets the text to other readers: to share it, to subscribe.
    Piece,
    /// All that are shown.
    Everything,
}

/// Adds the blocks of the article in the element `root` to `page`, after those of its `lead`.
/// `host` is that of the page.
pub(super) fn add_article(
    lead: &[NodeRef<'_>],
    root: &NodeRef<'_>,
    host: Option<&str>,
    page: &mut Page,
) {
    let mut walk = Walk::new(Scope::Content, page);
    let article = Article::in_element(root);
    walk.article = Some(Article {
        is_above: true,
        ..article
    });
    walk.host = host.map(str::to_owned);
    walk.title_header = root
        .ancestors_it(None)
        .last()
        .and_then(|page| title_header(&page));
    for part in lead {
        walk.run(part);
    }
    if let Some(article) = &mut walk.article {
        article.is_above = false;
    }
    walk.run(root);
    let blocks = std::mem::take(&mut walk.blocks);
    push_without_lists(blocks, page);
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
    if scope == Scope::Content {
        walk.title_header = title_header(root);
    }
    walk.run(root);
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
    /// The open links.
    links: Vec<OpenLink>,
    /// The open elements with raised or lowered text.
    scripts: Vec<Start>,
    /// Number of blocks that ended.
    ended: usize,
    /// Number of letters in the page.
    letters: usize,
    /// Number of letters in links.
    linked: usize,
    has_navigation: bool,
    /// The header with the article's heading, which is no navigation.
    title_header: Option<NodeId>,
    /// The article, if only that is read.
    article: Option<Article>,
    /// The host of the page.
    host: Option<String>,
    /// The blocks of the article.
    blocks: Vec<ArticleBlock>,
    /// Number of letters of the open block that are in links to other pages of the site.
    linked_in_block: usize,
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
            links: Vec::new(),
            scripts: Vec::new(),
            ended: 0,
            letters: 0,
            linked: 0,
            has_navigation: false,
            title_header: None,
            article: None,
            host: None,
            blocks: Vec::new(),
            linked_in_block: 0,
        }
    }

    fn run(&mut self, root: &NodeRef<'_>) {
        let mut steps = vec![Step::Enter(*root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(role) => self.leave(role),
                Step::Enter(node) if node.is_text() => self.text(&own_text(&node)),
                Step::Enter(node) => {
                    let role = role(&node);
                    if self.drops(role, &node) {
                        continue;
                    }
                    self.enter(role, &node);
                    steps.push(Step::Leave(role));
                    // Reversed, since the last step is taken first.
                    let children = node.children_it(true);
                    steps.extend(children.map(Step::Enter));
                }
            }
        }
        self.push_block();
    }

    fn has_clutter(&self) -> bool {
        let max_linked = self.letters * MAX_LINKED_PERCENT / 100;
        self.has_navigation || self.linked > max_linked
    }

    /// Returns whether an element is dropped with everything in it. Takes note of navigation.
    fn drops(&mut self, role: Role, node: &NodeRef<'_>) -> bool {
        let is_content = self.scope != Scope::Content || self.title_header == Some(node.id);
        if !is_content && is_navigation(node) {
            self.has_navigation = true;
            return true;
        }
        if role == Role::Hidden || is_invisible(node) {
            return true;
        }
        if let Some(article) = &self.article
            && self.kinds.last() != Some(&BlockKind::Quote)
            && article.is_clutter(node, self.letters)
        {
            return true;
        }
        match self.scope {
            Scope::Content if role == Role::Control => !control::is_in_text(node),
            Scope::Content => is_widget(node),
            Scope::Piece => is_sharing(node),
            Scope::Everything => false,
        }
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
            Role::Link => {
                if control::is_drawn_as_button(node) {
                    self.block.push(" ", false);
                }
                self.links
                    .push(OpenLink::new(node, self.place()));
            }
            Role::Control => {
                let label = control::label(node).unwrap_or_default();
                self.text(&format!(" {label}"));
            }
            Role::Raised | Role::Lowered => self.scripts.push(self.place()),
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
            Role::Link => self.end_link(),
            Role::Control => self.text(" "),
            Role::Raised => {
                if let Some(start) = self.start_of_script() {
                    self.block.raise(start);
                }
            }
            Role::Lowered => {
                if let Some(start) = self.start_of_script() {
                    self.block.lower(start);
                }
            }
            _ => {}
        }
    }

    fn place(&self) -> Start {
        Start {
            block: self.ended,
            at: self.block.len(),
        }
    }

    /// Ends raised or lowered text. Returns its start if it is in the open block.
    fn start_of_script(&mut self) -> Option<usize> {
        let start = self.scripts.pop()?;
        (start.block == self.ended).then_some(start.at)
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        if link.start.block == self.ended {
            self.block.end_link(
                link.start.at,
                &link.target,
                link.is_note,
            );
        }
    }

    /// Returns whether a block ends where an element of this role starts or ends.
    fn separates(&self, role: Role) -> bool {
        match role {
            Role::Block(_) | Role::Preformatted | Role::Table | Role::Row => true,
            Role::Cell => !self.is_in_data_table(),
            Role::Bold
            | Role::Raised
            | Role::Lowered
            | Role::Link
            | Role::Break
            | Role::Control
            | Role::Inline
            | Role::Hidden => false,
        }
    }

    fn is_in_data_table(&self) -> bool {
        self.tables.last() == Some(&true)
    }

    fn text(&mut self, text: &str) {
        self.note_links(text);
        if self.preformatted > 0 {
            self.block.push_preformatted(text);
            return;
        }
        let letters = self.block.push(text, self.bold > 0);
        self.letters += letters;
        if let Some(link) = self.links.last() {
            self.linked += letters;
            if link.is_internal(self.host.as_deref()) {
                self.linked_in_block += letters;
            }
        }
    }

    /// Notes the links whose first text this is.
    fn note_links(&mut self, text: &str) {
        if self.links.is_empty() || text.trim().is_empty() {
            return;
        }
        for link in &mut self.links {
            if !link.has_text {
                link.has_text = true;
                self.block.link(&link.target);
            }
        }
    }

    /// Adds the block that is being read to the page.
    fn end_block(&mut self) {
        if self.block.is_note_number() {
            // It belongs to the text of the note.
            self.block.push(" ", false);
            return;
        }
        self.push_block();
    }

    fn push_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.ended += 1;
        let linked = std::mem::take(&mut self.linked_in_block);
        if block.is_blank() {
            return;
        }
        let shape = self.kind_of(&block);
        let letters = block.letters();
        let (text, links) = block.finish();
        if self.article.is_none() {
            self.page
                .push_linked(shape, &text, links);
            return;
        }
        self.blocks.push(ArticleBlock {
            kind: shape,
            text,
            links,
            letters,
            linked,
        });
    }

    fn kind_of(&self, block: &BlockText) -> BlockKind {
        match self.kinds.last() {
            None | Some(BlockKind::Prose) if block.has_cells() => BlockKind::Row,
            None | Some(BlockKind::Prose) if block.looks_like_heading() => {
                BlockKind::Heading(BOLD_HEADING)
            }
            None => BlockKind::Prose,
            Some(shape) => *shape,
        }
    }
}

//! The effect of each element on the text in it.

use std::collections::HashMap;
use std::sync::LazyLock;

use dom_query::{LocalName, NodeRef};

use super::node::{count_letters, is_any_of, name, text_start};
use crate::layout::page::BlockKind;

/// The effect of an element on the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The text is not shown.
    Hidden,
    /// The text continues the block around it.
    Inline,
    Bold,
    /// The text is raised, such as the mark of a note.
    Raised,
    /// The text is lowered, such as an index.
    Lowered,
    /// A line break within a block.
    Break,
    /// A button or field, apart from the text around it.
    Control,
    Link,
    Preformatted,
    Table,
    Row,
    Cell,
    /// The text is a block of its own, with the shape of the block around it if `None`.
    Block(Option<BlockKind>),
}

/// Minimum number of letters in the text for readers without scripts, if it is read.
const MIN_NOSCRIPT: usize = 80;

/// Number of elements around a caption among which its figure is looked for.
const CAPTION_WITHIN: usize = 2;

/// The roles of elements by their names. All other elements are inline.
const ROLES: &[(Role, &[&str])] = &[
    (
        Role::Hidden,
        &[
            "audio", "canvas", "datalist", "head", "iframe", "nav", "noscript", "object", "rp",
            "rt", "rtc", "script", "style", "svg", "template", "video",
        ],
    ),
    (
        Role::Block(None),
        &[
            "address",
            "article",
            "aside",
            "body",
            "caption",
            "center",
            "details",
            "dialog",
            "div",
            "dl",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "main",
            "menu",
            "ol",
            "p",
            "search",
            "section",
            "summary",
            "ul",
        ],
    ),
    (
        Role::Block(Some(BlockKind::Heading(1))),
        &["h1"],
    ),
    (
        Role::Block(Some(BlockKind::Heading(2))),
        &["h2"],
    ),
    (
        Role::Block(Some(BlockKind::Heading(3))),
        &["h3"],
    ),
    (
        Role::Block(Some(BlockKind::Heading(4))),
        &["h4"],
    ),
    (
        Role::Block(Some(BlockKind::Heading(5))),
        &["h5"],
    ),
    (
        Role::Block(Some(BlockKind::Heading(6))),
        &["h6"],
    ),
    (
        Role::Block(Some(BlockKind::Item)),
        &["dd", "dt", "li"],
    ),
    (
        Role::Block(Some(BlockKind::Quote)),
        &["blockquote"],
    ),
    (Role::Preformatted, &["pre"]),
    (Role::Bold, &["b", "strong"]),
    (Role::Raised, &["sup"]),
    (Role::Lowered, &["sub"]),
    (
        Role::Break,
        &["br", "optgroup", "option"],
    ),
    (
        Role::Control,
        &["button", "input", "select", "textarea"],
    ),
    (Role::Link, &["a"]),
    (Role::Table, &["table"]),
    (Role::Row, &["tr"]),
    (Role::Cell, &["td", "th"]),
];

/// [`ROLES`] by name. Interned names are faster to hash and compare than strings.
static BY_NAME: LazyLock<HashMap<LocalName, Role>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (role, names) in ROLES {
        by_name.extend(
            names
                .iter()
                .map(|name| (LocalName::from(*name), *role)),
        );
    }
    by_name
});

/// Returns the role of a node that is not a text.
pub(super) fn role(node: &NodeRef<'_>) -> Role {
    if let Some(name) = name(node) {
        if &*name == "noscript" && has_own_text(node) {
            return Role::Block(None);
        }
        if &*name == "figcaption" && is_of_quotation(node) {
            return Role::Block(Some(BlockKind::Quote));
        }
        return role_of(&name);
    }
    if node.is_document() || node.is_fragment() {
        return Role::Block(None);
    }
    // A comment or a processing instruction.
    Role::Hidden
}

/// Returns whether a caption is that of a figure with a quotation, and so says whose it is.
pub(super) fn is_of_quotation(caption: &NodeRef<'_>) -> bool {
    let mut around = caption.ancestors_it(Some(CAPTION_WITHIN));
    let Some(figure) = around.find(|above| is_any_of(above, &["figure"])) else {
        return false;
    };
    let mut children = figure.children_it(false);
    children.any(|child| is_any_of(&child, &["blockquote"]))
}

/// Returns whether the text for readers without scripts is a part of the article, and not a remark
/// or a picture.
fn has_own_text(noscript: &NodeRef<'_>) -> bool {
    let (text, _) = text_start(noscript);
    count_letters(&text) >= MIN_NOSCRIPT
        && !text
            .to_lowercase()
            .contains("javascript")
}

fn role_of(name: &LocalName) -> Role {
    match BY_NAME.get(name) {
        Some(role) => *role,
        None => Role::Inline,
    }
}

/// Returns whether a table contains data and is not used for layout: no cell contains a block.
pub(super) fn is_data_table(table: &NodeRef<'_>) -> bool {
    !table
        .descendants_it()
        .any(|node| is_block_in_table(&node))
}

fn is_block_in_table(node: &NodeRef<'_>) -> bool {
    let Some(name) = name(node) else {
        return false;
    };
    match role_of(&name) {
        Role::Block(_) => &*name != "caption",
        Role::Preformatted | Role::Table => true,
        _ => false,
    }
}

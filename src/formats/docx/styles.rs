//! Which of a Word file's styles are headings, list items and quotations.

use std::collections::HashMap;

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};
use crate::layout::page::BlockKind;

/// Maximum number of styles that are based on one another. A style may be based on itself in the
/// end.
const MAX_ANCESTORS: usize = 12;

/// The styles of a Word file, by id.
#[derive(Default)]
pub(super) struct ParagraphStyles {
    /// The kind of paragraph that each style itself makes.
    shapes: HashMap<String, BlockKind>,
    /// The style on which each style is based.
    parents: HashMap<String, String>,
}

impl ParagraphStyles {
    pub(super) fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut id = String::new();
        for event in xml::events(xml) {
            let XmlEvent::Start(tag) = event? else {
                continue;
            };
            let value = tag
                .attribute("val")
                .unwrap_or_default();
            match tag.name.as_str() {
                "style" => {
                    id = tag
                        .attribute("styleId")
                        .unwrap_or_default();
                }
                "name" => styles.set_shape(&id, shape_of_name(&value)),
                "outlineLvl" => styles.set_shape(&id, shape_of_level(&value)),
                "basedOn" => drop(
                    styles
                        .parents
                        .insert(id.clone(), value),
                ),
                _ => {}
            }
        }
        Ok(styles)
    }

    fn set_shape(&mut self, id: &str, shape: Option<BlockKind>) {
        if let Some(shape) = shape {
            self.shapes
                .insert(id.to_owned(), shape);
        }
    }

    /// Returns what a style, or the nearest style on which it is based, says of a paragraph.
    pub(super) fn shape(&self, id: &str) -> Option<BlockKind> {
        let mut id = id;
        for _ in 0..MAX_ANCESTORS {
            if let Some(shape) = self.shapes.get(id) {
                return Some(*shape);
            }
            id = self.parents.get(id)?;
        }
        None
    }
}

/// Returns what a style's name says of a paragraph: `heading 1`, `标题 1`, `Title`, `List Bullet`,
/// `Quote`. Word keeps the names of its own styles in English, other programs do not.
fn shape_of_name(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase();
    if let Some(rank) = heading_rank(&name) {
        return Some(BlockKind::Heading(rank));
    }
    if name.starts_with("list bullet") || name.starts_with("list number") {
        return Some(BlockKind::Item);
    }
    match name.as_str() {
        "title" | "标题" | "標題" => Some(BlockKind::Heading(0)),
        "quote" | "intense quote" | "block text" | "引用" | "明显引用" => {
            Some(BlockKind::Quote)
        }
        _ => None,
    }
}

/// Returns the number in `heading 1`, which is 1 to 9.
fn heading_rank(name: &str) -> Option<u8> {
    let mut prefixes = ["heading", "标题", "標題"].iter();
    let number = prefixes.find_map(|prefix| name.strip_prefix(prefix))?;
    let rank = number.trim().parse().ok()?;
    (1..=9)
        .contains(&rank)
        .then_some(rank)
}

/// Returns the heading of an outline level from 0 on. Level 9 is that of the text.
pub(super) fn shape_of_level(level: &str) -> Option<BlockKind> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then_some(BlockKind::Heading(level + 1))
}

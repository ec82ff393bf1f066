//! The styles of an `OpenDocument` text that are titles, headings and quotations.

use std::collections::HashMap;

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};
use crate::layout::page::BlockKind;

/// Maximum number of styles that are based on one another.
const MAX_ANCESTORS: usize = 12;

/// The style on which each style is based, by name.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, String>);

impl Styles {
    /// Adds the styles of a file.
    pub(super) fn add(&mut self, xml: &str) -> Result<(), Refusal> {
        for event in xml::events(xml) {
            let XmlEvent::Start(tag) = event? else {
                continue;
            };
            if tag.name == "style"
                && let (Some(name), Some(parent)) = (
                    tag.attribute("name"),
                    tag.attribute("parent-style-name"),
                )
            {
                self.0.insert(name, parent);
            }
        }
        Ok(())
    }

    /// Returns what the nearest known ancestor of a style says of a paragraph.
    pub(super) fn kind(&self, name: &str) -> Option<BlockKind> {
        let mut name = name;
        for _ in 0..MAX_ANCESTORS {
            match name {
                "Title" => return Some(BlockKind::Heading(0)),
                "Quotations" => return Some(BlockKind::Quote),
                _ => {}
            }
            let level = name.strip_prefix("Heading_20_");
            if let Some(level) = level.and_then(|level| level.parse().ok()) {
                return Some(BlockKind::Heading(level));
            }
            name = self.0.get(name)?;
        }
        None
    }
}

//! The targets of a Word file's links, which are in a file of their own.

use std::collections::HashMap;

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};

/// The targets outside the file, by the ids that its elements name.
#[derive(Default)]
pub(super) struct Relations {
    targets: HashMap<String, String>,
}

impl Relations {
    pub(super) fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut relations = Self::default();
        for event in xml::events(xml) {
            let XmlEvent::Start(tag) = event? else {
                continue;
            };
            let is_external = tag
                .attribute("TargetMode")
                .as_deref()
                == Some("External");
            if let (true, Some(id), Some(target)) = (
                is_external,
                tag.attribute("Id"),
                tag.attribute("Target"),
            ) {
                relations.targets.insert(id, target);
            }
        }
        Ok(relations)
    }

    /// Returns the target with this id.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.targets
            .get(id)
            .map(String::as_str)
    }
}

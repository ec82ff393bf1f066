//! The properties of a Word file: its title, keywords and day of creation.

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};
use crate::layout::page::{Metadata, iso_day};

/// The marks that separate keywords.
const SEPARATORS: [char; 5] = [',', ';', '，', '；', '、'];

/// Parses `docProps/core.xml`.
pub(super) fn parse(xml: &str) -> Result<Metadata, Refusal> {
    let mut metadata = Metadata::default();
    let mut element = String::new();
    let mut text = String::new();
    for event in xml::events(xml) {
        match event? {
            XmlEvent::Start(tag) => {
                element = tag.name;
                text.clear();
            }
            XmlEvent::Text(part) => text.push_str(&part),
            XmlEvent::End(_) => {
                set_property(&mut metadata, &element, text.trim());
                element.clear();
                text.clear();
            }
        }
    }
    Ok(metadata)
}

fn set_property(metadata: &mut Metadata, name: &str, value: &str) {
    let given = (!value.is_empty()).then_some(value);
    match name {
        "title" => metadata.property_title = given.map(str::to_owned),
        "created" => metadata.made = given.map(|time| iso_day(time).to_owned()),
        "keywords" => metadata.topics = keywords(value),
        _ => {}
    }
}

fn keywords(list: &str) -> Vec<String> {
    list.split(SEPARATORS)
        .map(str::trim)
        .filter(|keyword| !keyword.is_empty())
        .map(str::to_owned)
        .collect()
}

//! The properties of a Word file: its title, authors, keywords and day of creation.

use crate::formats::read::Refusal;
use crate::formats::xml::{self, XmlEvent};
use crate::formats::{property_author, property_title};
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
        "title" => metadata.property_title = given.and_then(property_title::title),
        "created" => {
            let day = given.map(iso_day).filter(is_real);
            metadata.made = day.map(str::to_owned);
        }
        "creator" => metadata.authors = property_author::authors(value),
        "keywords" => metadata.topics = keywords(value),
        _ => {}
    }
}

/// The days of templates, which programs leave in the files made of them: those of python-docx, of
/// WPS, and the first days of calendars.
const TEMPLATE_DAYS: [&str; 7] = [
    "2013-12-23",
    "2014-10-29",
    "2006-09-16",
    "2013-01-27",
    "1601-01-01",
    "1970-01-01",
    "1980-01-01",
];

/// Returns whether a file can have been made on this day.
fn is_real(day: &&str) -> bool {
    !TEMPLATE_DAYS.contains(day)
}

fn keywords(list: &str) -> Vec<String> {
    list.split(SEPARATORS)
        .map(str::trim)
        .filter(|keyword| !keyword.is_empty())
        .map(str::to_owned)
        .collect()
}

//! `OpenDocument` texts (.odt): paragraphs with their styles, lists, tables and notes.

mod content;
mod styles;

use self::content::ContentReader;
use self::styles::Styles;
use super::read::Refusal;
use super::unzip::Zip;
use super::xml::{self, XmlEvent};
use super::{property_author, property_title};
use crate::layout::page::{Metadata, Page, iso_day};

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut zip = Zip::open(bytes, "OpenDocument text")?;
    if let Some(manifest) = xml_file(&mut zip, "META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(Refusal::because(
            "password-protected; save it without a password",
        ));
    }
    let Some(content) = xml_file(&mut zip, "content.xml")? else {
        return Err(Refusal::because(
            "not an OpenDocument text: content.xml is missing in it; save it again as .odt",
        ));
    };
    let mut styles = Styles::default();
    if let Some(xml) = xml_file(&mut zip, "styles.xml")? {
        styles.add(&xml)?;
    }
    styles.add(&content)?;
    let mut page = Page::default();
    ContentReader::new(&styles, &mut page).read(&content)?;
    if let Some(xml) = xml_file(&mut zip, "meta.xml")? {
        page.metadata = metadata(&xml)?;
    }
    Ok(page)
}

fn xml_file(zip: &mut Zip<'_>, name: &str) -> Result<Option<String>, Refusal> {
    match zip.read_named(name)? {
        Some(bytes) => xml::decode(bytes).map(Some),
        None => Ok(None),
    }
}

fn metadata(xml: &str) -> Result<Metadata, Refusal> {
    let mut metadata = Metadata::default();
    let mut text = String::new();
    for event in xml::events(xml) {
        match event? {
            XmlEvent::Start(_) => text.clear(),
            XmlEvent::Text(part) => text.push_str(&part),
            XmlEvent::End(tag) => {
                let value = text.trim();
                match tag.name.as_str() {
                    "title" => metadata.property_title = property_title::title(value),
                    "initial-creator" => metadata.authors = property_author::authors(value),
                    "creation-date" => metadata.made = Some(iso_day(value).to_owned()),
                    "keyword" => metadata
                        .topics
                        .push(value.to_owned()),
                    _ => {}
                }
                text.clear();
            }
        }
    }
    Ok(metadata)
}

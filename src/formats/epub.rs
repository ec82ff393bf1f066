//! E-books (.epub): the chapters in the order of the spine, each as HTML.

use std::collections::HashMap;

use super::decode;
use super::html;
use super::read::Refusal;
use super::unzip::Zip;
use super::xml::{self, StartTag, XmlEvent};
use crate::layout::page::{Metadata, Page, iso_day};

/// The file that names the package file.
const CONTAINER: &str = "META-INF/container.xml";
/// Maximum size of the text of a book, in bytes.
const MAX_TEXT: usize = 32 << 20;
/// Maximum number of authors.
const MAX_AUTHORS: usize = 50;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut zip = Zip::open(bytes, "e-book")?;
    let container = xml::decode(file(&mut zip, CONTAINER)?)?;
    let package_path = package_path(&container)?;
    let package = xml::decode(file(&mut zip, &package_path)?)?;
    let package = Package::parse(&package)?;
    let mut page = Page {
        metadata: package.metadata,
        ..Page::default()
    };
    for href in &package.chapters {
        let path = linked_path(&package_path, href);
        let chapter = decode::by_declaration(file(&mut zip, &path)?)?;
        html::add(&chapter.text, &mut page)?;
        page.warnings
            .extend(chapter.warning());
        if page.text.len() > MAX_TEXT {
            return Err(Refusal::because(format!(
                "more than {MAX_TEXT} bytes of text; split it"
            )));
        }
    }
    Ok(page)
}

fn file(zip: &mut Zip<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    match zip.read_named(name)? {
        Some(bytes) => Ok(bytes),
        None => Err(Refusal::because(format!(
            "damaged e-book: {name} is missing in it; download it again"
        ))),
    }
}

/// Returns the path of the first package file that the container lists.
fn package_path(container: &str) -> Result<String, Refusal> {
    let mut path = None;
    for event in xml::events(container) {
        if let XmlEvent::Start(tag) = event?
            && tag.name == "rootfile"
            && path.is_none()
        {
            path = tag.attribute("full-path");
        }
    }
    path.ok_or_else(|| {
        Refusal::because(format!(
            "damaged e-book: {CONTAINER} in it names no book; download it again"
        ))
    })
}

/// The facts about a book in its package file.
#[derive(Default)]
struct Package {
    metadata: Metadata,
    /// Links to the chapters, each once, in the order of reading.
    chapters: Vec<String>,
}

impl Package {
    fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut parser = PackageParser::default();
        for event in xml::events(xml) {
            match event? {
                XmlEvent::Start(tag) => parser.start(tag),
                XmlEvent::Text(text) => parser.text(&text),
                XmlEvent::End(_) => parser.end(),
            }
        }
        Ok(parser.package)
    }
}

#[derive(Default)]
struct PackageParser {
    package: Package,
    /// Links of the chapters that no part of the spine has named yet, by id.
    links: HashMap<String, String>,
    property: Option<Property>,
}

/// An element of metadata that is being read.
struct Property {
    name: String,
    text: String,
}

impl PackageParser {
    fn start(&mut self, tag: StartTag<'_>) {
        match tag.name.as_str() {
            "item" => self.add_link(&tag),
            "itemref" => self.add_chapter(&tag),
            "meta" if has_value(&tag, "name", "calibre:series") => {
                self.package.metadata.series = tag.attribute("content");
            }
            _ => self.start_property(tag),
        }
    }

    fn add_link(&mut self, item: &StartTag<'_>) {
        if let (Some(id), Some(href)) = (
            item.attribute("id"),
            item.attribute("href"),
        ) && is_chapter(item)
        {
            self.links.insert(id, href);
        }
    }

    fn add_chapter(&mut self, reference: &StartTag<'_>) {
        if let Some(id) = reference.attribute("idref")
            && let Some(href) = self.links.remove(&id)
        {
            self.package.chapters.push(href);
        }
    }

    fn start_property(&mut self, tag: StartTag<'_>) {
        let name = if has_value(
            &tag,
            "property",
            "belongs-to-collection",
        ) {
            "series".to_owned()
        } else {
            tag.name
        };
        let text = String::new();
        self.property = Some(Property { name, text });
    }

    fn text(&mut self, text: &str) {
        if let Some(property) = &mut self.property {
            property.text.push_str(text);
        }
    }

    fn end(&mut self) {
        if let Some(property) = self.property.take() {
            let value = xml::collapse_white_space(&property.text);
            if !value.is_empty() {
                set_property(
                    &mut self.package.metadata,
                    &property.name,
                    value,
                );
            }
        }
    }
}

/// Sets the first title, date, publisher and address, the last series, and every topic and author.
fn set_property(metadata: &mut Metadata, name: &str, value: String) {
    match name {
        "title" if metadata.title.is_none() => metadata.title = Some(value),
        "date" if metadata.date.is_none() => metadata.date = Some(iso_day(&value).to_owned()),
        "series" => metadata.series = Some(value),
        "subject" => metadata.topics.push(value),
        "creator" if metadata.authors.len() < MAX_AUTHORS => metadata.authors.push(value),
        "publisher" if metadata.publisher.is_none() => metadata.publisher = Some(value),
        "identifier" | "source" if metadata.url.is_none() && is_address(&value) => {
            metadata.url = Some(value);
        }
        _ => {}
    }
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

fn has_value(tag: &StartTag<'_>, attribute: &str, value: &str) -> bool {
    tag.attribute(attribute).as_deref() == Some(value)
}

/// Whether an item of the package is a page of text, and not the table of contents.
fn is_chapter(item: &StartTag<'_>) -> bool {
    let media_type = item
        .attribute("media-type")
        .unwrap_or_default();
    let properties = item
        .attribute("properties")
        .unwrap_or_default();
    let is_contents = properties
        .split_whitespace()
        .any(|name| name == "nav");
    media_type.contains("html") && !is_contents
}

/// Returns the path in the archive of a file to which the package file links.
fn linked_path(package_path: &str, href: &str) -> String {
    let mut components = Vec::new();
    if let Some((folder, _)) = package_path.rsplit_once('/') {
        components.extend(folder.split('/').map(str::to_owned));
    }
    let path = match href.split_once('#') {
        Some((path, _)) => path,
        None => href,
    };
    for component in path.split('/') {
        match component {
            ".." => drop(components.pop()),
            "." | "" => {}
            _ => components.push(percent_decoded(component)),
        }
    }
    components.join("/")
}

/// Decodes `%20` and the like.
fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match hex_byte(after) {
            Some(byte) if *first == b'%' => {
                out.push(byte);
                rest = &after[2..];
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Returns the byte that the first two characters write in hexadecimal.
fn hex_byte(text: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(text.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

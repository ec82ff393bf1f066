//! XML as a sequence of start tags, end tags and texts.
//!
//! Only the entities that XML itself defines are expanded. An entity that a file declares stays as
//! it is written, so a small file cannot become a large text.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};

use super::decode;
use super::read::Refusal;

/// A part of an XML text.
pub(super) enum XmlEvent<'x> {
    Start(StartTag<'x>),
    End(EndTag),
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(super) struct StartTag<'x> {
    /// The name without its namespace prefix.
    pub name: String,
    /// The namespace prefix, or nothing.
    pub prefix: String,
    /// Where the content of the element starts, in bytes of the whole text.
    pub content_start: usize,
    source: BytesStart<'x>,
}

/// The end of an element.
pub(super) struct EndTag {
    /// The name without its namespace prefix.
    pub name: String,
    /// Where the tag starts, in bytes of the whole text.
    pub start: usize,
}

impl<'x> StartTag<'x> {
    fn new(source: BytesStart<'x>, content_start: usize) -> Self {
        let qualified = source.name();
        let prefix = match qualified.prefix() {
            Some(prefix) => prefix.as_ref().to_owned(),
            None => String::new(),
        };
        Self {
            name: qualified
                .local_name()
                .as_ref()
                .to_owned(),
            prefix,
            content_start,
            source,
        }
    }

    /// Returns the value of the first attribute with this name, whatever its namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.find_attribute(|key| key.local_name().as_ref() == name)
    }

    /// Returns the value of the first attribute with this name that has a namespace prefix.
    pub(super) fn prefixed_attribute(&self, name: &str) -> Option<String> {
        let has_name = |key: QName<'_>| key.local_name().as_ref() == name;
        self.find_attribute(|key| key.prefix().is_some() && has_name(key))
    }

    fn find_attribute(&self, is_wanted: impl Fn(QName<'_>) -> bool) -> Option<String> {
        let mut attributes = self.source.attributes();
        // The check for duplicates takes quadratic time, which a hostile file could use.
        for attribute in attributes
            .with_checks(false)
            .flatten()
        {
            if is_wanted(attribute.key) {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return Some(match value {
                    Ok(value) => value.into_owned(),
                    Err(_) => attribute.value.to_string(),
                });
            }
        }
        None
    }
}

/// Decodes an XML file from the encoding that it declares. Each place with bad bytes is a U+FFFD.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    Ok(decode::by_declaration(bytes)?.text)
}

/// Returns a text on one line, with a single space for each run of white space.
pub(super) fn collapse_white_space(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Returns the events of an XML text, in order. The last item is an error if the XML is not
/// well-formed, or ends inside an element.
pub(super) fn events(xml: &str) -> XmlEvents<'_> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    // Feeds have "Fees & ferries" in their titles.
    config.allow_dangling_amp = true;
    XmlEvents {
        reader,
        open_elements: 0,
    }
}

/// Returns the [`events`] of an XML text outside the elements whose names are hidden.
pub(super) fn visible_events(
    xml: &str,
    is_hidden: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Result<XmlEvent<'_>, Refusal>> {
    let mut depth = 0_usize;
    events(xml).filter(move |event| {
        match event {
            Ok(XmlEvent::Start(tag)) if is_hidden(&tag.name) => depth += 1,
            Ok(XmlEvent::End(tag)) if is_hidden(&tag.name) => depth = depth.saturating_sub(1),
            Ok(_) => return depth == 0,
            Err(_) => return true,
        }
        false
    })
}

/// An iterator over the events of an XML text.
pub(super) struct XmlEvents<'x> {
    reader: Reader<&'x [u8]>,
    open_elements: usize,
}

impl<'x> Iterator for XmlEvents<'x> {
    type Item = Result<XmlEvent<'x>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

impl<'x> XmlEvents<'x> {
    /// Reads up to the next event; at the end of the text there is none.
    fn read(&mut self) -> Result<Option<XmlEvent<'x>>, Refusal> {
        loop {
            let start = self.offset();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(e) => return Err(damaged(&e.to_string())),
            };
            let event = match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag.local_name().as_ref(), start),
                Event::Text(text) => XmlEvent::Text(text.xml10_content()),
                Event::CData(text) => XmlEvent::Text(text.xml10_content()),
                Event::GeneralRef(entity) => XmlEvent::Text(expand(&entity).into()),
                Event::Eof if self.open_elements > 0 => {
                    return Err(damaged("it ends inside an element"));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            };
            return Ok(Some(event));
        }
    }

    fn start(&mut self, tag: BytesStart<'x>) -> XmlEvent<'x> {
        self.open_elements += 1;
        XmlEvent::Start(StartTag::new(tag, self.offset()))
    }

    fn end(&mut self, name: &str, start: usize) -> XmlEvent<'x> {
        self.open_elements = self.open_elements.saturating_sub(1);
        XmlEvent::End(EndTag {
            name: name.to_owned(),
            start,
        })
    }

    /// Returns the number of bytes that have been read.
    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(0)
    }
}

/// Returns the text of a character reference or of an entity of XML's own. Any other entity stays
/// as it is written.
fn expand(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    match resolve_xml_entity(entity) {
        Some(text) => text.to_owned(),
        None => format!("&{};", &**entity),
    }
}

fn damaged(problem: &str) -> Refusal {
    Refusal::because(format!(
        "damaged XML: {problem}; download or save the file again"
    ))
}

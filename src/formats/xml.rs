//! XML as a list of tags and texts. No entity is expanded but those that every XML has, so none can
//! grow.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::decode;
use super::read::Refusal;

/// A piece of XML.
pub(super) enum Piece<'x> {
    Start(Tag<'x>),
    /// The local name of the element that ends, and where its end tag starts, in bytes of the whole
    /// text.
    End(String, usize),
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(super) struct Tag<'x> {
    /// Without its namespace's prefix.
    pub name: String,
    /// The namespace's prefix, or nothing.
    pub prefix: String,
    start: BytesStart<'x>,
    /// Where its content starts, in bytes of the whole text.
    pub inside: usize,
}

impl Tag<'_> {
    /// The value of the first attribute with this local name.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        // Without checks for doubles, which take long for very many.
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|a| a.key.local_name().as_ref() == name)?;
        Some(
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.to_string(), Cow::into_owned),
        )
    }
}

/// The text of an XML file, in the encoding that it declares.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Refusal> {
    Ok(decode::by_declaration(bytes)?)
}

/// Gives every piece of `xml` to `take`.
///
/// # Errors
/// Where it is not well-formed, or ends before its end.
pub(super) fn pieces<'x>(
    xml: &'x str,
    mut take: impl FnMut(Piece<'x>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open = 0usize;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let event = reader.read_event().map_err(|e| damaged(&e.to_string()))?;
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        match event {
            Event::Start(start) => {
                open += 1;
                let prefix = start
                    .name()
                    .prefix()
                    .map(|p| p.as_ref().to_owned())
                    .unwrap_or_default();
                take(Piece::Start(Tag {
                    name: start.local_name().as_ref().to_owned(),
                    prefix,
                    start,
                    inside: at,
                }))?;
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                take(Piece::End(end.local_name().as_ref().to_owned(), before))?;
            }
            Event::Text(text) => take(Piece::Text(text.xml10_content()))?,
            Event::CData(text) => take(Piece::Text(text.xml10_content()))?,
            Event::GeneralRef(entity) => {
                let text = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_xml_entity(&entity)
                        .map_or_else(|| format!("&{};", &*entity), str::to_owned),
                };
                take(Piece::Text(text.into()))?;
            }
            Event::Eof if open > 0 => return Err(damaged("it ends in the middle")),
            Event::Eof => return Ok(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

fn damaged(problem: &str) -> Refusal {
    Refusal::because(format!("damaged XML: {problem}; get the file again"))
}

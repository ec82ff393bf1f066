//! Reads a feed's entries from its XML.

use super::entry::{FeedEntry, title_text};
use super::sniff::is_feed;
use crate::formats::read::Refusal;
use crate::formats::xml::{self, EndTag, StartTag, XmlEvent};

/// Maximum number of entries in a feed.
const MAX_ENTRIES: usize = 100_000;

/// The prefixes that feeds use for their own vocabularies.
const OWN_PREFIXES: [&str; 4] = ["", "atom", "rss", "rdf"];

/// A feed as read.
pub(super) struct Feed {
    pub title: Option<String>,
    pub entries: Vec<FeedEntry>,
}

impl Feed {
    pub(super) fn parse(xml: &str) -> Result<Self, Refusal> {
        let mut parser = FeedParser::new(xml);
        for event in xml::events(xml) {
            match event? {
                XmlEvent::Start(tag) => parser.start(&tag)?,
                XmlEvent::Text(text) => parser.text(&text),
                XmlEvent::End(tag) => parser.end(&tag),
            }
        }
        if !parser.is_feed {
            return Err(Refusal::because(
                "neither an RSS nor an Atom feed; save its text as .txt",
            ));
        }
        Ok(parser.feed)
    }
}

struct FeedParser<'x> {
    xml: &'x str,
    feed: Feed,
    is_feed: bool,
    is_atom: bool,
    /// The namespace prefix of the root element.
    root_prefix: String,
    /// Names of the open elements, from the root on.
    open_elements: Vec<String>,
    in_entry: bool,
    field: Option<Field>,
}

/// An element of an entry, or the feed's title, that is being read.
struct Field {
    name: String,
    /// The value of its `type`.
    content_type: Option<String>,
    /// Where its content starts, in bytes of the feed.
    start: usize,
    /// Number of open elements, with itself.
    depth: usize,
    has_elements: bool,
    text: String,
}

impl<'x> FeedParser<'x> {
    fn new(xml: &'x str) -> Self {
        Self {
            xml,
            feed: Feed {
                title: None,
                entries: Vec::new(),
            },
            is_feed: false,
            is_atom: false,
            root_prefix: String::new(),
            open_elements: Vec::new(),
            in_entry: false,
            field: None,
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) -> Result<(), Refusal> {
        if self.open_elements.is_empty() {
            self.start_root(tag);
        }
        let name = self.qualified_name(tag);
        let parent = self
            .open_elements
            .last()
            .map_or("", String::as_str);
        let is_of_entry = self.in_entry && is_entry(parent);
        let is_title_of_feed = name == "title" && is_channel(parent);
        self.open_elements
            .push(name.clone());
        if let Some(field) = &mut self.field {
            field.has_elements = true;
        } else if is_entry(&name) {
            return self.start_entry();
        } else if is_of_entry || is_title_of_feed {
            self.start_field(name, tag);
            if is_of_entry && let Some(entry) = self.feed.entries.last_mut() {
                entry.set_attributes(tag);
            }
        }
        Ok(())
    }

    fn start_root(&mut self, tag: &StartTag<'_>) {
        self.is_feed |= is_feed(&tag.name);
        self.is_atom = tag.name == "feed";
        self.root_prefix
            .clone_from(&tag.prefix);
    }

    fn start_entry(&mut self) -> Result<(), Refusal> {
        if self.feed.entries.len() == MAX_ENTRIES {
            return Err(Refusal::because(format!(
                "more than {MAX_ENTRIES} entries; split it"
            )));
        }
        self.in_entry = true;
        self.feed
            .entries
            .push(FeedEntry::default());
        Ok(())
    }

    fn start_field(&mut self, name: String, tag: &StartTag<'_>) {
        self.field = Some(Field {
            name,
            content_type: tag.attribute("type"),
            start: tag.content_start,
            depth: self.open_elements.len(),
            has_elements: false,
            text: String::new(),
        });
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            field.text.push_str(text);
        }
    }

    fn end(&mut self, tag: &EndTag) {
        let depth = self.open_elements.len();
        let closed = self
            .open_elements
            .pop()
            .unwrap_or_default();
        match self
            .field
            .take_if(|field| field.depth == depth)
        {
            Some(field) => self.end_field(&field, tag.start),
            None if self.field.is_none() && is_entry(&closed) => self.in_entry = false,
            None => {}
        }
    }

    fn end_field(&mut self, field: &Field, end: usize) {
        let text = xml::collapse_white_space(&field.text);
        if text.is_empty() {
            return;
        }
        let source = self
            .xml
            .get(field.start..end)
            .unwrap_or_default();
        let html = field.html(self.is_atom, source);
        match self.feed.entries.last_mut() {
            Some(entry) if self.in_entry => entry.set_field(&field.name, html, text),
            _ => self.feed.title = Some(title_text(&html, text)),
        }
    }

    /// Returns the name of an element. It keeps the prefix of a vocabulary that is not a feed's
    /// own, which may use the same names for other things (`media:title`).
    fn qualified_name(&self, tag: &StartTag<'_>) -> String {
        let StartTag { name, prefix, .. } = tag;
        if OWN_PREFIXES.contains(&prefix.as_str()) || *prefix == self.root_prefix {
            return name.clone();
        }
        format!("{prefix}:{name}")
    }
}

/// Whether this is the element that has the feed's own title.
fn is_channel(name: &str) -> bool {
    matches!(name, "channel" | "feed")
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

impl Field {
    /// Returns the content as HTML. `source` is the content as the feed has it.
    fn html(&self, is_atom: bool, source: &str) -> String {
        if self.has_elements {
            return without_cdata(source);
        }
        let is_text = match self.content_type.as_deref() {
            Some(content_type) => matches!(content_type, "text" | "text/plain"),
            None => is_atom && self.name != "content:encoded",
        };
        if is_text {
            return escaped(&self.text);
        }
        self.text.clone()
    }
}

/// Escapes text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
}

/// Returns XHTML with its CDATA sections escaped, since HTML does not know them.
fn without_cdata(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, section)) = rest.split_once("<![CDATA[") {
        let (text, after) = section
            .split_once("]]>")
            .unwrap_or((section, ""));
        out.push_str(before);
        out.push_str(&escaped(text));
        rest = after;
    }
    out.push_str(rest);
    out
}

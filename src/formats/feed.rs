//! Feeds (RSS and Atom): each entry is a brief, its content HTML.

use std::collections::HashMap;

use super::read::{ContainerEntry, Refusal, Sink};
use super::xml::{self, Piece, Tag};
use crate::layout::page::{Metadata, file_name, iso_day};

/// Most bytes of a feed.
const MAX_BYTES: usize = 32 << 20;
/// Most entries of a feed.
const MAX_ENTRIES: usize = 100_000;

pub(super) fn read(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::because(format!(
            "more than {MAX_BYTES} bytes of a feed; split it"
        )));
    }
    let xml = xml::text(bytes.to_vec())?;
    let mut at = Place::default();
    xml::pieces(&xml, |piece| at.piece(piece, &xml))?;
    if !at.is_feed {
        return Err(Refusal::because(
            "neither an RSS nor an Atom feed; save what it says as .txt",
        ));
    }
    let mut names = HashMap::new();
    // From the last on: feeds grow at the top, and an old entry keeps its name.
    for entry in at.entries.into_iter().rev() {
        let name = file_name(&entry.key(), "html", &mut names);
        let metadata = Metadata {
            series: entry.metadata.series.clone().or_else(|| at.title.clone()),
            ..entry.metadata
        };
        let html = [entry.content, entry.summary]
            .into_iter()
            .find(|html| !html.trim().is_empty())
            .unwrap_or_default();
        // Decoded already, so any declaration in it is of no account: a byte order mark says what
        // it is in now.
        let bytes = [b"\xef\xbb\xbf", html.as_bytes()].concat();
        sink.emit(&name, Ok(ContainerEntry { bytes, metadata }));
    }
    Ok(())
}

#[derive(Default)]
struct Entry {
    metadata: Metadata,
    id: String,
    link: String,
    content: String,
    summary: String,
}

impl Entry {
    /// What names it for good: the end of its link, its id or, without both, its title.
    fn key(&self) -> String {
        let link = self.link.trim().trim_end_matches('/');
        let path = link.split_once("://").map_or(link, |(_, rest)| rest);
        let end = path
            .split_once('/')
            .and_then(|(_, path)| path.rsplit('/').next())
            .filter(|end| !end.is_empty());
        let title = self.metadata.title.as_deref().unwrap_or_default();
        let known = [end.unwrap_or_default(), self.id.trim(), title]
            .into_iter()
            .find(|key| !key.is_empty());
        known.map_or_else(
            || blake3::hash(self.content.as_bytes()).to_hex()[..12].to_owned(),
            str::to_owned,
        )
    }
}

/// An element of an entry, or the feed's title, that is being read.
struct Child {
    name: String,
    /// What it says of its type.
    kind: Option<String>,
    /// Where its content starts, in bytes of the feed.
    start: usize,
    /// Elements that are open around its content.
    depth: usize,
    has_elements: bool,
    text: String,
}

impl Child {
    /// Its content as HTML. `raw` is its content as the feed has it.
    fn html(&self, is_atom: bool, raw: &str) -> String {
        match self.kind.as_deref() {
            _ if self.has_elements => without_cdata(raw),
            Some("text" | "text/plain") => escaped(&self.text),
            None if is_atom && self.name != "content:encoded" => escaped(&self.text),
            _ => self.text.clone(),
        }
    }
}

#[derive(Default)]
struct Place {
    is_feed: bool,
    is_atom: bool,
    /// The prefix of the feed's own vocabulary.
    prefix: String,
    title: Option<String>,
    entries: Vec<Entry>,
    in_entry: bool,
    /// Names of the open elements.
    open: Vec<String>,
    child: Option<Child>,
}

impl Place {
    fn piece(&mut self, piece: Piece<'_>, xml: &str) -> Result<(), Refusal> {
        match piece {
            Piece::Start(tag) => self.start(&tag)?,
            Piece::Text(text) => self
                .child
                .iter_mut()
                .for_each(|child| child.text.push_str(&text)),
            Piece::End(_, at) => self.end(xml.get(..at).unwrap_or_default()),
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if self.open.is_empty() {
            self.is_feed |= is_feed(&tag.name);
            self.is_atom = tag.name == "feed";
            self.prefix.clone_from(&tag.prefix);
        }
        let name = self.qualified(&tag.prefix, &tag.name);
        self.open.push(name.clone());
        if let Some(child) = &mut self.child {
            child.has_elements = true;
            return Ok(());
        }
        if matches!(name.as_str(), "item" | "entry") {
            if self.entries.len() == MAX_ENTRIES {
                return Err(Refusal::because(format!(
                    "more than {MAX_ENTRIES} entries; split it"
                )));
            }
            self.in_entry = true;
            self.entries.push(Entry::default());
            return Ok(());
        }
        let parent = self.open.iter().rev().nth(1).map_or("", String::as_str);
        let of_entry = self.in_entry && matches!(parent, "item" | "entry");
        if of_entry || name == "title" && matches!(parent, "channel" | "feed") {
            let (kind, depth) = (tag.attr("type"), self.open.len());
            let child = Child {
                name,
                kind,
                start: tag.inside,
                depth,
                has_elements: false,
                text: String::new(),
            };
            self.child = Some(child);
        }
        if let Some(entry) = self.entries.last_mut().filter(|_| of_entry) {
            let is_page = tag.attr("rel").is_none_or(|rel| rel == "alternate");
            match tag.name.as_str() {
                "link" if is_page => {
                    entry.link = tag
                        .attr("href")
                        .unwrap_or_else(|| std::mem::take(&mut entry.link));
                }
                "category" => entry.metadata.topics.extend(tag.attr("term")),
                _ => {}
            }
        }
        Ok(())
    }

    fn end(&mut self, before: &str) {
        let depth = self.open.len();
        if self
            .open
            .pop()
            .is_some_and(|name| matches!(name.as_str(), "item" | "entry"))
            && self.child.is_none()
        {
            self.in_entry = false;
        }
        let Some(child) = self.child.take_if(|child| child.depth == depth) else {
            return;
        };
        let html = child.html(self.is_atom, before.get(child.start..).unwrap_or_default());
        let said = child.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if said.is_empty() {
            return;
        }
        match self.entries.last_mut().filter(|_| self.in_entry) {
            Some(entry) => entry.note(&child.name, html, said),
            None => self.title = Some(plain(&html, said)),
        }
    }

    /// Other vocabularies use the same names for other things (`media:title`).
    fn qualified(&self, prefix: &str, name: &str) -> String {
        if prefix == self.prefix || matches!(prefix, "" | "atom" | "rss" | "rdf") {
            name.to_owned()
        } else {
            format!("{prefix}:{name}")
        }
    }
}

impl Entry {
    fn note(&mut self, name: &str, html: String, said: String) {
        match name {
            "title" => self.metadata.title = Some(plain(&html, said)),
            "link" => self.link = said,
            "guid" | "id" => self.id = said,
            "pubDate" | "published" | "dc:date" => self.metadata.date = Some(day(&said)),
            "updated" => {
                self.metadata.date = self.metadata.date.take().or_else(|| Some(day(&said)));
            }
            "category" | "dc:subject" => self.metadata.topics.push(said),
            "content:encoded" | "content" => self.content = html,
            "description" | "summary" => self.summary = html,
            _ => {}
        }
    }
}

/// The day of a time as feeds write it: by RFC 822, with a short year too, or by ISO 8601, without
/// hyphens too.
fn day(written: &str) -> String {
    let rfc822 = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_zoned_datetime(written);
    if let Ok(time) = rfc822 {
        return time.date().to_string();
    }
    let digits = written.split('T').next().unwrap_or_default();
    if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    }
    iso_day(written).to_owned()
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// XHTML in which no text is marked as such, which HTML doesn't know.
fn without_cdata(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, inside)) = rest.split_once("<![CDATA[") {
        let (text, after) = inside.split_once("]]>").unwrap_or((inside, ""));
        out.push_str(before);
        out.push_str(&escaped(text));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The text of a title, which may be escaped twice, as HTML.
fn plain(html: &str, said: String) -> String {
    let mut page = crate::layout::page::Page::default();
    match super::html::add(html, &mut page) {
        Ok(()) if !page.text.is_empty() => {
            page.text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => said,
    }
}

/// The first element of an XML file, of which these bytes are the start, is a feed's.
pub(super) fn starts_like_one(start: &[u8]) -> bool {
    // Without the zero bytes of UTF-16.
    let bare: Vec<u8> = start.iter().copied().filter(|&b| b != 0).collect();
    let text = String::from_utf8_lossy(&bare);
    let mut rest = text.as_ref();
    while let Some((_, inside)) = rest.split_once('<') {
        let after = if inside.starts_with("!--") {
            inside.split_once("-->")
        } else if inside.starts_with('?') {
            inside.split_once("?>")
        } else if let Some(doctype) = inside.strip_prefix("!DOCTYPE") {
            let declares = doctype
                .split_once('[')
                .filter(|(before, _)| !before.contains('>'));
            declares
                .and_then(|(_, entities)| entities.split_once(']'))
                .or_else(|| doctype.split_once('>'))
        } else {
            let name = inside
                .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
                .next()
                .unwrap_or_default();
            return is_feed(name.rsplit(':').next().unwrap_or_default());
        };
        let Some((_, after)) = after else {
            return false;
        };
        rest = after;
    }
    false
}

fn is_feed(local_name: &str) -> bool {
    matches!(local_name, "rss" | "feed" | "RDF")
}

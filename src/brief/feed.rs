//! Feeds (RSS and Atom): each entry is a brief, its content HTML.

use std::collections::HashMap;

use super::format::{Refusal, Take};
use super::page::{Head, file_name, iso_day};
use super::xml::{self, Piece, Tag};

/// Most bytes of a feed.
const MAX_BYTES: usize = 32 << 20;
/// Most entries of a feed.
const MAX_ENTRIES: usize = 100_000;

pub(super) fn read(bytes: &[u8], take: Take<'_>) -> Result<(), Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::because(format!("more than {MAX_BYTES} bytes of a feed; split it")));
    }
    let xml = xml::text(bytes.to_vec())?;
    let mut at = Place::default();
    xml::pieces(&xml, |piece| at.piece(piece, &xml))?;
    if !at.is_feed {
        return Err(Refusal::because("neither an RSS nor an Atom feed; save what it says as .txt"));
    }
    let mut names = HashMap::new();
    // From the last on: feeds grow at the top, and an old entry keeps its name.
    for entry in at.entries.into_iter().rev() {
        let name = file_name(&entry.key(), "html", &mut names);
        let head = Head { series: entry.head.series.clone().or_else(|| at.title.clone()), ..entry.head };
        let html = [entry.content, entry.summary].into_iter().find(|html| !html.trim().is_empty()).unwrap_or_default();
        // Decoded already, so any declaration in it is of no account: a byte order mark says what it is in now.
        take(&name, Ok(([b"\xef\xbb\xbf", html.as_bytes()].concat(), head)))?;
    }
    Ok(())
}

#[derive(Default)]
struct Entry {
    head: Head,
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
        let end = path.split_once('/').and_then(|(_, path)| path.rsplit('/').next()).filter(|end| !end.is_empty());
        let title = self.head.title.as_deref().unwrap_or_default();
        let known = [end.unwrap_or_default(), self.id.trim(), title].into_iter().find(|key| !key.is_empty());
        known.map_or_else(|| blake3::hash(self.content.as_bytes()).to_hex()[..12].to_owned(), str::to_owned)
    }
}

#[derive(Default)]
struct Place {
    is_feed: bool,
    title: Option<String>,
    entries: Vec<Entry>,
    in_entry: bool,
    /// Names of the open elements inside an entry or the feed.
    open: Vec<String>,
    value: String,
    /// The open child of an entry.
    child: Option<Child>,
}

/// A child of an entry: text, or elements of XHTML with text in them.
struct Child {
    /// Where its inside starts in the feed.
    inside: usize,
    /// How many elements are open, itself among them.
    depth: usize,
    /// Elements are in it.
    is_markup: bool,
    /// Its text is text, where others' is HTML.
    is_plain: bool,
}

impl Place {
    fn piece(&mut self, piece: Piece<'_>, xml: &str) -> Result<(), Refusal> {
        match piece {
            Piece::Start(tag) => self.start(&tag)?,
            Piece::Text(text) => self.value.push_str(&text),
            Piece::End(name, at) => self.end(&name, xml.get(..at).unwrap_or_default()),
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.is_feed |= self.open.is_empty() && matches!(tag.name.as_str(), "rss" | "feed" | "RDF");
        let is_child = self.open.last().is_some_and(|parent| matches!(parent.as_str(), "item" | "entry"));
        let of_atom = self.open.last().is_some_and(|parent| parent == "entry");
        self.open.push(qualified(&tag.prefix, &tag.name));
        if let Some(child) = &mut self.child {
            child.is_markup = true;
            return Ok(());
        }
        if matches!(tag.name.as_str(), "item" | "entry") {
            if self.entries.len() == MAX_ENTRIES {
                return Err(Refusal::because(format!("more than {MAX_ENTRIES} entries; split it")));
            }
            self.in_entry = true;
            self.entries.push(Entry::default());
        }
        self.value.clear();
        if is_child {
            let is_plain =
                of_atom && tag.attr("type").is_none_or(|kind| matches!(kind.as_str(), "text" | "text/plain"));
            self.child = Some(Child { inside: tag.inside, depth: self.open.len(), is_markup: false, is_plain });
        }
        let is_page = tag.attr("rel").is_none_or(|rel| rel == "alternate");
        if let (true, "link", Some(entry), Some(href)) =
            (self.in_entry && is_page, tag.name.as_str(), self.entries.last_mut(), tag.attr("href"))
        {
            entry.link = href;
        }
        if let (true, "category", Some(entry), Some(term)) =
            (self.in_entry, tag.name.as_str(), self.entries.last_mut(), tag.attr("term"))
        {
            entry.head.topics.push(term);
        }
        Ok(())
    }

    fn end(&mut self, name: &str, before: &str) {
        let depth = self.open.len();
        let name = self.open.pop().unwrap_or_else(|| name.to_owned());
        let value = match &self.child {
            Some(child) if depth > child.depth => return,
            Some(child) if child.is_markup => before.get(child.inside..).unwrap_or_default().to_owned(),
            Some(child) if child.is_plain && matches!(name.as_str(), "title" | "content" | "summary") => {
                std::mem::take(&mut self.value).replace('&', "&amp;").replace('<', "&lt;")
            }
            _ => std::mem::take(&mut self.value),
        };
        self.child = None;
        if matches!(name.as_str(), "item" | "entry") {
            self.in_entry = false;
            return;
        }
        let said = Some(value.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty());
        let parent = self.open.last().map_or("", String::as_str);
        match self.entries.last_mut().filter(|_| self.in_entry) {
            Some(entry) if matches!(parent, "item" | "entry") => entry.note(&name, value, said),
            None if name == "title" && matches!(parent, "channel" | "feed") => self.title = said,
            _ => {}
        }
    }
}

impl Entry {
    fn note(&mut self, name: &str, value: String, said: Option<String>) {
        let Some(said) = said else { return };
        match name {
            "title" => self.head.title = Some(plain(&said)),
            "link" => self.link = said,
            "guid" | "id" => self.id = said,
            "pubDate" | "published" | "dc:date" => self.head.date = Some(iso_day(&said).to_owned()),
            "updated" => self.head.date = self.head.date.take().or(Some(iso_day(&said).to_owned())),
            "category" | "dc:subject" => self.head.topics.push(said),
            "content:encoded" | "content" => self.content = value,
            "description" | "summary" => self.summary = value,
            _ => {}
        }
    }
}

/// Other vocabularies use the same names for other things (`media:title`).
fn qualified(prefix: &str, name: &str) -> String {
    if matches!(prefix, "" | "atom" | "rss" | "rdf") { name.to_owned() } else { format!("{prefix}:{name}") }
}

/// A title may be escaped twice, as HTML.
fn plain(title: &str) -> String {
    let mut page = super::page::Page::default();
    match super::html::add(title, &mut page) {
        Ok(()) if !page.text.is_empty() => page.text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => title.to_owned(),
    }
}

/// The start of an XML file is that of a feed, or does not show what it is.
pub(super) fn starts_like_one(start: &[u8]) -> bool {
    // Without the zero bytes of UTF-16.
    let bare: Vec<u8> = start.iter().copied().filter(|&b| b != 0).collect();
    let text = String::from_utf8_lossy(&bare);
    let mut rest = text.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    // The declaration, comments, the document type.
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        let Some(at) = rest.find(end) else { return true };
        rest = rest[at + end.len()..].trim_start();
    }
    let root = rest.strip_prefix('<').unwrap_or_default();
    let root = &root[..root.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(root.len())];
    matches!(root.rsplit(':').next(), Some("rss" | "feed" | "RDF"))
}

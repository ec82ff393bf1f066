//! Feeds (RSS and Atom): each entry is a brief, its content HTML.

mod blogger;
mod entry;
mod parser;
mod sniff;
mod wordpress;

use std::collections::HashMap;

use self::entry::FeedEntry;
use self::parser::Feed;
pub(super) use self::sniff::starts_like_one;
use super::decode;
use super::html;
use super::read::{ContainerEntry, Refusal, Sink};
use crate::layout::page::file_name;

/// Maximum size of a feed, in bytes.
const MAX_BYTES: usize = 32 << 20;

/// Marks bytes as UTF-8, whatever encoding the HTML in them declares.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::because(format!(
            "more than {MAX_BYTES} bytes of a feed; split it"
        )));
    }
    let xml = decode::by_declaration(bytes.to_vec())?;
    let feed = Feed::parse(&xml.text)?;
    let warning = xml.warning();
    let mut taken_names = HashMap::new();
    // From the last entry on: feeds grow at the top, and an old entry must keep its name when a new
    // one of the same name is added.
    let entries = feed.entries.into_iter().rev();
    for entry in entries.filter(FeedEntry::is_published) {
        let name = file_name(&entry.key(), "html", &mut taken_names);
        let mut entry = brief(entry, feed.title.as_deref());
        if let Some(warning) = &warning
            && is_damaged(&entry)
        {
            entry.warnings.push(warning.clone());
        }
        sink.emit(&name, Ok(entry));
    }
    Ok(())
}

/// Returns an entry as a page of HTML, with what the feed says about it.
fn brief(entry: FeedEntry, feed_title: Option<&str>) -> ContainerEntry {
    let bytes = format!("{BYTE_ORDER_MARK}{}", entry.html()).into_bytes();
    let mut metadata = entry.metadata;
    if metadata.series.is_none() {
        metadata.series = feed_title.map(str::to_owned);
    }
    ContainerEntry {
        bytes,
        reader: Some(html::read_piece),
        metadata,
        warnings: Vec::new(),
    }
}

/// Returns whether bytes of the feed were replaced in an entry.
fn is_damaged(entry: &ContainerEntry) -> bool {
    let mark = "\u{fffd}".as_bytes();
    let mut places = entry.bytes.windows(mark.len());
    places.any(|bytes| bytes == mark)
}

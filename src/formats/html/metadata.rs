//! The metadata of a page: its title, the name of its site and its day.

use dom_query::{Document, NodeRef};

use super::node::name;
use super::title::title;
use crate::formats::whitespace::collapsed;
use crate::layout::date;
use crate::layout::page::{Metadata, Page, iso_day};

/// Keys of the title, best first.
const TITLE_KEYS: [&str; 2] = ["og:title", "title"];
const SITE_KEYS: [&str; 1] = ["og:site_name"];
/// Keys of the day of publication, best first.
const DAY_KEYS: [&str; 7] = [
    "article:published_time",
    "pubdate",
    "publishdate",
    "date",
    "dc.date",
    "dc.date.issued",
    "time",
];

/// A value in the metadata of a page.
struct Entry {
    /// The name of the property in lower case, or of the element.
    key: String,
    value: String,
}

/// Returns the metadata of a page whose content is `page`.
pub(super) fn metadata(doc: &Document, page: &Page) -> Metadata {
    let entries = entries(doc);
    let series = first(&entries, &SITE_KEYS);
    let title = match first(&entries, &TITLE_KEYS) {
        Some(written) => title(&written, series.as_deref(), page),
        None => None,
    };
    Metadata {
        title,
        date: first(&entries, &DAY_KEYS).and_then(|written| day(&written)),
        series,
        ..Metadata::default()
    }
}

fn entries(doc: &Document) -> Vec<Entry> {
    let mut entries = Vec::new();
    for node in doc.root().descendants_it() {
        entries.extend(entry(&node));
    }
    entries.retain(|entry| !entry.value.trim().is_empty());
    entries
}

/// Returns the value that an element adds to the metadata.
fn entry(node: &NodeRef<'_>) -> Option<Entry> {
    let (key, value) = match name(node).as_deref()? {
        "title" => ("title".to_owned(), node.text()),
        "time" => (
            "time".to_owned(),
            node.attr("datetime")?,
        ),
        "meta" => {
            let key = node
                .attr("property")
                .or_else(|| node.attr("name"))?;
            (
                key.to_ascii_lowercase(),
                node.attr("content")?,
            )
        }
        _ => return None,
    };
    let value = value.to_string();
    Some(Entry { key, value })
}

/// Returns the first value of the first of `keys` that has one.
fn first(entries: &[Entry], keys: &[&str]) -> Option<String> {
    for key in keys {
        let entry = entries
            .iter()
            .find(|entry| entry.key == *key);
        if let Some(entry) = entry {
            return Some(collapsed(&entry.value));
        }
    }
    None
}

/// Returns the day in `written`, or `None` if it is not a date.
fn day(written: &str) -> Option<String> {
    let day = iso_day(written);
    date::find(day)?;
    Some(day.to_owned())
}

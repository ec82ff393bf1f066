//! The metadata of a page: its title, the name of its site and its day.

use dom_query::{Document, NodeRef};
use jiff::civil::Date;

use super::day;
use super::lead::Names;
use super::links::host_of;
use super::node::{name, text_start};
use super::shown_day::shown_days;
use super::title::title;
use crate::formats::whitespace::collapsed;
use crate::layout::page::{Metadata, Page};

/// Keys of the title, best first. `articletitle` and other names without marks are those of Chinese
/// governments.
const TITLE_KEYS: [&str; 3] = ["articletitle", "og:title", "title"];
/// Keys of the name of the site, best first. `js_name` is an account of `WeChat`.
const SITE_KEYS: [&str; 3] = ["js_name", "og:site_name", "sitename"];
/// Keys of the day of publication, best first.
const DAY_KEYS: [&str; 41] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "og:pubdate",
    "og:time",
    "og:release_date",
    "datepublished",
    "firstpublishedtime",
    "pubdate",
    "pub_date",
    "pubtime",
    "publishtime",
    "publish_time",
    "publish-time",
    "publishedtime",
    "published_time",
    "bytedance:published_time",
    "weibo:article:create_at",
    "article:create_at",
    "articledate",
    "releasedate",
    "release_date",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "article_date_original",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "datecreated",
    "uploaddate",
];
/// Keys of the day of a change, which counts if no other day is given. `others` has the day on
/// which a page of the Chinese government was made.
const CHANGE_KEYS: [&str; 8] = [
    "og:updated_time",
    "article:modified_time",
    "datemodified",
    "last-modified",
    "lastmodifiedtime",
    "bytedance:updated_time",
    "weibo:article:update_at",
    "others",
];

/// Keys of the names of authors, best first.
const AUTHOR_KEYS: [&str; 7] = [
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
];
/// Keys of the publisher, best first.
const PUBLISHER_KEYS: [&str; 5] = [
    "citation_publisher",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "contentsource",
];
/// Maximum number of authors.
const MAX_AUTHORS: usize = 50;

/// Keys of the page's own address, best first.
const ADDRESS_KEYS: [&str; 2] = ["canonical", "og:url"];

/// Returns the host of the page by its own address.
pub(super) fn host(doc: &Document) -> Option<String> {
    let address = first(&entries(doc), &ADDRESS_KEYS)?;
    host_of(&address).map(str::to_owned)
}

/// Returns the titles and the name of the site that the page declares.
pub(super) fn names(doc: &Document) -> Names {
    let entries = entries(doc);
    let titles = entries
        .iter()
        .filter(|entry| TITLE_KEYS.contains(&&*entry.key));
    Names {
        titles: titles
            .map(|entry| collapsed(&entry.value))
            .collect(),
        site: first(&entries, &SITE_KEYS),
    }
}

/// A value in the metadata of a page.
struct Entry {
    /// The name of the property in lower case, or of the element.
    key: String,
    value: String,
}

/// Returns the metadata of a page whose content is `page`.
/// `html` is its source.
pub(super) fn metadata(doc: &Document, html: &str, page: &Page) -> Metadata {
    let entries = entries(doc);
    let series = first(&entries, &SITE_KEYS);
    let title = match first(&entries, &TITLE_KEYS) {
        Some(written) => title(&written, series.as_deref(), page),
        None => None,
    };
    let shown = shown_days(doc);
    let other = shown
        .below_heading
        .or(shown.elsewhere)
        .or_else(|| first_day(&entries, &CHANGE_KEYS));
    Metadata {
        title,
        date: declared_day(&entries, html, shown.below_heading).map(|day| day.to_string()),
        made: other.map(|day| day.to_string()),
        authors: authors(&entries),
        url: first(&entries, &ADDRESS_KEYS).filter(|url| is_address(url)),
        publisher: first(&entries, &PUBLISHER_KEYS).filter(|name| !is_address(name)),
        series,
        ..Metadata::default()
    }
}

/// Returns the authors that the first key with a name gives, each once. Many pages give addresses
/// of their profiles instead.
fn authors(entries: &[Entry]) -> Vec<String> {
    for key in AUTHOR_KEYS {
        let mut authors: Vec<String> = Vec::new();
        for entry in entries
            .iter()
            .filter(|entry| entry.key == key)
        {
            let name = collapsed(&entry.value);
            let is_new = !is_address(&name) && !authors.contains(&name);
            if is_new && authors.len() < MAX_AUTHORS {
                authors.push(name);
            }
        }
        if !authors.is_empty() {
            return authors;
        }
    }
    Vec::new()
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Returns the day of publication that the page declares, or that is in its address. Of the day
/// before or after, in another part of the world, that is `shown` or in the address counts.
fn declared_day(entries: &[Entry], html: &str, shown: Option<Date>) -> Option<Date> {
    let declared = first_day(entries, &DAY_KEYS)
        .or_else(|| day::in_linked_data(html))
        .or_else(|| first_day(entries, &["time"]));
    let mut addresses = entries
        .iter()
        .filter(|entry| ADDRESS_KEYS.contains(&&*entry.key));
    let in_address = addresses.find_map(|entry| day::in_address(&entry.value));
    let Some(declared) = declared else {
        return in_address;
    };
    let mut local = [shown, in_address]
        .into_iter()
        .flatten();
    local
        .find(|day| is_a_day_apart(*day, declared))
        .or(Some(declared))
}

fn is_a_day_apart(a: Date, b: Date) -> bool {
    let is_next = |a: Date, b: Date| {
        a.tomorrow()
            .is_ok_and(|next| next == b)
    };
    is_next(a, b) || is_next(b, a)
}

/// Returns the day of the first of `keys` that has one.
fn first_day(entries: &[Entry], keys: &[&str]) -> Option<Date> {
    keys.iter().find_map(|key| {
        let mut values = entries
            .iter()
            .filter(|entry| entry.key == *key);
        values.find_map(|entry| day::parse(&entry.value))
    })
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
        _ if is_account(node) => (
            "js_name".to_owned(),
            text_start(node).0.into(),
        ),
        "link" if node.attr("rel").as_deref() == Some("canonical") => (
            "canonical".to_owned(),
            node.attr("href")?,
        ),
        "time" if node.has_attr("datetime") && !node.has_attr("itemprop") => (
            "time".to_owned(),
            node.attr("datetime")?,
        ),
        "meta" => {
            let key = node
                .attr("property")
                .or_else(|| node.attr("name"))
                .or_else(|| node.attr("itemprop"))
                .or_else(|| node.attr("http-equiv"))?;
            (
                key.to_ascii_lowercase(),
                node.attr("content")?,
            )
        }
        _ => (
            node.attr("itemprop")?
                .to_ascii_lowercase(),
            node.attr("content")
                .or_else(|| node.attr("datetime"))
                .unwrap_or_else(|| text_start(node).0.into()),
        ),
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

/// Returns whether an element names the account whose article the page is.
fn is_account(node: &NodeRef<'_>) -> bool {
    node.attr("id").as_deref() == Some("js_name")
}

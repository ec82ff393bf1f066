//! An entry of a feed, and how its fields become text.

use std::borrow::Cow;

use super::{blogger, wordpress};
use crate::formats::html;
use crate::formats::xml::{self, StartTag};
use crate::layout::page::{Metadata, Page, iso_day};

/// Categories of what has no category.
const NO_TOPICS: [&str; 3] = ["Uncategorized", "Uncategorised", "未分类"];

/// An entry of a feed.
#[derive(Default)]
pub(super) struct FeedEntry {
    pub metadata: Metadata,
    id: String,
    link: String,
    content: String,
    summary: String,
    wordpress: wordpress::Item,
    blogger: blogger::Item,
}

impl FeedEntry {
    /// Returns what names the entry for good: the end of its link, its id or its title, whichever
    /// it has first, or else a hash of its content.
    pub(super) fn key(&self) -> String {
        let title = self
            .metadata
            .title
            .as_deref()
            .unwrap_or_default();
        for key in [end_of_link(&self.link), self.id.trim(), title] {
            if !key.is_empty() {
                return key.to_owned();
            }
        }
        let hash = blake3::hash(self.content.as_bytes()).to_hex();
        hash[..12].to_owned()
    }

    /// Returns whether the entry is for readers. Exports have drafts and menus, too.
    pub(super) fn is_published(&self) -> bool {
        self.wordpress.is_published() && self.blogger.is_published()
    }

    /// Returns the content or, if it is empty, the summary.
    pub(super) fn html(&self) -> Cow<'_, str> {
        let mut written = [&self.content, &self.summary].into_iter();
        let html = written.find(|html| !html.trim().is_empty());
        let html = html.map_or("", String::as_str);
        if self.wordpress.is_export() {
            return wordpress::with_paragraphs(html).into();
        }
        html.into()
    }

    /// Sets what a field's attributes say, as Atom writes its links and categories.
    pub(super) fn set_attributes(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "link" if leads_to_page(tag) => {
                if let Some(link) = tag.attribute("href") {
                    self.metadata.url = Some(link.clone());
                    self.link = link;
                }
            }
            "category" => {
                let scheme = tag.attribute("scheme");
                let term = tag.attribute("term");
                let topic = term.filter(|term| {
                    !self
                        .blogger
                        .takes_category(scheme.as_deref(), term)
                });
                self.metadata.topics.extend(topic);
            }
            _ => {}
        }
    }

    /// Sets a field that has been read, as HTML and as text on one line.
    pub(super) fn set_field(&mut self, name: &str, html: String, text: String) {
        let metadata = &mut self.metadata;
        match name {
            "title" => metadata.title = Some(title_text(&html, text)),
            "link" => {
                metadata.url = Some(text.clone());
                self.link = text;
            }
            "author" | "dc:creator" => metadata
                .authors
                .extend(author(&html, &text)),
            "guid" | "id" => self.id = text,
            "pubDate" | "published" | "dc:date" | "issued" => metadata.date = Some(day(&text)),
            "updated" | "created" | "modified" | "wp:post_date" if metadata.date.is_none() => {
                metadata.date = Some(day(&text));
            }
            "category" | "dc:subject" if !NO_TOPICS.contains(&text.as_str()) => {
                metadata.topics.push(text);
            }
            "content:encoded" | "content" => self.content = html,
            "description" | "summary" | "excerpt:encoded" if self.summary.is_empty() => {
                self.summary = html;
            }
            "wp:post_type" => self.wordpress.post_type = Some(text),
            "wp:status" => self.wordpress.status = Some(text),
            _ => self.blogger.set_field(name, text),
        }
    }
}

/// Returns the name of an author: the `<name>` of Atom, the name in parentheses after the address
/// of RSS, or the text if it is no address.
fn author(html: &str, text: &str) -> Option<String> {
    if let Some((_, rest)) = html.split_once("<name>") {
        let (name, _) = rest.split_once("</name>")?;
        return Some(title_text(name, name.to_owned())).filter(|name| !name.is_empty());
    }
    let in_parentheses = text
        .split_once('(')
        .and_then(|(address, rest)| {
            address
                .contains('@')
                .then_some(rest)
        });
    match in_parentheses {
        Some(rest) => Some(
            rest.trim_end_matches(')')
                .to_owned(),
        ),
        None if text.contains('@') => None,
        None => Some(text.to_owned()),
    }
}

/// Whether a link leads to the entry's own page, and not to a podcast's sound or the like.
fn leads_to_page(link: &StartTag<'_>) -> bool {
    link.attribute("rel")
        .is_none_or(|rel| rel == "alternate")
}

/// Returns the last part of a link's path, or nothing if it has no path.
fn end_of_link(link: &str) -> &str {
    let link = link.trim().trim_end_matches('/');
    let address = match link.split_once("://") {
        Some((_, address)) => address,
        None => link,
    };
    match address.rsplit_once('/') {
        Some((_, end)) => end,
        None => "",
    }
}

/// Returns the text of a title, which may be HTML that is escaped twice.
pub(super) fn title_text(html: &str, text: String) -> String {
    let mut page = Page::default();
    match html::add(html, &mut page) {
        Ok(()) if !page.text.is_empty() => without_entities(&xml::collapse_white_space(&page.text)),
        _ => text,
    }
}

/// Returns a title without entities: some programs escape the text of a title once more.
fn without_entities(title: &str) -> String {
    let mut page = Page::default();
    let is_escaped = ["&#", "&amp;", "&quot;", "&nbsp;"]
        .iter()
        .any(|entity| title.contains(entity));
    if is_escaped && html::add(&title.replace('<', "&lt;"), &mut page).is_ok() {
        return xml::collapse_white_space(&page.text);
    }
    title.to_owned()
}

/// Returns the day of a time as feeds write it: as in mails, or by ISO 8601, with or without
/// hyphens.
fn day(time: &str) -> String {
    // Many feeds name the wrong day of the week.
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(time) = parser.parse_zoned_datetime(time) {
        return time.date().to_string();
    }
    let day = match time.split_once('T') {
        Some((day, _)) => day,
        None => time,
    };
    let is_number = day
        .bytes()
        .all(|b| b.is_ascii_digit());
    if is_number && day.len() == 8 {
        return format!(
            "{}-{}-{}",
            &day[..4],
            &day[4..6],
            &day[6..]
        );
    }
    iso_day(time).to_owned()
}

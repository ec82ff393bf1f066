//! E-books (.epub): the chapters in the order of the spine, each as HTML.

use std::collections::HashMap;

use super::decode;
use super::html;
use super::read::Refusal;
use super::unzip::Zip;
use super::xml::{self, Piece, Tag};
use crate::layout::page::{Metadata, Page, iso_day};

const CONTAINER: &str = "META-INF/container.xml";
/// Most bytes of text of a book.
const MAX_TEXT: usize = 32 << 20;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut zip = Zip::open(bytes)?;
    let container = file(&mut zip, CONTAINER)?;
    let mut package = None;
    xml::pieces(&xml::text(container)?, |piece| {
        if let Piece::Start(tag) = piece
            && tag.name == "rootfile"
            && package.is_none()
        {
            package = tag.attr("full-path");
        }
        Ok(())
    })?;
    let package = package.ok_or_else(|| {
        Refusal::because(format!("{CONTAINER} in it names no book; get it again"))
    })?;
    let book = book(&xml::text(file(&mut zip, &package)?)?)?;
    let mut page = Page {
        metadata: book.metadata,
        ..Page::default()
    };
    for href in &book.chapters {
        let path = inside(&package, href);
        let html = decode::by_declaration(file(&mut zip, &path)?)?;
        html::add(&html, &mut page)?;
        if page.text.len() > MAX_TEXT {
            return Err(Refusal::because(format!(
                "more than {MAX_TEXT} bytes of text; split it"
            )));
        }
    }
    Ok(page)
}

fn file(zip: &mut Zip<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    zip.named(name)?.ok_or_else(|| {
        Refusal::because(format!(
            "damaged e-book: {name} is missing in it; get it again"
        ))
    })
}

struct Book {
    metadata: Metadata,
    /// Links to the chapters, from the package's file, each once.
    chapters: Vec<String>,
}

fn book(xml: &str) -> Result<Book, Refusal> {
    let mut metadata = Metadata::default();
    let mut links: HashMap<String, String> = HashMap::new();
    let mut chapters = Vec::new();
    let mut open: Option<(String, String)> = None;
    xml::pieces(xml, |piece| {
        match piece {
            Piece::Start(tag) if tag.name == "item" => {
                links.extend(
                    tag.attr("id")
                        .zip(tag.attr("href").filter(|_| is_text(&tag))),
                );
            }
            Piece::Start(tag) if tag.name == "itemref" => {
                chapters.extend(tag.attr("idref").and_then(|id| links.remove(&id)));
            }
            Piece::Start(tag)
                if tag.name == "meta" && tag.attr("name").as_deref() == Some("calibre:series") =>
            {
                metadata.series = tag.attr("content");
            }
            Piece::Start(tag) => {
                let is_series = tag.attr("property").as_deref() == Some("belongs-to-collection");
                open = Some((
                    if is_series { "series".into() } else { tag.name },
                    String::new(),
                ));
            }
            Piece::Text(text) => open.iter_mut().for_each(|(_, value)| value.push_str(&text)),
            Piece::End(..) => note(open.take(), &mut metadata),
        }
        Ok(())
    })?;
    Ok(Book { metadata, chapters })
}

fn is_text(item: &Tag<'_>) -> bool {
    item.attr("media-type")
        .is_some_and(|kind| kind.contains("html"))
        && !item
            .attr("properties")
            .is_some_and(|properties| properties.split_whitespace().any(|p| p == "nav"))
}

/// Takes the first title and day, and every subject.
fn note(said: Option<(String, String)>, metadata: &mut Metadata) {
    let Some((name, value)) = said else { return };
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.is_empty() {
        return;
    }
    match name.as_str() {
        "title" if metadata.title.is_none() => metadata.title = Some(value),
        "date" if metadata.date.is_none() => metadata.date = Some(iso_day(&value).to_owned()),
        "series" => metadata.series = Some(value),
        "subject" => metadata.topics.push(value),
        _ => {}
    }
}

/// The path in the archive of what the package's file links to.
fn inside(package: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut parts: Vec<String> = package.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(unescaped(part)),
        }
    }
    parts.join("/")
}

/// `%20` and the like as what they stand for.
fn unescaped(part: &str) -> String {
    let mut out = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .filter(|_| byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(byte));
        rest = &after[if code.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&out).into_owned()
}

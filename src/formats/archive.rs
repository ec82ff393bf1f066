//! Zip archives of briefs, as newsletters export them: files of any known format, and the table of
//! metadata that Substack puts beside its posts.

use std::collections::HashMap;

use csv::StringRecord;

use super::read::{ContainerEntry, PageReader, Refusal, Sink};
use super::unzip::{Zip, ZipEntry};
#[cfg(feature = "html")]
use crate::layout::page::Page;
use crate::layout::page::{Metadata, iso_day};

/// The name of Substack's table, which has the metadata of each `posts/ID.html`.
const POSTS: &str = "posts.csv";

/// Reads a post, which has no navigation around it.
#[cfg(feature = "html")]
const READ_POST: Option<PageReader> = Some(super::html::read_piece);
#[cfg(not(feature = "html"))]
const READ_POST: Option<PageReader> = None;

const PATH_ESCAPES: &str = "path escapes the archive; extract it manually to inspect it";
const DUPLICATE: &str =
    "several files have this name, and only the last is read; rename the others";

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    let mut zip = Zip::open(bytes, "zip archive")?;
    let entries = zip.entries();
    let posts = read_posts(&mut zip, &entries)?;
    refuse_duplicates(&zip, sink)?;
    for entry in &entries {
        // Beside the posts are tables of subscribers and their mails.
        let is_table = !posts.is_empty() && is_csv(&entry.name);
        if is_table || !is_brief(&entry.name, sink) {
            continue;
        }
        let Some(name) = path_inside(&entry.name) else {
            sink.emit(
                &entry.name,
                Err(Refusal::because(PATH_ESCAPES)),
            );
            continue;
        };
        if is_draft(&name, &posts) {
            continue;
        }
        let unpacked = zip.read(entry.index);
        if unpacked.is_err() && zip.is_spent() {
            // Nothing more can be unpacked, so the archive is refused as a whole.
            return unpacked.map(|_| ());
        }
        sink.emit(
            &name,
            unpacked.map(|bytes| brief(&name, bytes, &posts)),
        );
    }
    Ok(())
}

/// Refuses each name that several entries have. Its last entry is read all the same.
fn refuse_duplicates(zip: &Zip<'_>, sink: &mut Sink<'_>) -> Result<(), Refusal> {
    for name in zip.duplicate_names()? {
        if is_brief(&name, sink) {
            let name = path_inside(&name).unwrap_or(name);
            sink.emit(&name, Err(Refusal::because(DUPLICATE)));
        }
    }
    Ok(())
}

fn is_csv(name: &str) -> bool {
    name.to_ascii_lowercase()
        .ends_with(".csv")
}

/// Returns whether a file is a post that the table of posts says is not published.
fn is_draft(name: &str, posts: &HashMap<String, Post>) -> bool {
    let post = post_id(name).and_then(|id| posts.get(id));
    post.is_some_and(|post| post.is_draft)
}

/// Adds to the bytes of a file what the table of posts says about it.
fn brief(name: &str, bytes: Vec<u8>, posts: &HashMap<String, Post>) -> ContainerEntry {
    let post = post_id(name).and_then(|id| posts.get(id));
    let metadata = post.map(|post| &post.metadata);
    ContainerEntry {
        bytes,
        reader: post.and(READ_POST),
        metadata: metadata
            .cloned()
            .unwrap_or_default(),
        warnings: Vec::new(),
    }
}

/// Whether a file may be a brief: it has a brief's name, is not hidden and not one of the files
/// that macOS adds.
fn is_brief(name: &str, sink: &Sink<'_>) -> bool {
    !name
        .split(['/', '\\'])
        .any(is_hidden)
        && sink.accepts(name)
}

fn is_hidden(component: &str) -> bool {
    match component {
        "." | ".." => false,
        "__MACOSX" => true,
        _ => component.starts_with('.'),
    }
}

/// Returns a path in its simplest form, with `/`; `None` if it leads out of the archive.
fn path_inside(name: &str) -> Option<String> {
    let path = name.replace('\\', "/");
    let has_drive = path.get(1..2) == Some(":");
    if path.starts_with('/') || has_drive || path.contains('\0') {
        return None;
    }
    let mut components = Vec::new();
    for component in path.split('/') {
        match component {
            ".." => return None,
            "" | "." => {}
            _ => components.push(component),
        }
    }
    Some(components.join("/"))
}

fn file_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((_, name)) => name,
        None => path,
    }
}

/// Returns the id of the post that a file holds, if it is a post of Substack's.
fn post_id(path: &str) -> Option<&str> {
    file_name(path).strip_suffix(".html")
}

/// Reads the archive's table of posts, if it has one. The key is a post's id.
fn read_posts(zip: &mut Zip<'_>, entries: &[ZipEntry]) -> Result<HashMap<String, Post>, Refusal> {
    let mut entries = entries.iter();
    let Some(posts) = entries.find(|entry| file_name(&entry.name) == POSTS) else {
        return Ok(HashMap::new());
    };
    parse_posts(&zip.read(posts.index)?).map_err(|e| {
        Refusal::because(format!(
            "{POSTS} in it cannot be read: {e}; export it again"
        ))
    })
}

/// A row of the table of posts.
struct Post {
    metadata: Metadata,
    is_draft: bool,
}

fn parse_posts(bytes: &[u8]) -> csv::Result<HashMap<String, Post>> {
    let mut table = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(bytes);
    let columns = PostColumns::find(table.headers()?);
    let mut posts = HashMap::new();
    for row in table.records() {
        let row = row?;
        if let Some(id) = field(&row, columns.id) {
            let published = field(&row, columns.published);
            let is_draft = published.is_some_and(|value| value.eq_ignore_ascii_case("false"));
            let metadata = columns.metadata(&row);
            posts.insert(id, Post { metadata, is_draft });
        }
    }
    Ok(posts)
}

/// Where the table of posts has its columns; `None` for a column that is missing.
struct PostColumns {
    id: Option<usize>,
    title: Option<usize>,
    subtitle: Option<usize>,
    date: Option<usize>,
    published: Option<usize>,
}

impl PostColumns {
    fn find(header: &StringRecord) -> Self {
        Self {
            id: column(header, "post_id"),
            title: column(header, "title"),
            subtitle: column(header, "subtitle"),
            date: column(header, "post_date"),
            published: column(header, "is_published"),
        }
    }

    fn metadata(&self, row: &StringRecord) -> Metadata {
        let date = field(row, self.date);
        Metadata {
            title: text(row, self.title),
            subtitle: text(row, self.subtitle),
            date: date.map(|time| iso_day(&time).to_owned()),
            ..Metadata::default()
        }
    }
}

fn column(header: &StringRecord, name: &str) -> Option<usize> {
    // The first column's name may come after a byte order mark.
    let mut names = header
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}'));
    names.position(|other| other == name)
}

/// Returns a row's text in a column, without the entities of HTML that it may have.
fn text(row: &StringRecord, column: Option<usize>) -> Option<String> {
    let written = field(row, column)?;
    if !written.contains('&') {
        return Some(written);
    }
    Some(without_entities(&written))
}

/// Returns `written` with the characters that its entities stand for.
#[cfg(feature = "html")]
fn without_entities(written: &str) -> String {
    let escaped = written.replace('<', "&lt;");
    let mut page = Page::default();
    match super::html::add(&escaped, &mut page) {
        Ok(()) if !page.text.is_empty() => page.text,
        _ => written.to_owned(),
    }
}

#[cfg(not(feature = "html"))]
fn without_entities(written: &str) -> String {
    written.to_owned()
}

/// Returns a row's value in a column, unless it is empty.
fn field(row: &StringRecord, column: Option<usize>) -> Option<String> {
    match row.get(column?)?.trim() {
        "" => None,
        value => Some(value.to_owned()),
    }
}

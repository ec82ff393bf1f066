//! Every format that yinde reads, by the endings of its files' names.

use super::pdf;
use super::reader::Reader;
use crate::layout::{markdown, plain_text};

const FORMATS: &[(&[&str], Reader)] = &[
    (
        &["txt", "text"],
        Reader::Text(|text, start, main, front| {
            plain_text::blocks(text, start, main, front.title.as_deref())
        }),
    ),
    (
        &["md", "markdown"],
        Reader::Text(|text, start, main, front| {
            markdown::blocks(text, start, main, front.title.as_deref())
        }),
    ),
    (&["pdf"], Reader::Page(pdf::read)),
    #[cfg(feature = "html")]
    (&["html", "htm", "xhtml"], Reader::Page(super::html::read)),
    #[cfg(feature = "docx")]
    (&["docx"], Reader::Page(super::docx::read)),
    #[cfg(feature = "epub")]
    (&["epub"], Reader::Page(super::epub::read)),
    #[cfg(feature = "mail")]
    (&["eml"], Reader::Page(super::mail::read)),
    #[cfg(feature = "mail")]
    (&["mbox"], Reader::Container(super::mbox::read)),
    #[cfg(feature = "feed")]
    (
        &["rss", "atom", "xml"],
        Reader::Container(super::feed::read),
    ),
    #[cfg(feature = "zip")]
    (&["zip"], Reader::Container(super::archive::read)),
];

/// The endings of the file names that yinde knows, in lower case.
pub fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS
        .iter()
        .flat_map(|(endings, _)| endings.iter().copied())
}

/// What reads a file of this name; one whose ending is unknown is plain text.
pub(super) fn reader(name: &str) -> Reader {
    let ending = ending(name);
    let known = FORMATS
        .iter()
        .find(|(endings, _)| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)));
    known.map_or(FORMATS[0].1, |(_, reader)| *reader)
}

fn ending(name: &str) -> &str {
    name.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, ending)| ending)
}

/// A file of this name holds briefs, if it isn't hidden and isn't a README.
#[must_use]
pub fn has_a_briefs_name(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    !name.starts_with('.')
        && !stem.eq_ignore_ascii_case("readme")
        && endings().any(|e| ending(name).eq_ignore_ascii_case(e))
}

/// Bytes at its start by which a file's format is told.
pub const START: usize = 64 << 10;

/// A file of this name is none of ours by how it starts: XML that is no feed.
#[must_use]
pub fn starts_like_no_brief(name: &str, start: &[u8]) -> bool {
    #[cfg(feature = "feed")]
    let is_other = ending(name).eq_ignore_ascii_case("xml") && !super::feed::starts_like_one(start);
    #[cfg(not(feature = "feed"))]
    let is_other = {
        let _ = (name, start);
        false
    };
    is_other
}

/// A file of this name is read as a zip of briefs.
pub(super) fn is_archive(name: &str) -> bool {
    ending(name).eq_ignore_ascii_case("zip")
}

/// A file of this name holds several briefs.
#[must_use]
pub fn is_container(name: &str) -> bool {
    matches!(reader(name), Reader::Container(_))
}

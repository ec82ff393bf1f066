//! Rich text (.rtf): paragraphs with their styles, lists, tables and notes.

mod destination;
mod reader;
mod token;

use self::reader::RtfReader;
use super::read::Refusal;
use crate::layout::page::Page;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if !starts_like_one(bytes) {
        return Err(Refusal::because(
            "not rich text: it does not start with {\\rtf; save it again",
        ));
    }
    let mut page = Page::default();
    RtfReader::new(&mut page).read(bytes);
    Ok(page)
}

/// Returns whether the bytes are rich text, whatever the file's name says.
pub(super) fn starts_like_one(bytes: &[u8]) -> bool {
    bytes
        .trim_ascii_start()
        .starts_with(b"{\\rtf")
}

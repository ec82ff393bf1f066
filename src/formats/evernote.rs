//! Notes exported from Evernote (.enex): each is a brief.

use std::collections::HashMap;

use super::html;
use super::read::{ContainerEntry, Refusal, Sink};
use super::xml::{self, XmlEvent};
use crate::layout::page::{Metadata, file_name};

/// Marks bytes as UTF-8, whatever encoding the HTML in them declares.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A note under way.
#[derive(Default)]
struct Note {
    title: String,
    /// Its text, in HTML.
    content: String,
    created: String,
    tags: Vec<String>,
}

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    let xml = xml::decode(bytes.to_vec())?;
    let mut names = HashMap::new();
    let mut note = Note::default();
    let mut text = String::new();
    let mut is_export = false;
    for event in xml::events(&xml) {
        match event? {
            XmlEvent::Start(tag) => {
                is_export |= tag.name == "en-export";
                if tag.name == "note" {
                    note = Note::default();
                }
                text.clear();
            }
            XmlEvent::Text(part) => text.push_str(&part),
            XmlEvent::End(tag) => {
                if tag.name == "note" {
                    emit(
                        std::mem::take(&mut note),
                        &mut names,
                        sink,
                    );
                }
                note.set(&tag.name, &mut text);
            }
        }
    }
    if is_export {
        return Ok(());
    }
    Err(Refusal::because(
        "not an export of Evernote: it has no element en-export; export it again",
    ))
}

impl Note {
    fn set(&mut self, name: &str, text: &mut String) {
        let value = std::mem::take(text);
        match name {
            "title" => self.title = xml::collapse_white_space(&value),
            "content" => self.content = value,
            "created" => self.created = value,
            "tag" => self
                .tags
                .push(xml::collapse_white_space(&value)),
            _ => {}
        }
    }
}

fn emit(note: Note, names: &mut HashMap<String, usize>, sink: &mut Sink<'_>) {
    let name = file_name(&note.title, "html", names);
    let html = format!("{BYTE_ORDER_MARK}{}", note.content);
    let metadata = Metadata {
        title: (!note.title.is_empty()).then_some(note.title),
        date: day(&note.created),
        topics: note.tags,
        ..Metadata::default()
    };
    let bytes = html.into_bytes();
    sink.emit(
        &name,
        Ok(ContainerEntry {
            bytes,
            reader: Some(html::read_piece),
            metadata,
            warnings: Vec::new(),
        }),
    );
}

/// Returns the day of `20210518T083000Z`.
fn day(time: &str) -> Option<String> {
    let (day, _) = time.split_once('T')?;
    let is_day = day.len() == 8
        && day
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    is_day.then(|| {
        format!(
            "{}-{}-{}",
            &day[..4],
            &day[4..6],
            &day[6..]
        )
    })
}

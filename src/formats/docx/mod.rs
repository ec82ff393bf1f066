//! Word files (.docx): paragraphs with their styles, lists, tables and footnotes. Text that a
//! tracked change deleted is not shown.

mod chunks;
mod document;
mod field;
mod layout_table;
mod paragraph;
mod properties;
mod relations;
mod styles;
mod symbol;

use std::collections::HashMap;

use self::document::DocumentReader;
use self::relations::Relations;
use self::styles::ParagraphStyles;
use super::package::{Package, Relation};
use super::read::Refusal;
use crate::layout::page::Page;

/// The main part of most Word files. Others name theirs.
const DOCUMENT: &str = "word/document.xml";
/// The parts with notes, by the kind of their relationship.
const NOTES: [&str; 2] = ["footnotes", "endnotes"];

/// Whether a Word file is inside another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Outer,
    Inner,
}

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut page = Page::default();
    add(bytes, &mut page, Depth::Outer)?;
    Ok(page)
}

/// Adds the blocks of a Word file, and its properties.
fn add(bytes: &[u8], page: &mut Page, depth: Depth) -> Result<(), Refusal> {
    let mut package = Package::open(bytes, "Word file")?;
    let main = package.main_part(DOCUMENT)?;
    let Some(document) = package.xml(&main)? else {
        return Err(Refusal::because(format!(
            "not a Word file: {main} is missing in it; save it again as .docx"
        )));
    };
    let relations = package.relations(&main)?;
    let styles = match package.xml(&part_path(&relations, &main, "styles"))? {
        Some(xml) => ParagraphStyles::parse(&xml)?,
        None => ParagraphStyles::default(),
    };
    let chunks = match depth {
        Depth::Outer => chunks::chunks(&mut package, &relations)?,
        Depth::Inner => HashMap::new(),
    };
    let links = links_of(&mut package, &main)?;
    DocumentReader::new(&styles, &links, &chunks, page).read(&document)?;
    for kind in NOTES {
        let path = part_path(&relations, &main, kind);
        if let Some(notes) = package.xml(&path)? {
            let links = links_of(&mut package, &path)?;
            DocumentReader::new(&styles, &links, &chunks, page).read(&notes)?;
        }
    }
    if let Some(xml) = package.xml("docProps/core.xml")? {
        page.metadata = properties::parse(&xml)?;
    }
    Ok(())
}

/// Returns the path of the part of this kind that the main part names, or else that of the part
/// beside it of that name.
fn part_path(relations: &[Relation], main: &str, kind: &str) -> String {
    let named = relations
        .iter()
        .find(|relation| relation.kind == kind);
    let folder = main
        .rfind('/')
        .map_or("", |slash| &main[..=slash]);
    named.map_or_else(
        || format!("{folder}{kind}.xml"),
        |relation| relation.path.clone(),
    )
}

/// Returns the targets of the links in a part.
fn links_of(package: &mut Package<'_>, part: &str) -> Result<Relations, Refusal> {
    match package.relations_xml(part)? {
        Some(xml) => Relations::parse(&xml),
        None => Ok(Relations::default()),
    }
}

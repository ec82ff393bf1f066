//! Word files (.docx): paragraphs with their styles, lists, tables and footnotes. Text that a
//! tracked change deleted is not shown.

mod document;
mod paragraph;
mod properties;
mod relations;
mod styles;
mod symbol;

use self::document::DocumentReader;
use self::relations::Relations;
use self::styles::ParagraphStyles;
use super::read::Refusal;
use super::unzip::Zip;
use super::xml;
use crate::layout::page::Page;

const DOCUMENT: &str = "word/document.xml";
const DOCUMENT_LINKS: &str = "word/_rels/document.xml.rels";
/// The notes, and the files with the targets of their links.
const NOTES: [(&str, &str); 2] = [
    (
        "word/footnotes.xml",
        "word/_rels/footnotes.xml.rels",
    ),
    (
        "word/endnotes.xml",
        "word/_rels/endnotes.xml.rels",
    ),
];

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut zip = Zip::open(bytes, "Word file")?;
    let Some(document) = xml_file(&mut zip, DOCUMENT)? else {
        return Err(Refusal::because(format!(
            "not a Word file: {DOCUMENT} is missing in it; save it again as .docx"
        )));
    };
    let styles = match xml_file(&mut zip, "word/styles.xml")? {
        Some(xml) => ParagraphStyles::parse(&xml)?,
        None => ParagraphStyles::default(),
    };
    let mut page = Page::default();
    let links = relations(&mut zip, DOCUMENT_LINKS)?;
    DocumentReader::new(&styles, &links, &mut page).read(&document)?;
    for (name, links) in NOTES {
        if let Some(notes) = xml_file(&mut zip, name)? {
            let links = relations(&mut zip, links)?;
            DocumentReader::new(&styles, &links, &mut page).read(&notes)?;
        }
    }
    if let Some(xml) = xml_file(&mut zip, "docProps/core.xml")? {
        page.metadata = properties::parse(&xml)?;
    }
    Ok(page)
}

fn relations(zip: &mut Zip<'_>, name: &str) -> Result<Relations, Refusal> {
    match xml_file(zip, name)? {
        Some(xml) => Relations::parse(&xml),
        None => Ok(Relations::default()),
    }
}

fn xml_file(zip: &mut Zip<'_>, name: &str) -> Result<Option<String>, Refusal> {
    match zip.read_named(name)? {
        Some(bytes) => xml::decode(bytes).map(Some),
        None => Ok(None),
    }
}

//! Spreadsheets (.xlsx): a heading for each sheet, and a passage for each row.

mod numbers;
mod sheet;

use std::collections::HashMap;

use self::numbers::NumberFormats;
use super::package::Package;
use super::read::Refusal;
use super::rows::push_rows;
use super::xml::{self, XmlEvent};
use crate::layout::page::{BlockKind, Page};

/// The main part of most spreadsheets.
const WORKBOOK: &str = "xl/workbook.xml";

/// Maximum length of the text of all sheets, in bytes. A short string may be in many cells.
const MAX_TEXT: usize = 64 << 20;

/// A sheet of a workbook.
struct Sheet {
    name: String,
    /// The id of its relationship.
    id: String,
}

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut package = Package::open(bytes, "spreadsheet")?;
    let main = package.main_part(WORKBOOK)?;
    let Some(workbook) = package.xml(&main)? else {
        return Err(Refusal::because(format!(
            "not a spreadsheet: {main} is missing in it; save it again as .xlsx"
        )));
    };
    let relations = package.relations(&main)?;
    let part_of = |kind: &str| {
        let relation = relations
            .iter()
            .find(|relation| relation.kind == kind);
        relation.map(|relation| relation.path.clone())
    };
    let strings = match part_of("sharedStrings") {
        Some(path) => sheet::shared_strings(
            &package
                .xml(&path)?
                .unwrap_or_default(),
        )?,
        None => Vec::new(),
    };
    let formats = match part_of("styles") {
        Some(path) => NumberFormats::parse(
            &package
                .xml(&path)?
                .unwrap_or_default(),
        )?,
        None => NumberFormats::default(),
    };
    let formats = formats.with_epoch(workbook.contains("date1904=\"1\""));
    let paths: HashMap<&str, &str> = relations
        .iter()
        .map(|r| (r.id.as_str(), r.path.as_str()))
        .collect();
    let mut page = Page::default();
    for Sheet { name, id } in sheets(&workbook)? {
        let xml = match paths.get(id.as_str()) {
            Some(path) => package
                .xml(path)?
                .unwrap_or_default(),
            None => continue,
        };
        let rows = sheet::rows(&xml, &strings, &formats)?;
        if page.text.len() > MAX_TEXT {
            return Err(Refusal::because(format!(
                "more than {MAX_TEXT} bytes of text; split it"
            )));
        }
        if !rows.is_empty() && !is_default_name(&name) {
            page.push(BlockKind::Heading(1), &name);
        }
        push_rows(&mut page, rows);
    }
    Ok(page)
}

/// Returns whether a program named the sheet: `Sheet1`, `工作表2`.
fn is_default_name(name: &str) -> bool {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = word.trim().to_lowercase();
    matches!(
        word.as_str(),
        "sheet" | "tabelle" | "feuil" | "hoja" | "工作表" | "表"
    )
}

fn sheets(workbook: &str) -> Result<Vec<Sheet>, Refusal> {
    let mut sheets = Vec::new();
    for event in xml::events(workbook) {
        if let XmlEvent::Start(tag) = event?
            && tag.name == "sheet"
        {
            sheets.push(Sheet {
                name: tag
                    .attribute("name")
                    .unwrap_or_default(),
                id: tag
                    .prefixed_attribute("id")
                    .unwrap_or_default(),
            });
        }
    }
    Ok(sheets)
}

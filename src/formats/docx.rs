//! Word files (.docx): paragraphs with their styles, lists, tables and footnotes. What a tracked
//! change deleted is not shown.

use std::collections::HashMap;

use super::read::Refusal;
use super::unzip::Zip;
use super::xml::{self, Piece, Tag};
use crate::layout::heading::may_be_heading;
use crate::layout::page::{BlockKind, Metadata, Page, iso_day};

const DOCUMENT: &str = "word/document.xml";

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut zip = Zip::open(bytes)?;
    let Some(document) = zip.named(DOCUMENT)? else {
        return Err(Refusal::because(format!(
            "not a Word file: {DOCUMENT} is missing in it; save it again as .docx"
        )));
    };
    let styles = match zip.named("word/styles.xml")? {
        Some(bytes) => styles(&xml::text(bytes)?)?,
        None => HashMap::new(),
    };
    let mut page = Page::default();
    paragraphs(&xml::text(document)?, &styles, &mut page)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(bytes) = zip.named(notes)? {
            paragraphs(&xml::text(bytes)?, &styles, &mut page)?;
        }
    }
    if let Some(bytes) = zip.named("docProps/core.xml")? {
        page.metadata = properties(&xml::text(bytes)?)?;
    }
    Ok(page)
}

/// What each style makes of a paragraph, by the style's id.
fn styles(xml: &str) -> Result<HashMap<String, BlockKind>, Refusal> {
    let (mut shapes, mut parents) = (HashMap::new(), HashMap::new());
    let mut id = String::new();
    xml::pieces(xml, |piece| {
        if let Piece::Start(tag) = piece {
            let value = tag.attr("val").unwrap_or_default();
            match tag.name.as_str() {
                "style" => id = tag.attr("styleId").unwrap_or_default(),
                "name" => shapes.extend(by_name(&value).map(|shape| (id.clone(), shape))),
                "outlineLvl" => shapes.extend(by_level(&value).map(|shape| (id.clone(), shape))),
                "basedOn" => {
                    parents.insert(id.clone(), value);
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let inherited: Vec<(String, BlockKind)> = parents
        .keys()
        .filter(|id| !shapes.contains_key(*id))
        .filter_map(|id| {
            // As many steps as styles nest: one may be based on itself in the end.
            let mut line = std::iter::successors(Some(id), |id| parents.get(*id)).take(MAX_STYLES);
            Some((id.clone(), line.find_map(|id| shapes.get(id)).copied()?))
        })
        .collect();
    shapes.extend(inherited);
    Ok(shapes)
}

/// Styles that build on one another, at the most.
const MAX_STYLES: usize = 12;

/// `heading 1`, `标题 1`, `Title`, `List Bullet`, `Quote`: Word keeps the names of its own styles in
/// English.
fn by_name(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase();
    let number = |rest: &str| {
        rest.trim()
            .parse()
            .ok()
            .filter(|n| (1..=9).contains(n))
            .map(BlockKind::Heading)
    };
    if let Some(shape) = ["heading", "标题", "標題"]
        .iter()
        .find_map(|word| number(name.strip_prefix(word)?))
    {
        return Some(shape);
    }
    match name.as_str() {
        "title" | "标题" | "標題" => Some(BlockKind::Heading(0)),
        "quote" | "intense quote" | "block text" | "引用" | "明显引用" => {
            Some(BlockKind::Quote)
        }
        name if name.starts_with("list bullet") || name.starts_with("list number") => {
            Some(BlockKind::Item)
        }
        _ => None,
    }
}

/// Level 9 is that of the text.
fn by_level(level: &str) -> Option<BlockKind> {
    level
        .parse::<u8>()
        .ok()
        .filter(|level| *level < 9)
        .map(|level| BlockKind::Heading(level + 1))
}

/// A paragraph that is being read; one in a text box stands inside another.
#[derive(Default)]
struct Paragraph {
    text: String,
    shape: Option<BlockKind>,
    in_list: bool,
    characters: usize,
    bold: usize,
}

impl Paragraph {
    fn shape(&self) -> BlockKind {
        let looks =
            || self.bold > 0 && self.bold == self.characters && may_be_heading(self.text.trim());
        match self.shape {
            Some(shape) => shape,
            None if self.in_list => BlockKind::Item,
            None if looks() => BlockKind::Heading(10),
            None => BlockKind::Prose,
        }
    }
}

/// Where in the XML the reader is.
#[derive(Default)]
struct Place {
    paragraphs: Vec<Paragraph>,
    /// Rows of the open tables: cells, and paragraphs in the cells.
    rows: Vec<Vec<Vec<String>>>,
    in_text: bool,
    in_run_properties: bool,
    bold: bool,
    vanished: bool,
    /// Inside what is not shown: deletions, the old form of a drawing.
    hidden: usize,
}

fn paragraphs(
    xml: &str,
    styles: &HashMap<String, BlockKind>,
    page: &mut Page,
) -> Result<(), Refusal> {
    let mut at = Place::default();
    xml::pieces(xml, |piece| {
        match piece {
            Piece::Start(tag) if is_hidden(&tag.name) => at.hidden += 1,
            Piece::End(name, _) if is_hidden(&name) => at.hidden = at.hidden.saturating_sub(1),
            _ if at.hidden > 0 => {}
            Piece::Start(tag) => at.start(&tag, styles),
            Piece::End(name, _) => at.end(&name, page),
            Piece::Text(text) if at.in_text && !at.vanished => at.text(&text),
            Piece::Text(_) => {}
        }
        Ok(())
    })
}

/// Deleted or moved away; and `Fallback`, which says in another way what stands before it.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "Fallback" | "delText" | "instrText"
    )
}

impl Place {
    fn start(&mut self, tag: &Tag<'_>, styles: &HashMap<String, BlockKind>) {
        let value = || tag.attr("val").unwrap_or_default();
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off");
        match tag.name.as_str() {
            // A footnote's separator has no text, a table in a text box no row around it.
            "p" => self.paragraphs.push(Paragraph::default()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => self
                .rows
                .last_mut()
                .into_iter()
                .for_each(|row| row.push(Vec::new())),
            "r" => (self.bold, self.vanished) = (false, false),
            "rPr" => self.in_run_properties = true,
            "b" if self.in_run_properties => self.bold = is_on(),
            "vanish" if self.in_run_properties => self.vanished = is_on(),
            "t" => self.in_text = true,
            "tab" if !self.in_run_properties => self.text("\t"),
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            _ => {
                let Some(paragraph) = self.paragraphs.last_mut() else {
                    return;
                };
                match tag.name.as_str() {
                    "pStyle" => paragraph.shape = paragraph.shape.or(styles.get(&value()).copied()),
                    "outlineLvl" => paragraph.shape = by_level(&value()).or(paragraph.shape),
                    "numPr" => paragraph.in_list = true,
                    "numId" if value() == "0" => paragraph.in_list = false,
                    _ => {}
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let letters = text
            .chars()
            .filter(|c| !crate::layout::is_blank(*c))
            .count();
        paragraph.characters += letters;
        paragraph.bold += if self.bold { letters } else { 0 };
        paragraph.text.push_str(text);
    }

    fn end(&mut self, name: &str, page: &mut Page) {
        match name {
            "t" => self.in_text = false,
            "rPr" => self.in_run_properties = false,
            "p" => {
                let Some(paragraph) = self.paragraphs.pop() else {
                    return;
                };
                match self.rows.last_mut().and_then(|row| row.last_mut()) {
                    Some(cell) => cell.push(paragraph.text.trim().to_owned()),
                    None => page.push(paragraph.shape(), &paragraph.text),
                }
            }
            "tr" => {
                let Some(row) = self.rows.pop() else { return };
                let cells: Vec<String> = row
                    .into_iter()
                    .map(|cell| {
                        cell.into_iter()
                            .filter(|text| !text.is_empty())
                            .collect::<Vec<_>>()
                            .join("\n")
                    })
                    .collect();
                let line = cells.join(" | ");
                if cells.iter().any(|cell| !cell.is_empty()) {
                    match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
                        Some(cell) => cell.push(line),
                        None => page.push(BlockKind::Prose, &line),
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the file says of itself.
fn properties(xml: &str) -> Result<Metadata, Refusal> {
    let (mut metadata, mut name, mut value) = (Metadata::default(), String::new(), String::new());
    xml::pieces(xml, |piece| {
        match piece {
            Piece::Start(tag) => (name, value) = (tag.name, String::new()),
            Piece::Text(text) => value.push_str(&text),
            Piece::End(..) => {
                let said = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
                match std::mem::take(&mut name).as_str() {
                    "title" => metadata.property_title = said,
                    "created" => metadata.made = said.map(|day| iso_day(&day).to_owned()),
                    "keywords" => {
                        let words = said.unwrap_or_default();
                        let words = words
                            .split([',', ';', '，', '；', '、'])
                            .map(|word| word.trim().to_owned());
                        metadata.topics = words.filter(|word| !word.is_empty()).collect();
                    }
                    _ => {}
                }
                value.clear();
            }
        }
        Ok(())
    })?;
    Ok(metadata)
}

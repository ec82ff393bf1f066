//! The text of a Word file: its paragraphs and tables, as blocks of a page.

use std::collections::HashMap;

use super::layout_table::lays_out;
use super::styles::{ParagraphStyles, shape_of_level};
use crate::formats::read::Refusal;
use crate::formats::xml::{self, StartTag, XmlEvent};
use crate::layout::heading::may_be_heading;
use crate::layout::is_blank;
use crate::layout::page::{BlockKind, Page};

/// The rank of a bold paragraph that looks like a heading: below headings of any style, which are 0
/// to 9.
pub(super) const BOLD_RANK: u8 = 10;
const BOLD_HEADING: BlockKind = BlockKind::Heading(BOLD_RANK);

/// Reads the document, or its notes, into a page.
pub(super) struct DocumentReader<'a> {
    styles: &'a ParagraphStyles,
    /// The files inside the Word file, by the id of their relationship.
    chunks: &'a HashMap<String, Page>,
    page: &'a mut Page,
    /// The open paragraphs. A paragraph in a text box is inside another one.
    paragraphs: Vec<Paragraph>,
    /// The open rows. A row of a table in a cell is inside another one.
    rows: Vec<TableRow>,
    run: Run,
    in_run_properties: bool,
    in_text: bool,
    /// Number of open elements whose content is not shown.
    hidden_depth: usize,
}

/// Text with the same properties.
#[derive(Default)]
struct Run {
    is_bold: bool,
    is_hidden: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    shape: Option<BlockKind>,
    is_list_item: bool,
    /// Number of characters that are not blank.
    characters: usize,
    bold_characters: usize,
}

#[derive(Default)]
struct TableRow {
    /// The blocks in each cell.
    cells: Vec<Vec<(BlockKind, String)>>,
}

impl<'a> DocumentReader<'a> {
    pub(super) fn new(
        styles: &'a ParagraphStyles,
        chunks: &'a HashMap<String, Page>,
        page: &'a mut Page,
    ) -> Self {
        Self {
            styles,
            chunks,
            page,
            paragraphs: Vec::new(),
            rows: Vec::new(),
            run: Run::default(),
            in_run_properties: false,
            in_text: false,
            hidden_depth: 0,
        }
    }

    pub(super) fn read(mut self, xml: &str) -> Result<(), Refusal> {
        for event in xml::events(xml) {
            match event? {
                XmlEvent::Start(tag) if is_hidden(&tag.name) => self.hidden_depth += 1,
                XmlEvent::End(tag) if is_hidden(&tag.name) => {
                    self.hidden_depth = self.hidden_depth.saturating_sub(1);
                }
                _ if self.hidden_depth > 0 => {}
                XmlEvent::Start(tag) => self.start(&tag),
                XmlEvent::End(tag) => self.end(&tag.name),
                XmlEvent::Text(text) if self.in_text && !self.run.is_hidden => {
                    self.push_text(&text);
                }
                XmlEvent::Text(_) => {}
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "p" => self
                .paragraphs
                .push(Paragraph::default()),
            "tr" => self.rows.push(TableRow::default()),
            "tc" => self.start_cell(),
            "r" => self.run = Run::default(),
            "rPr" => self.in_run_properties = true,
            "t" => self.in_text = true,
            "altChunk" => self.push_chunk(tag),
            // Not text here, unlike elsewhere.
            "tab" if self.in_run_properties => {}
            name => match text_of_element(name) {
                Some(text) => self.push_text(text),
                None => self.set_property(tag),
            },
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "rPr" => self.in_run_properties = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn start_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Vec::new());
        }
    }

    fn set_property(&mut self, tag: &StartTag<'_>) {
        if self.in_run_properties {
            self.run.set_property(tag);
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.set_property(tag, self.styles);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push(text, self.run.is_bold);
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(paragraph) = self.paragraphs.pop() {
            self.push_block(paragraph.shape(), paragraph.text.trim());
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else {
            return;
        };
        if row.lays_out() {
            for (kind, text) in row.cells.into_iter().flatten() {
                self.push_block(kind, &text);
            }
        } else if let Some(line) = row.line() {
            self.push_block(BlockKind::Prose, &line);
        }
    }

    /// Adds the blocks of a file inside the Word file.
    fn push_chunk(&mut self, tag: &StartTag<'_>) {
        let id = tag
            .attribute("id")
            .unwrap_or_default();
        let Some(chunk) = self.chunks.get(&id) else {
            return;
        };
        for block in &chunk.blocks {
            self.push_block(block.kind, chunk.block_text(block));
        }
        for warning in &chunk.warnings {
            self.page.warn(&warning.message);
        }
    }

    /// Adds a block to the innermost open cell or, outside tables, to the page.
    fn push_block(&mut self, shape: BlockKind, text: &str) {
        match self
            .rows
            .last_mut()
            .and_then(TableRow::open_cell)
        {
            Some(cell) => cell.push((shape, text.to_owned())),
            None => self.page.push(shape, text),
        }
    }
}

/// Whether the content of an element is not shown: deleted or moved text, the instructions of a
/// field, and a `Fallback`, which repeats the drawing before it in an older form.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "Fallback" | "delText" | "instrText"
    )
}

/// Returns the text that an empty element stands for.
fn text_of_element(name: &str) -> Option<&'static str> {
    match name {
        "tab" => Some("\t"),
        "br" | "cr" => Some("\n"),
        "noBreakHyphen" => Some("-"),
        _ => None,
    }
}

fn value(tag: &StartTag<'_>) -> String {
    tag.attribute("val")
        .unwrap_or_default()
}

/// Whether a property that is on or off is on. It is also on if it has no value.
fn is_on(tag: &StartTag<'_>) -> bool {
    !matches!(
        value(tag).as_str(),
        "0" | "false" | "off"
    )
}

impl Run {
    fn set_property(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "b" => self.is_bold = is_on(tag),
            "vanish" => self.is_hidden = is_on(tag),
            _ => {}
        }
    }
}

impl Paragraph {
    fn set_property(&mut self, tag: &StartTag<'_>, styles: &ParagraphStyles) {
        match tag.name.as_str() {
            // The first style counts: a tracked change repeats the former one after it.
            "pStyle" => {
                self.shape = self
                    .shape
                    .or_else(|| styles.shape(&value(tag)));
            }
            "outlineLvl" => self.shape = shape_of_level(&value(tag)).or(self.shape),
            "numPr" => self.is_list_item = true,
            // The list 0 takes the paragraph out of the list of its style.
            "numId" if value(tag) == "0" => self.is_list_item = false,
            _ => {}
        }
    }

    fn push(&mut self, text: &str, is_bold: bool) {
        let shown = text
            .chars()
            .filter(|c| !is_blank(*c));
        let count = shown.count();
        self.characters += count;
        if is_bold {
            self.bold_characters += count;
        }
        self.text.push_str(text);
    }

    fn shape(&self) -> BlockKind {
        match self.shape {
            Some(shape) => shape,
            None if self.is_list_item => BlockKind::Item,
            None if self.looks_like_heading() => BOLD_HEADING,
            None => BlockKind::Prose,
        }
    }

    fn looks_like_heading(&self) -> bool {
        self.characters > 0
            && self.bold_characters == self.characters
            && may_be_heading(self.text.trim())
    }
}

impl TableRow {
    fn open_cell(&mut self) -> Option<&mut Vec<(BlockKind, String)>> {
        self.cells.last_mut()
    }

    /// Returns whether the row lays out the page.
    fn lays_out(&self) -> bool {
        let kinds = |cell: &Vec<(BlockKind, String)>| {
            let blocks = cell
                .iter()
                .filter(|(_, text)| !text.is_empty());
            blocks
                .map(|(kind, _)| *kind)
                .collect()
        };
        let cells: Vec<Vec<BlockKind>> = self
            .cells
            .iter()
            .map(kinds)
            .collect();
        lays_out(&cells)
    }

    /// Returns the row on a line, unless all of its cells are empty.
    fn line(self) -> Option<String> {
        let cells = self
            .cells
            .into_iter()
            .map(cell_text);
        let cells: Vec<String> = cells.collect();
        if cells.iter().all(String::is_empty) {
            return None;
        }
        Some(cells.join(" | "))
    }
}

fn cell_text(blocks: Vec<(BlockKind, String)>) -> String {
    let mut texts: Vec<String> = blocks
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    texts.retain(|text| !text.is_empty());
    texts.join("\n")
}

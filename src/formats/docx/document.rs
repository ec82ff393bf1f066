//! The text of a Word file: its paragraphs and tables, as blocks of a page.

use std::collections::HashMap;

use super::field::link_target;
use super::layout_table::lays_out;
use super::paragraph::{Paragraph, Run};
use super::relations::Relations;
use super::styles::ParagraphStyles;
use super::symbol;
use crate::formats::read::Refusal;
use crate::formats::xml::{self, StartTag, XmlEvent};
use crate::layout::page::{BlockKind, Page};
use crate::layout::reading::Link;

/// Reads the document, or its notes, into a page.
pub(super) struct DocumentReader<'a> {
    styles: &'a ParagraphStyles,
    relations: &'a Relations,
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
    in_instruction: bool,
    /// The instruction of the innermost field whose text has not started.
    instruction: String,
    /// The large first letter of the next paragraph, which Word keeps in a paragraph of its own.
    drop_cap: String,
}

/// A block in a cell.
struct CellBlock {
    kind: BlockKind,
    text: String,
    links: Vec<Link>,
}

#[derive(Default)]
struct TableRow {
    /// The blocks in each cell.
    cells: Vec<Vec<CellBlock>>,
}

impl<'a> DocumentReader<'a> {
    pub(super) fn new(
        styles: &'a ParagraphStyles,
        relations: &'a Relations,
        chunks: &'a HashMap<String, Page>,
        page: &'a mut Page,
    ) -> Self {
        Self {
            styles,
            relations,
            chunks,
            page,
            paragraphs: Vec::new(),
            rows: Vec::new(),
            run: Run::default(),
            in_run_properties: false,
            in_text: false,
            in_instruction: false,
            instruction: String::new(),
            drop_cap: String::new(),
        }
    }

    pub(super) fn read(mut self, xml: &str) -> Result<(), Refusal> {
        for event in xml::visible_events(xml, is_hidden) {
            match event? {
                XmlEvent::Start(tag) => self.start(&tag),
                XmlEvent::End(tag) => self.end(&tag.name),
                XmlEvent::Text(text) if self.in_text && !self.run.is_hidden => {
                    self.push_text(&text);
                }
                XmlEvent::Text(text) if self.in_instruction => self.instruction.push_str(&text),
                XmlEvent::Text(_) => {}
            }
        }
        let cap = std::mem::take(&mut self.drop_cap);
        self.push_block(BlockKind::Prose, cap, Vec::new());
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
            "instrText" => self.in_instruction = true,
            "fldChar" => self.reach_part_of_field(tag),
            "fldSimple" => {
                let instruction = tag
                    .attribute("instr")
                    .unwrap_or_default();
                self.link_field(&instruction);
            }
            "altChunk" => self.push_chunk(tag),
            // Not text here, unlike elsewhere.
            "tab" if self.in_run_properties => {}
            "hyperlink" => self.start_link(tag),
            "sym" => self.push_symbol(tag),
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
            "instrText" => self.in_instruction = false,
            _ => {}
        }
    }

    fn start_link(&mut self, tag: &StartTag<'_>) {
        let target = tag
            .attribute("id")
            .and_then(|id| self.relations.target(&id));
        if let (Some(target), Some(paragraph)) = (target, self.paragraphs.last_mut()) {
            paragraph.link(target);
        }
    }

    /// Starts the instruction of a field, or the text that is shown for it.
    fn reach_part_of_field(&mut self, tag: &StartTag<'_>) {
        let part = tag.attribute("fldCharType");
        let instruction = std::mem::take(&mut self.instruction);
        if part.is_some_and(|part| part == "separate") {
            self.link_field(&instruction);
        }
    }

    /// Adds the link of a field whose text follows.
    fn link_field(&mut self, instruction: &str) {
        if let (Some(target), Some(paragraph)) = (
            link_target(instruction),
            self.paragraphs.last_mut(),
        ) {
            paragraph.link(target);
        }
    }

    fn push_symbol(&mut self, tag: &StartTag<'_>) {
        let font = tag
            .attribute("font")
            .unwrap_or_default();
        let code = tag
            .attribute("char")
            .unwrap_or_default();
        if let Some(character) = symbol::character(&font, &code)
            && !self.run.is_hidden
        {
            self.push_text(&character.to_string());
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
            paragraph.push(text, &self.run);
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(paragraph) = self.paragraphs.pop() {
            let kind = paragraph.kind();
            let is_drop_cap = paragraph.is_drop_cap;
            let (text, mut links) = paragraph.finish();
            let cap = std::mem::take(&mut self.drop_cap);
            if is_drop_cap {
                self.drop_cap = cap + &text;
                return;
            }
            for link in &mut links {
                link.at += cap.len();
            }
            self.push_block(kind, cap + &text, links);
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else {
            return;
        };
        if row.lays_out() {
            for block in row.cells.into_iter().flatten() {
                self.push_block(block.kind, block.text, block.links);
            }
        } else if let Some((line, links)) = row.line() {
            self.push_block(BlockKind::Row, line, links);
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
            let text = chunk.block_text(block).to_owned();
            self.push_block(block.kind, text, block.links.clone());
        }
        for warning in &chunk.warnings {
            self.page.warn(&warning.message);
        }
    }

    /// Adds a block to the innermost open cell or, outside tables, to the page.
    fn push_block(&mut self, kind: BlockKind, text: String, links: Vec<Link>) {
        match self
            .rows
            .last_mut()
            .and_then(TableRow::open_cell)
        {
            Some(cell) => cell.push(CellBlock { kind, text, links }),
            None => self
                .page
                .push_linked(kind, &text, links),
        }
    }
}

/// Whether the content of an element is not shown: deleted or moved text, deleted instructions of a
/// field, the reading of a character, former properties, and a `Fallback`, which repeats the
/// drawing before it in an older form.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "delText"
            | "delInstrText"
            | "rt"
            | "rPrChange"
            | "pPrChange"
    )
}

/// Returns the text that an empty element stands for.
fn text_of_element(name: &str) -> Option<&'static str> {
    match name {
        "tab" | "ptab" => Some("\t"),
        "br" | "cr" => Some("\n"),
        // A soft hyphen, which is shown at a line's end only, stands for nothing.
        "noBreakHyphen" => Some("-"),
        _ => None,
    }
}

impl TableRow {
    fn open_cell(&mut self) -> Option<&mut Vec<CellBlock>> {
        self.cells.last_mut()
    }

    /// Returns whether the row lays out the page.
    fn lays_out(&self) -> bool {
        let kinds = |cell: &Vec<CellBlock>| {
            let blocks = cell
                .iter()
                .filter(|block| !block.text.is_empty());
            blocks
                .map(|block| block.kind)
                .collect()
        };
        let cells: Vec<Vec<BlockKind>> = self
            .cells
            .iter()
            .map(kinds)
            .collect();
        lays_out(&cells)
    }

    /// Returns the row on a line with its links, unless all of its cells are empty.
    fn line(self) -> Option<(String, Vec<Link>)> {
        let mut line = String::new();
        let mut row_links = Vec::new();
        let mut is_empty = true;
        for (n, cell) in self.cells.into_iter().enumerate() {
            if n > 0 {
                line.push_str(" | ");
            }
            let mut separator = "";
            for CellBlock { text, links, .. } in cell {
                if text.is_empty() {
                    continue;
                }
                line.push_str(separator);
                separator = "\n";
                is_empty = false;
                for link in links {
                    let at = line.len() + link.at;
                    row_links.push(Link { at, ..link });
                }
                line.push_str(&text);
            }
        }
        (!is_empty).then_some((line, row_links))
    }
}

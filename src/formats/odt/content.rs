//! The text of an `OpenDocument` file, as blocks of a page.

use super::styles::Styles;
use crate::formats::raised::raised;
use crate::formats::read::Refusal;
use crate::formats::xml::{self, StartTag, XmlEvent};
use crate::layout::page::{BlockKind, Page};

/// Maximum number of blanks that one element stands for.
const MAX_BLANKS: usize = 1000;

/// A paragraph under way. A note is inside another paragraph.
struct Paragraph {
    kind: BlockKind,
    text: String,
    /// Whether it belongs to a note.
    is_note: bool,
}

/// Reads the text into a page.
pub(super) struct ContentReader<'a> {
    styles: &'a Styles,
    page: &'a mut Page,
    paragraphs: Vec<Paragraph>,
    /// The cells of the open rows.
    rows: Vec<Vec<String>>,
    /// The notes so far, which are shown after the text.
    notes: Vec<String>,
    /// The mark of the open note.
    mark: String,
    list_depth: usize,
    note_depth: usize,
    in_body: bool,
    in_citation: bool,
}

impl<'a> ContentReader<'a> {
    pub(super) fn new(styles: &'a Styles, page: &'a mut Page) -> Self {
        Self {
            styles,
            page,
            paragraphs: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            mark: String::new(),
            list_depth: 0,
            note_depth: 0,
            in_body: false,
            in_citation: false,
        }
    }

    pub(super) fn read(mut self, xml: &str) -> Result<(), Refusal> {
        for event in xml::visible_events(xml, is_hidden) {
            match event? {
                XmlEvent::Start(tag) => self.start(&tag),
                XmlEvent::End(tag) => self.end(&tag.name),
                XmlEvent::Text(text) if self.in_citation => self.mark.push_str(&text),
                XmlEvent::Text(text) if self.in_body => self.push_text(&text),
                XmlEvent::Text(_) => {}
            }
        }
        for note in self.notes {
            self.page
                .push(BlockKind::Prose, &note);
        }
        Ok(())
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "text" if tag.prefix == "office" => self.in_body = true,
            "p" | "h" if self.in_body => self.start_paragraph(tag),
            "list-item" => self.list_depth += 1,
            "note" => self.note_depth += 1,
            "note-citation" => self.in_citation = true,
            "table-row" => self.rows.push(Vec::new()),
            "table-cell" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "s" => {
                let count = tag
                    .attribute("c")
                    .and_then(|count| count.parse().ok());
                let count = count.unwrap_or(1).min(MAX_BLANKS);
                self.push_text(&" ".repeat(count));
            }
            "tab" => self.push_text("\t"),
            "line-break" => self.push_text("\n"),
            _ => {}
        }
    }

    fn start_paragraph(&mut self, tag: &StartTag<'_>) {
        let style = tag
            .attribute("style-name")
            .unwrap_or_default();
        let kind = if tag.name == "h" {
            let level = tag
                .attribute("outline-level")
                .and_then(|level| level.parse().ok());
            BlockKind::Heading(level.unwrap_or(1).max(1))
        } else {
            let in_list = if self.list_depth > 0 {
                BlockKind::Item
            } else {
                BlockKind::Prose
            };
            self.styles
                .kind(&style)
                .unwrap_or(in_list)
        };
        self.paragraphs.push(Paragraph {
            kind,
            text: String::new(),
            is_note: self.note_depth > 0,
        });
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "list-item" => self.list_depth = self.list_depth.saturating_sub(1),
            "note" => self.note_depth = self.note_depth.saturating_sub(1),
            "note-citation" => self.end_citation(),
            "table-row" => self.end_row(),
            _ => {}
        }
    }

    /// Puts the mark of a note into the text, raised.
    fn end_citation(&mut self) {
        self.in_citation = false;
        let mark = raised(self.mark.trim());
        self.push_text(&mark);
        self.notes.push(mark);
        self.mark.clear();
    }

    fn push_text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph
                .text
                .push_str(&text.replace(['\r', '\n'], " "));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph {
            kind,
            text,
            is_note,
        }) = self.paragraphs.pop()
        else {
            return;
        };
        if is_note && let Some(note) = self.notes.last_mut() {
            note.push(' ');
            note.push_str(text.trim());
            return;
        }
        match self
            .rows
            .last_mut()
            .and_then(|row| row.last_mut())
        {
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(text.trim());
            }
            None => self.page.push(kind, &text),
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else {
            return;
        };
        if row
            .iter()
            .all(|cell| cell.trim().is_empty())
        {
            return;
        }
        let line = row.join(" | ");
        match self
            .rows
            .last_mut()
            .and_then(|row| row.last_mut())
        {
            // A table in a cell.
            Some(cell) => cell.push_str(&line),
            None => self
                .page
                .push(BlockKind::Row, &line),
        }
    }
}

/// Returns whether the content of an element is not shown in the text: deleted text, comments, the
/// description of a picture.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes" | "annotation" | "desc" | "title" | "forms" | "ruby-text"
    )
}

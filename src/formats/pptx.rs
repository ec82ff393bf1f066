//! Presentations (.pptx): the titles of slides as headings, their text, tables and speaker's notes.

use std::collections::HashMap;

use super::package::{Package, Relation};
use super::property_title;
use super::read::Refusal;
use super::xml::{self, StartTag, XmlEvent};
use crate::layout::page::{BlockKind, Metadata, Page, iso_day};

/// The main part of most presentations.
const PRESENTATION: &str = "ppt/presentation.xml";

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let mut package = Package::open(bytes, "presentation")?;
    let main = package.main_part(PRESENTATION)?;
    let Some(presentation) = package.xml(&main)? else {
        return Err(Refusal::because(format!(
            "not a presentation: {main} is missing in it; save it again as .pptx"
        )));
    };
    let relations = package.relations(&main)?;
    let paths: HashMap<String, String> = relations
        .into_iter()
        .map(|r| (r.id, r.path))
        .collect();
    let mut page = Page::default();
    // The title of the first slide is that of the presentation.
    let mut rank = 0;
    for id in slide_ids(&presentation)? {
        if let Some(path) = paths.get(&id) {
            add_slide(&mut package, path, rank, &mut page)?;
            rank = 1;
        }
    }
    if let Some(xml) = package.xml("docProps/core.xml")? {
        page.metadata = metadata(&xml)?;
    }
    Ok(page)
}

/// Returns the ids of the slides' relationships, in order.
fn slide_ids(presentation: &str) -> Result<Vec<String>, Refusal> {
    let mut ids = Vec::new();
    for event in xml::events(presentation) {
        if let XmlEvent::Start(tag) = event?
            && tag.name == "sldId"
        {
            ids.extend(tag.prefixed_attribute("id"));
        }
    }
    Ok(ids)
}

/// Adds a slide, whose title has this rank, and the notes of its speaker.
fn add_slide(
    package: &mut Package<'_>,
    path: &str,
    rank: u8,
    page: &mut Page,
) -> Result<(), Refusal> {
    if let Some(xml) = package.xml(path)? {
        SlideReader::new(rank, page).read(&xml)?;
    }
    let relations = package.relations(path)?;
    let is_notes = |relation: &&Relation| relation.kind == "notesSlide";
    if let Some(notes) = relations.iter().find(is_notes)
        && let Some(xml) = package.xml(&notes.path)?
    {
        SlideReader::new(rank, page).read(&xml)?;
    }
    Ok(())
}

/// Reads a slide into a page.
struct SlideReader<'a> {
    page: &'a mut Page,
    /// The rank of the slide's title.
    rank: u8,
    /// The kind of the open shape's paragraphs; `None` if they are not shown in the text.
    kind: Option<BlockKind>,
    paragraph: String,
    /// The cells of the open row.
    row: Option<Vec<String>>,
    in_text: bool,
}

impl<'a> SlideReader<'a> {
    fn new(rank: u8, page: &'a mut Page) -> Self {
        Self {
            page,
            rank,
            kind: Some(BlockKind::Prose),
            paragraph: String::new(),
            row: None,
            in_text: false,
        }
    }

    fn read(mut self, xml: &str) -> Result<(), Refusal> {
        // It repeats the shape before it in an older form.
        let is_hidden = |name: &str| name == "Fallback";
        for event in xml::visible_events(xml, is_hidden) {
            match event? {
                XmlEvent::Start(tag) => self.start(&tag),
                XmlEvent::End(tag) => self.end(&tag.name),
                XmlEvent::Text(text) if self.in_text => self.paragraph.push_str(&text),
                XmlEvent::Text(_) => {}
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "sp" => self.kind = Some(BlockKind::Prose),
            "ph" => self.kind = self.kind_of_placeholder(tag.attribute("type").as_deref()),
            "tr" => self.row = Some(Vec::new()),
            "tc" => {
                if let Some(row) = &mut self.row {
                    row.push(String::new());
                }
            }
            "t" => self.in_text = true,
            "br" => self.paragraph.push(' '),
            _ => {}
        }
    }

    /// Returns the kind of the paragraphs in a placeholder, or `None` for a slide's number or day.
    fn kind_of_placeholder(&self, kind: Option<&str>) -> Option<BlockKind> {
        match kind {
            Some("title" | "ctrTitle") => Some(BlockKind::Heading(self.rank)),
            Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg") => None,
            Some("subTitle") => Some(BlockKind::Prose),
            _ => Some(BlockKind::Item),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "sp" => self.kind = Some(BlockKind::Prose),
            "tr" => {
                let row = self.row.take().unwrap_or_default();
                if row
                    .iter()
                    .any(|cell| !cell.is_empty())
                {
                    self.page
                        .push(BlockKind::Item, &row.join(" | "));
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = xml::collapse_white_space(&text);
        match self
            .row
            .as_mut()
            .and_then(|row| row.last_mut())
        {
            Some(cell) if cell.is_empty() => *cell = text,
            Some(cell) => {
                cell.push('\n');
                cell.push_str(&text);
            }
            None => {
                if let Some(kind) = self.kind {
                    self.page.push(kind, &text);
                }
            }
        }
    }
}

fn metadata(xml: &str) -> Result<Metadata, Refusal> {
    let mut metadata = Metadata::default();
    let mut text = String::new();
    for event in xml::events(xml) {
        match event? {
            XmlEvent::Start(_) => text.clear(),
            XmlEvent::Text(part) => text.push_str(&part),
            XmlEvent::End(tag) => match tag.name.as_str() {
                "title" => metadata.property_title = property_title::title(&text),
                "created" => metadata.made = Some(iso_day(&text).to_owned()),
                _ => {}
            },
        }
    }
    Ok(metadata)
}

//! Lists of references (RIS, BibTeX, CSL-JSON): each reference is a brief of its title, its
//! citation and its abstract.

mod bibtex;
mod csl;
mod facts;
mod latex;
mod ris;

use std::collections::HashMap;

use super::decode;
use super::html;
use super::read::{ContainerEntry, Refusal, Sink};
use crate::layout::page::{Metadata, file_name};

/// Marks bytes as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Maximum number of references in a file.
const MAX_REFERENCES: usize = 100_000;

/// A reference.
#[derive(Debug, Default)]
struct Reference {
    /// The name that the list has for it, if it has one.
    key: String,
    title: String,
    authors: Vec<String>,
    /// Names of the editors, who count if there is no author.
    editors: Vec<String>,
    /// The journal, the book, or who published it.
    container: String,
    /// Who published it.
    publisher: String,
    /// Addresses at which it is.
    addresses: Vec<String>,
    /// The DOI, as written.
    doi: String,
    /// The year, or more of the day: `2021`, `2021-05-18`.
    date: String,
    /// Volume, number and pages, as they are cited.
    place: String,
    summary: String,
    keywords: Vec<String>,
}

pub(super) fn read_ris(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    emit_all(
        ris::references(&decode::decode(bytes.to_vec())?.text),
        "RIS",
        sink,
    )
}

pub(super) fn read_bibtex(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    emit_all(
        bibtex::references(&decode::decode(bytes.to_vec())?.text),
        "BibTeX",
        sink,
    )
}

pub(super) fn read_csl(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
    match csl::references(bytes) {
        Some(references) => emit_all(references, "CSL-JSON", sink),
        None => Err(Refusal::OtherFormat),
    }
}

/// Returns whether the first bytes of a JSON file can be those of a list of references.
pub(super) fn starts_like_csl(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start);
    let text = start
        .trim_start_matches('\u{feff}')
        .trim_start();
    let has = |names: &[&str]| {
        names
            .iter()
            .any(|name| text.contains(&format!("\"{name}\"")))
    };
    let is_list = text.starts_with(['[', '{']);
    is_list && has(&["type"]) && has(&["title"]) && has(&["issued", "author", "container-title"])
}

fn emit_all(references: Vec<Reference>, kind: &str, sink: &mut Sink<'_>) -> Result<(), Refusal> {
    if references.is_empty() {
        return Err(Refusal::because(format!(
            "no reference in this {kind} file; export it again"
        )));
    }
    if references.len() > MAX_REFERENCES {
        return Err(Refusal::because(format!(
            "more than {MAX_REFERENCES} references; split it"
        )));
    }
    let mut names = HashMap::new();
    for reference in references {
        let key = if reference.key.is_empty() {
            &reference.title
        } else {
            &reference.key
        };
        let name = file_name(key, "html", &mut names);
        sink.emit(&name, Ok(reference.entry()));
    }
    Ok(())
}

impl Reference {
    fn entry(mut self) -> ContainerEntry {
        if self.container.is_empty() {
            self.container
                .clone_from(&self.publisher);
        }
        if self.authors.is_empty() {
            self.authors = std::mem::take(&mut self.editors);
        }
        let mut html = String::from(BYTE_ORDER_MARK);
        for text in [self.citation(), self.summary.clone()] {
            for paragraph in text
                .split("\n\n")
                .filter(|text| !text.trim().is_empty())
            {
                html.push_str("<p>");
                html.push_str(&escaped(paragraph));
                html.push_str(
                    "</p>
",
                );
            }
        }
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let publisher = filled(self.publisher).filter(|name| *name != self.container);
        let day = facts::day(&self.date).map(|day| day.to_string());
        let metadata = Metadata {
            title: filled(self.title),
            date: day.or_else(|| filled(self.date)),
            url: facts::address(&self.addresses, &self.doi),
            authors: self.authors,
            publisher,
            series: filled(self.container),
            topics: self.keywords,
            ..Metadata::default()
        };
        ContainerEntry {
            bytes: html.into_bytes(),
            reader: Some(html::read_piece),
            metadata,
            warnings: Vec::new(),
        }
    }

    /// Returns who wrote it, where and when, on a line.
    fn citation(&self) -> String {
        let authors = self.authors.join("; ");
        let parts = [&authors, &self.container, &self.place, &self.date];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        parts.join(", ") + "."
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
}

//! PDF: paragraphs, headings, items, rows of tables and notes, from the places of the words.
//!
//! The program `pdftotext` of poppler extracts the words, since no library in Rust reads Chinese
//! PDFs well. A PDF says where each word is drawn and nothing else; the rest is inferred, an idea a
//! file, in this order:
//!
//! - `bbox` reads the program's output, `glyphs` the characters of a word, `legible` tells garbage;
//! - `measure` finds the em and the baselines of `word`s and `line`s;
//! - `running` and `line_numbers` leave out what is of the page, `gutters` and `columns` find the
//!   order of reading;
//! - `cells`, `tables` and `notes` take apart what is no paragraph, by `size` and `marks`;
//! - `regions` and `paragraphs` join lines, whose text `line_text` makes;
//! - `headings` gives kinds to the result.

mod band;
mod bbox;
mod cells;
mod columns;
mod glyphs;
mod gutters;
mod headings;
mod legible;
mod letters;
mod line;
mod line_numbers;
mod line_text;
mod marks;
mod measure;
mod median;
mod notes;
mod page_numbers;
mod paragraphs;
mod regions;
mod rules;
mod running;
mod size;
mod strays;
mod tables;
mod whole;
mod word;

use self::bbox::Extract;
use super::program::{self, Program};
use super::property_title;
use super::read::Refusal;
use crate::layout::page::{Metadata, Page, iso_day};

/// Maximum size of the text of a file, in bytes.
const MAX_TEXT: u64 = 16 << 20;

/// The program, writing a box for each word.
const BOXES: Program = with_arguments(&["-bbox-layout", "-enc", "UTF-8", "-", "-"]);
/// The program, writing text in reading order: without `-layout`, which would print columns side by
/// side.
const PLAIN: Program = with_arguments(&["-enc", "UTF-8", "-", "-"]);

const fn with_arguments(arguments: &'static [&'static str]) -> Program {
    Program {
        reads: "a PDF",
        name: "pdftotext",
        arguments,
        remedy: "install poppler (Debian: poppler-utils, macOS: brew install poppler), or save \
                 the text as .txt",
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if !has_pdf_header(bytes) {
        return Err(Refusal::because(
            "not a PDF file: it has no PDF header; export it again",
        ));
    }
    let output = BOXES.run(bytes, bbox::read)?;
    let extract = output.result;
    // A program too old for boxes fails, as it does on a damaged file: then so does the next call.
    let has_failed = output.complaint.is_some() || extract.pages.is_empty();
    let metadata = metadata(&extract);
    let mut page = if has_failed || extract.is_crowded() {
        plain(bytes)?
    } else {
        laid_out(extract)
    };
    page.metadata = metadata;
    Ok(page)
}

/// Whether the header is near the start. Readers of PDF allow other bytes before it.
fn has_pdf_header(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start
        .windows(5)
        .any(|window| window == b"%PDF-")
}

fn metadata(extract: &Extract) -> Metadata {
    let title = extract.title.as_deref();
    let created = extract.created.as_deref();
    Metadata {
        property_title: title.and_then(property_title::title),
        made: created.map(|time| iso_day(time).to_owned()),
        ..Metadata::default()
    }
}

/// Makes blocks of words and their boxes.
fn laid_out(extract: Extract) -> Page {
    let mut page = Page::default();
    if extract.is_blank() {
        warn_of_scan(&mut page);
    } else if extract.tally.is_garbage() {
        page.warn(
            "the text of this PDF is garbage: its fonts do not say which characters they draw; \
             run it through OCR (ocrmypdf --force-ocr), or save its text as .txt",
        );
    } else {
        whole::lay_out(extract.pages, &mut page);
    }
    page
}

/// Reads the text in the program's own order, a paragraph for each run of lines.
fn plain(bytes: &[u8]) -> Result<Page, Refusal> {
    let output = PLAIN.run(bytes, program::read_text::<MAX_TEXT>)?;
    if let Some(reason) = output.complaint {
        return Err(Refusal::because(format!(
            "{} cannot read it ({reason}); export it again, without a password",
            PLAIN.name
        )));
    }
    let mut page = Page::default();
    page.push_plain(&output.result);
    if page.blocks.is_empty() {
        warn_of_scan(&mut page);
    }
    Ok(page)
}

fn warn_of_scan(page: &mut Page) {
    page.warn(
        "no text in this PDF: it may be a scan; run it through OCR (ocrmypdf), or save its text as \
         .txt",
    );
}

//! The steps of a document: from its words to the blocks of a page.

use super::bbox::RawPage;
use super::columns::columns;
use super::headings::kinds;
use super::line::Line;
use super::line_numbers::without_line_numbers;
use super::line_text::Vocabulary;
use super::measure::{Measured, measure};
use super::notes::{self, Note, SplitNotes, split_notes};
use super::paragraphs::{Rules, Unit};
use super::regions::Structure;
use super::running::without_running_heads;
use super::size::BodyType;
use super::tables::find_tables;
use crate::layout::page::{BlockKind, Page};

/// Adds the blocks of a document. At least one page must have a word.
pub(super) fn lay_out(pages: Vec<RawPage>, page: &mut Page) {
    let Measured { em, pages } = measure(pages);
    let pages = without_line_numbers(pages, em);
    let body = BodyType::new(
        pages
            .iter()
            .flat_map(|page| &page.lines),
    );
    let mut text_pages = Vec::with_capacity(pages.len());
    let mut asides = Vec::new();
    for (index, text_page) in without_running_heads(pages, &body, em)
        .into_iter()
        .enumerate()
    {
        asides.push(Note {
            page: index,
            text: text_page.aside,
        });
        text_pages.push(text_page.lines);
    }
    let vocabulary = Vocabulary::new(text_pages.iter().flatten());
    let SplitNotes { text, notes } = split_notes(columns(text_pages, em), &body, em);
    let pieces = text
        .into_iter()
        .map(|bands| find_tables(&bands, em));
    let structure = Structure::new(pieces.collect(), &body, em);
    let rules = Rules {
        em,
        body: &body,
        structure: &structure,
        vocabulary: &vocabulary,
    };
    let units = rules.units();
    push_units(&units, &asides, page);
    push_notes(&notes, &vocabulary, page);
}

/// Adds the units. Lines in the place of running heads come after what starts on their page, so
/// that no sentence is cut.
fn push_units(units: &[Unit], asides: &[Note], page: &mut Page) {
    let mut asides = asides.iter().peekable();
    for (unit, kind) in units.iter().zip(kinds(units)) {
        while let Some(aside) = asides.next_if(|aside| aside.page < unit.page) {
            page.push(BlockKind::Prose, &aside.text);
        }
        page.push(kind, &unit.text);
    }
    for aside in asides {
        page.push(BlockKind::Prose, &aside.text);
    }
}

fn push_notes(lines: &[Line], vocabulary: &Vocabulary, page: &mut Page) {
    for note in notes::notes(lines, vocabulary) {
        page.push(BlockKind::Prose, &note.text);
    }
}

//! Puts together the leaf blocks of Markdown and their text.

use std::ops::Range;

use super::damaged::damaged_heading;
use super::elements::Elements;
use super::text::ReadText;
use crate::layout::heading::{may_be_heading, without_colon};

/// The level of a paragraph in bold: below all levels of marked headings.
pub(super) const BOLD: u8 = 7;

/// A block that contains no other one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    /// The byte of the text as read at which it starts. It ends before the next one.
    pub(super) start: usize,
    pub(super) kind: LeafKind,
    /// Whether the rules of plain text would say the same of it, or cannot know better.
    pub(super) is_certain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// A heading of this level.
    Heading(u8),
    Item,
    Quote,
    Prose,
}

/// The leaf blocks so far, and where the next text belongs.
pub(super) struct LeafWriter<'t> {
    source: &'t str,
    pub(super) text: ReadText<'t>,
    pub(super) leaves: Vec<Leaf>,
    /// Number of block quotes around the current place.
    pub(super) quotes: usize,
    /// Number of list items around the current place.
    pub(super) items: usize,
    /// Number of open elements in bold.
    pub(super) bold: usize,
    /// The open elements of HTML.
    pub(super) elements: Elements,
    /// Whether text belongs to the last leaf.
    pub(super) is_leaf_open: bool,
    /// Whether the marker of an item was read and none of its text.
    pub(super) is_after_marker: bool,
    /// The heading that is being read, or the paragraph that may turn out to be a heading.
    open: Option<OpenBlock>,
}

/// A heading or paragraph whose end hasn't been read.
struct OpenBlock {
    start: usize,
    is_heading: bool,
    /// Number of bytes of text.
    length: usize,
    /// Number of bytes of text in bold.
    bold: usize,
}

impl<'t> LeafWriter<'t> {
    pub(super) fn new(source: &'t str, start: usize) -> Self {
        Self {
            source,
            text: ReadText::new(source, start),
            leaves: Vec::new(),
            quotes: 0,
            items: 0,
            bold: 0,
            elements: Elements::default(),
            is_leaf_open: false,
            is_after_marker: false,
            open: None,
        }
    }

    pub(super) fn start_item(&mut self, span: &Range<usize>) {
        self.items += 1;
        self.begin_leaf(span.start, LeafKind::Item, false);
        let item = &self.source[span.clone()];
        let marker_start = item.len() - item.trim_start().len();
        let marker = item[marker_start..]
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let at = span.start + marker_start;
        let number = marker
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        if number > 0 {
            let place = at..at + number + 1;
            self.text
                .push(&self.source[place.clone()], place);
            self.text.space();
        } else {
            self.text.push_bullet(at..at + 1);
        }
        self.is_after_marker = true;
    }

    pub(super) fn start_heading(&mut self, at: usize, level: u8) {
        self.begin_leaf(at, LeafKind::Heading(level), true);
        self.open_block(true);
    }

    pub(super) fn start_paragraph(&mut self, at: usize) {
        let kind = self.kind_of_text();
        self.begin_leaf(at, kind, kind == LeafKind::Quote);
        self.open_block(false);
    }

    fn open_block(&mut self, is_heading: bool) {
        self.open = Some(OpenBlock {
            start: self.text.text.len(),
            is_heading,
            length: 0,
            bold: 0,
        });
    }

    /// Returns the kind of text outside of items.
    fn kind_of_text(&self) -> LeafKind {
        if self.quotes > 0 || self.elements.is_in_quote() {
            LeafKind::Quote
        } else {
            LeafKind::Prose
        }
    }

    /// Starts a leaf with the text at byte `at` of the source.
    pub(super) fn begin_leaf(&mut self, at: usize, kind: LeafKind, is_certain: bool) {
        self.close();
        self.text.end_block(at);
        self.leaves.push(Leaf {
            start: self.text.text.len(),
            kind,
            is_certain,
        });
        self.is_leaf_open = true;
    }

    /// Goes on with a block inside an item.
    pub(super) fn go_on(&mut self, at: usize) {
        if !self.is_leaf_open {
            self.begin_leaf(at, LeafKind::Item, true);
        } else if !self.is_after_marker {
            self.text.end_block(at);
        }
    }

    pub(super) fn add_text(&mut self, text: &str, place: Range<usize>) {
        self.ensure_leaf(place.start);
        self.text.push(text, place);
        self.count_text(text.len());
    }

    pub(super) fn add_code(&mut self, code: &str, place: Range<usize>) {
        self.ensure_leaf(place.start);
        self.text.push_code(code, place);
        self.count_text(code.len());
    }

    /// A single `~` is no mark: it stands between two numbers.
    pub(super) fn add_single_tilde(&mut self, struck: &Range<usize>, at: usize) {
        let struck = &self.source[struck.clone()];
        if !struck.starts_with("~~") {
            self.add_text("~", at..at + 1);
        }
    }

    fn ensure_leaf(&mut self, at: usize) {
        if self.is_leaf_open {
            return;
        }
        if self.items > 0 {
            self.begin_leaf(at, LeafKind::Item, true);
        } else if let Some(level) = self.elements.heading() {
            self.start_heading(at, level);
        } else if self.elements.is_in_item() {
            self.begin_leaf(at, LeafKind::Item, true);
        } else {
            self.start_paragraph(at);
        }
    }

    fn count_text(&mut self, length: usize) {
        self.is_after_marker = false;
        if let Some(open) = &mut self.open {
            open.length += length;
            if self.bold > 0 {
                open.bold += length;
            }
        }
    }

    pub(super) fn close_unless_in_item(&mut self) {
        if self.items == 0 {
            self.close();
        }
    }

    /// Ends the last leaf.
    pub(super) fn close(&mut self) {
        self.is_leaf_open = false;
        self.is_after_marker = false;
        self.elements.end_inline();
        let Some(open) = self.open.take() else {
            return;
        };
        if open.is_heading {
            return;
        }
        let text = self.text.text[open.start..].trim();
        let is_bold = open.bold == open.length && may_be_heading(without_colon(text));
        match self.leaves.last_mut() {
            Some(leaf) if is_bold && leaf.kind == LeafKind::Prose => {
                leaf.kind = LeafKind::Heading(BOLD);
            }
            _ => self.split_damaged_headings(open.start),
        }
    }

    /// Splits a paragraph, in which lines may be headings that lack the space after their marks.
    fn split_damaged_headings(&mut self, start: usize) {
        let Some(paragraph) = self.leaves.pop() else {
            return;
        };
        let text = self.text.text[start..].to_owned();
        let mut is_prose_open = false;
        let mut at = start;
        for line in text.split_inclusive('\n') {
            if let Some((level, marks)) = damaged_heading(line) {
                self.leaves.push(Leaf {
                    start: at,
                    kind: LeafKind::Heading(level),
                    is_certain: true,
                });
                for mark in marks {
                    self.text
                        .hide(at + mark.start..at + mark.end);
                }
                is_prose_open = false;
            } else if !is_prose_open {
                let start = at;
                self.leaves
                    .push(Leaf { start, ..paragraph });
                is_prose_open = true;
            }
            at += line.len();
        }
        if text.is_empty() {
            self.leaves.push(paragraph);
        }
    }

    pub(super) fn start_code(&mut self, at: usize) {
        if self.items > 0 {
            self.go_on(at);
        } else {
            let kind = self.kind_of_text();
            self.begin_leaf(at, kind, true);
        }
    }
}

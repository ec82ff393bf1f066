//! Marks the blocks of Markdown: those that `CommonMark` sees, with their place in the source.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blank::trimmed;
use super::block::{Block, Level, Mark};
use super::heading::{may_be_heading, without_colon};
use super::{markdown_title, plain_text};
use crate::analysis::normalize::normalize_text;
use crate::model::Lang;

/// The level of a paragraph in bold: below all levels of marked headings.
const BOLD: u8 = 7;

/// Returns the blocks of `text` from byte `start` on. `main` is the language of most of it.
///
/// The first heading is the title if it says the same as the front matter's or, if that has none,
/// if no other heading is of its level or above it. A text without headings is read as plain text.
pub(crate) fn blocks(
    text: &str,
    start: usize,
    main: Lang,
    front_title: Option<&str>,
) -> Vec<Block> {
    let leaves = leaf_blocks(text, start);
    let headings = headings(&leaves);
    let Some((first, others)) = headings.split_first() else {
        return plain_text::blocks(text, start, main, front_title);
    };
    let is_titled = match front_title {
        Some(title) => normalize_text(title) == normalize_text(&first.title),
        None => is_above(first, others) || is_title_of_one_rank(first, others),
    };
    let below_title = if is_titled {
        others
    } else {
        &headings
    };
    let levels = below_title
        .iter()
        .map(|heading| heading.level);
    let section_level = levels.min().unwrap_or(1);
    mark(&leaves, is_titled, section_level)
}

/// Returns whether a heading is marked as one and above all others.
fn is_above(first: &MarkdownHeading, others: &[&MarkdownHeading]) -> bool {
    let mut other_levels = others
        .iter()
        .map(|other| other.level);
    first.level < BOLD && other_levels.all(|level| level > first.level)
}

/// Returns whether a heading is marked as one and is the title by its words, though others are of
/// its level.
fn is_title_of_one_rank(first: &MarkdownHeading, others: &[&MarkdownHeading]) -> bool {
    let is_top = others
        .iter()
        .all(|other| other.level >= first.level);
    let equals = others
        .iter()
        .filter(|other| other.level == first.level);
    let equals = equals.map(|other| other.title.as_str());
    first.level < BOLD && is_top && markdown_title::is_title(&first.title, equals)
}

fn headings(leaves: &[LeafBlock]) -> Vec<&MarkdownHeading> {
    let mut headings = Vec::new();
    for leaf in leaves {
        if let LeafKind::Heading(heading) = &leaf.kind {
            headings.push(heading);
        }
    }
    headings
}

/// Marks the blocks. If `is_titled`, the first heading is the title.
fn mark(leaves: &[LeafBlock], is_titled: bool, section_level: u8) -> Vec<Block> {
    let mut is_title_next = is_titled;
    let mut blocks = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let mark = match &leaf.kind {
            LeafKind::Heading(heading) if is_title_next => {
                is_title_next = false;
                Mark::heading(Level::Title, &heading.title)
            }
            LeafKind::Heading(heading) if heading.level > section_level => {
                Mark::heading_with_number(Level::Sub, &heading.title)
            }
            LeafKind::Heading(heading) => Mark::heading_with_number(Level::Section, &heading.title),
            LeafKind::Item => Mark::Item,
            LeafKind::Quote => Mark::Quote,
            LeafKind::Prose => Mark::Prose,
        };
        let span = leaf.span.clone();
        blocks.push(Block { span, mark });
    }
    blocks
}

/// A block that contains no other one.
struct LeafBlock {
    /// Bytes of the whole text.
    span: Range<usize>,
    kind: LeafKind,
}

enum LeafKind {
    Heading(MarkdownHeading),
    Item,
    Quote,
    Prose,
}

struct MarkdownHeading {
    level: u8,
    /// The heading without marks.
    title: String,
}

/// Returns the leaf blocks in order. A list item is one block up to the list inside it; so is a
/// row of a table.
fn leaf_blocks(text: &str, start: usize) -> Vec<LeafBlock> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(&text[start..], options).into_offset_iter();
    let mut collector = LeafCollector::new(text);
    for (event, span) in events {
        collector.take(
            event,
            start + span.start..start + span.end,
        );
    }
    collector.leaves
}

/// Collects leaf blocks from the events of a parser, which walks the tree of blocks.
struct LeafCollector<'t> {
    text: &'t str,
    leaves: Vec<LeafBlock>,
    /// Number of block quotes around the current place.
    quotes: usize,
    /// Number of list items around the current place.
    items: usize,
    /// The heading that is being read, or the paragraph that may turn out to be a heading.
    open: Option<OpenBlock>,
}

/// A heading or paragraph whose end hasn't been read.
#[derive(Default)]
struct OpenBlock {
    /// The level of a marked heading.
    level: Option<u8>,
    /// The text so far, without marks.
    text: String,
    /// Number of bytes of `text` that are bold.
    bold: usize,
    in_bold: bool,
}

impl<'t> LeafCollector<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            leaves: Vec::new(),
            quotes: 0,
            items: 0,
            open: None,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) | Event::Code(text) => self.add_text(&text),
            Event::SoftBreak | Event::HardBreak => self.add_text(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => {
                self.items += 1;
                self.push(span, LeafKind::Item);
            }
            Tag::Heading { level, .. } => self.open = Some(OpenBlock::heading(*level)),
            Tag::Strong => self.set_bold(true),
            // Inside an item, other blocks are part of its text.
            _ if self.items > 0 => {}
            Tag::Paragraph => self.open = Some(OpenBlock::default()),
            Tag::TableRow => self.push(span, LeafKind::Item),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) => self.push_text(span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::Strong => self.set_bold(false),
            TagEnd::Heading(_) | TagEnd::Paragraph => self.close(span),
            _ => {}
        }
    }

    fn set_bold(&mut self, in_bold: bool) {
        if let Some(open) = &mut self.open {
            open.in_bold = in_bold;
        }
    }

    fn add_text(&mut self, text: &str) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.text.push_str(text);
        if open.in_bold {
            open.bold += text.len();
        }
    }

    /// Adds the heading or paragraph that ends.
    fn close(&mut self, span: Range<usize>) {
        let Some(open) = self.open.take() else {
            return;
        };
        if let Some(level) = open.level {
            self.push_heading(span, level, open.text.trim());
        } else if self.quotes == 0 && open.is_bold_heading() {
            self.push_heading(
                span,
                BOLD,
                without_colon(open.text.trim()),
            );
        } else {
            self.push_paragraph(span);
        }
    }

    /// Adds a paragraph, in which lines may be headings that lack the space after their marks.
    fn push_paragraph(&mut self, span: Range<usize>) {
        let text = &self.text[span.clone()];
        let mut prose_start = span.start;
        let mut at = span.start;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            if let Some(heading) = damaged_heading(line.trim()) {
                self.push_text(prose_start..at);
                self.push(at..end, LeafKind::Heading(heading));
                prose_start = end;
            }
            at = end;
        }
        self.push_text(prose_start..span.end);
    }

    fn push_heading(&mut self, span: Range<usize>, level: u8, title: &str) {
        let title = title.to_owned();
        self.push(
            span,
            LeafKind::Heading(MarkdownHeading { level, title }),
        );
    }

    /// Adds prose, which is a quotation in a block quote.
    fn push_text(&mut self, span: Range<usize>) {
        let kind = if self.quotes > 0 {
            LeafKind::Quote
        } else {
            LeafKind::Prose
        };
        self.push(span, kind);
    }

    /// Adds a block, unless it is blank. If it starts inside the last one, that one ends there.
    fn push(&mut self, span: Range<usize>, kind: LeafKind) {
        let Some(span) = trimmed(self.text, span) else {
            return;
        };
        self.end_last_at(span.start);
        self.leaves
            .push(LeafBlock { span, kind });
    }

    fn end_last_at(&mut self, start: usize) {
        let Some(last) = self.leaves.last_mut() else {
            return;
        };
        if last.span.end <= start {
            return;
        }
        match trimmed(self.text, last.span.start..start) {
            Some(shorter) => last.span = shorter,
            None => {
                self.leaves.pop();
            }
        }
    }
}

impl OpenBlock {
    fn heading(level: HeadingLevel) -> Self {
        Self {
            level: Some(level as u8),
            ..Self::default()
        }
    }

    /// Returns whether this is a short line all in bold.
    fn is_bold_heading(&self) -> bool {
        self.bold == self.text.len() && may_be_heading(without_colon(self.text.trim()))
    }
}

/// Returns the heading of `##Title`, which lacks the space that `CommonMark` asks for.
fn damaged_heading(line: &str) -> Option<MarkdownHeading> {
    let title = line.trim_start_matches('#');
    let marks = line.len() - title.len();
    let level = u8::try_from(marks).ok()?;
    // `#1 in sales` and `#hashtag` are text; two marks or more are a heading.
    if !(2..=6).contains(&level) || !title.starts_with(char::is_alphanumeric) {
        return None;
    }
    let title = title
        .trim_end_matches('#')
        .trim_end();
    Some(MarkdownHeading {
        level,
        title: title.to_owned(),
    })
}

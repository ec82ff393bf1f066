//! Finds the blocks of Markdown that contain no other ones, and their text as it is read.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::elements::Effect;
use super::entity;
use super::html::{Fragment, Token, tokens};
use super::writer::{Leaf, LeafKind, LeafWriter};
use crate::layout::reading::Reading;

/// Reads the Markdown in `source` from byte `start` on. A list item is one block up to the list
/// inside it; so is a row of a table.
pub(super) fn read(source: &str, start: usize) -> (Reading<'_>, Vec<Leaf>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let events = Parser::new_ext(&source[start..], options).into_offset_iter();
    let mut collector = LeafCollector::new(source, start);
    for (event, span) in events {
        collector.take(
            event,
            start + span.start..start + span.end,
        );
    }
    collector.out.close();
    (
        collector.out.text.finish(start),
        collector.out.leaves,
    )
}

/// Collects leaf blocks from the events of a parser, which walks the tree of blocks.
struct LeafCollector<'t> {
    out: LeafWriter<'t>,
    in_code: bool,
    /// Starts and targets of the open links.
    links: Vec<(usize, String)>,
    /// The block of HTML that is being read.
    html: Option<Fragment>,
}

impl<'t> LeafCollector<'t> {
    fn new(source: &'t str, start: usize) -> Self {
        Self {
            out: LeafWriter::new(source, start),
            in_code: false,
            links: Vec::new(),
            html: None,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, &span),
            Event::Text(text) if self.in_code => self.out.add_code(&text, span),
            Event::Text(text) => self.out.add_text(&text, span),
            Event::Code(text) => self.out.add_code(&text, span),
            Event::SoftBreak => self.out.text.end_line(),
            Event::HardBreak => self.out.text.break_line(),
            Event::Html(html) => {
                let fragment = self.html.get_or_insert_default();
                fragment.push(&html, span.start);
            }
            Event::InlineHtml(html) => {
                let mut fragment = Fragment::default();
                fragment.push(&html, span.start);
                self.read_html(&fragment, false);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.out.quotes += 1,
            Tag::Item => self.out.start_item(&span),
            Tag::Heading { level, .. } => self
                .out
                .start_heading(span.start, level as u8),
            Tag::Strong => self.out.bold += 1,
            Tag::Strikethrough => self
                .out
                .add_single_tilde(&span, span.start),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(link_type, &dest_url),
            Tag::TableCell => self.out.text.start_cell(),
            // Inside an item, other blocks are part of its text.
            Tag::Paragraph | Tag::TableHead | Tag::TableRow if self.out.items > 0 => {
                self.out.go_on(span.start);
            }
            Tag::Paragraph => self.out.start_paragraph(span.start),
            Tag::TableHead | Tag::TableRow => {
                self.out
                    .begin_leaf(span.start, LeafKind::Item, true);
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.out.start_code(span.start);
            }
            Tag::HtmlBlock => self.html = Some(Fragment::default()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.out.quotes = self.out.quotes.saturating_sub(1);
                self.out.close();
            }
            TagEnd::Item => {
                self.out.items = self.out.items.saturating_sub(1);
                self.out.close();
            }
            TagEnd::Strong => self.out.bold = self.out.bold.saturating_sub(1),
            TagEnd::Strikethrough => self
                .out
                .add_single_tilde(span, span.end - 1),
            TagEnd::Link => {
                if let Some((start, target)) = self.links.pop() {
                    self.out
                        .text
                        .link(start, &target, false);
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.close_unless_in_item();
            }
            TagEnd::HtmlBlock => {
                if let Some(fragment) = self.html.take() {
                    self.read_html(&fragment, true);
                }
                self.out.close_unless_in_item();
            }
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition => self.out.close_unless_in_item(),
            _ => {}
        }
    }

    fn start_link(&mut self, link_type: LinkType, target: &str) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        self.links
            .push((self.out.text.text.len(), target));
    }

    /// Reads HTML: a block of it if `is_block`, else a tag in a paragraph.
    fn read_html(&mut self, fragment: &Fragment, is_block: bool) {
        for token in tokens(&fragment.html) {
            let start = self.out.text.text.len();
            let effect = match &token {
                Token::Text(span) => {
                    self.add_html_text(fragment, span.clone());
                    continue;
                }
                Token::Start(tag) => self
                    .out
                    .elements
                    .start(tag, start, is_block),
                Token::End(name) => self
                    .out
                    .elements
                    .end(name, is_block),
            };
            self.apply(effect);
        }
    }

    fn apply(&mut self, effect: Effect) {
        match effect {
            Effect::None => {}
            Effect::BlockEnd if self.out.items == 0 => self.out.close(),
            Effect::LineEnd => self.out.text.break_line(),
            Effect::BlockEnd => self.out.text.end_line(),
            Effect::Cell => self.out.text.start_cell(),
            Effect::BoldStart => self.out.bold += 1,
            Effect::BoldEnd => self.out.bold = self.out.bold.saturating_sub(1),
            Effect::Script { script, start } => {
                self.out
                    .text
                    .raise_or_lower(script, start);
            }
            Effect::Hidden { start } => self.out.text.leave_out(start),
            Effect::Link {
                start,
                target,
                is_note,
            } => self
                .out
                .text
                .link(start, &target, is_note),
        }
    }

    /// Adds text of HTML: runs of white space as a space or a line end, and characters for
    /// references to them.
    fn add_html_text(&mut self, fragment: &Fragment, span: Range<usize>) {
        let mut at = span.start;
        while at < span.end {
            let rest = &fragment.html[at..span.end];
            let word = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let blanks = rest.len() - word.len();
            if blanks > 0 {
                self.add_html_blanks(&rest[..blanks]);
                at += blanks;
                continue;
            }
            let reference = entity::reference(rest);
            let length = match &reference {
                Some(reference) => reference.length,
                None => word_length(rest),
            };
            let place = fragment.place(&(at..at + length));
            match reference {
                Some(reference) => self
                    .out
                    .add_text(&reference.text, place),
                None => self
                    .out
                    .add_text(&rest[..length], place),
            }
            at += length;
        }
    }

    fn add_html_blanks(&mut self, blanks: &str) {
        if !self.out.is_leaf_open || self.out.is_after_marker {
            return;
        }
        if blanks.contains('\n') {
            self.out.text.end_line();
        } else {
            self.out.text.space();
        }
    }
}

/// Returns the length of the text up to the next white space or character reference.
fn word_length(text: &str) -> usize {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_ascii_whitespace() || *c == '&');
    end.map_or(text.len(), |(at, _)| at)
}

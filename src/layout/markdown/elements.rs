//! The effects of the HTML elements in Markdown.

use super::html::Tag;
use super::text::Script;
use crate::layout::note_mark;

/// Elements that are blocks.
const BLOCKS: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
    "head",
];
/// Elements whose content is not shown, such as the reading of a character.
const HIDDEN: [&str; 3] = ["rt", "rp", "rtc"];

/// The effect of a tag on the text around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    None,
    /// A line ends within a block.
    LineEnd,
    /// A block ends.
    BlockEnd,
    /// A cell begins.
    Cell,
    BoldStart,
    BoldEnd,
    /// The text from `start` on is raised or lowered.
    Script {
        script: Script,
        start: usize,
    },
    /// The text from `start` on is not shown.
    Hidden {
        start: usize,
    },
    /// The text from `start` on is a link, or the mark of a note.
    Link {
        start: usize,
        target: String,
        is_note: bool,
    },
}

/// The elements that are open.
#[derive(Debug, Default)]
pub(super) struct Elements {
    inline: Vec<Inline>,
    quotes: usize,
    is_in_item: bool,
    heading: Option<u8>,
}

/// An element in a line of text.
#[derive(Debug)]
struct Inline {
    name: String,
    /// The byte of the text as read at which it starts.
    start: usize,
    target: String,
    is_note: bool,
}

impl Elements {
    pub(super) fn is_in_quote(&self) -> bool {
        self.quotes > 0
    }

    pub(super) fn is_in_item(&self) -> bool {
        self.is_in_item
    }

    /// Returns the level of the open heading.
    pub(super) fn heading(&self) -> Option<u8> {
        self.heading
    }

    /// Ends the elements that end with their block at the latest.
    pub(super) fn end_inline(&mut self) {
        self.inline.clear();
    }

    /// Starts an element at byte `start` of the text as read. `is_block` is whether it is in a
    /// block of HTML, and not inside a paragraph of Markdown.
    pub(super) fn start(&mut self, tag: &Tag<'_>, start: usize, is_block: bool) -> Effect {
        let name = tag.name.as_str();
        match name {
            "br" => Effect::LineEnd,
            "b" | "strong" => Effect::BoldStart,
            "td" | "th" => Effect::Cell,
            "a" | "sup" | "sub" => self.start_inline(tag, start),
            // The end of `rt` may be left out before another one.
            _ if HIDDEN.contains(&name) && self.is_hidden() => Effect::None,
            _ if HIDDEN.contains(&name) => self.start_inline(tag, start),
            _ if BLOCKS.contains(&name) && is_block => {
                self.start_block(name);
                Effect::BlockEnd
            }
            _ if BLOCKS.contains(&name) => Effect::LineEnd,
            _ => Effect::None,
        }
    }

    fn is_hidden(&self) -> bool {
        self.inline
            .iter()
            .any(|element| HIDDEN.contains(&&*element.name))
    }

    fn start_inline(&mut self, tag: &Tag<'_>, start: usize) -> Effect {
        let names = ["class", "role", "epub:type"].map(|name| tag.attribute(name));
        let is_note = names
            .iter()
            .flatten()
            .any(|names| note_mark::is_note_role(names));
        self.inline.push(Inline {
            name: tag.name.clone(),
            start,
            target: tag
                .attribute("href")
                .unwrap_or_default(),
            is_note,
        });
        Effect::None
    }

    fn start_block(&mut self, name: &str) {
        match name {
            "blockquote" => self.quotes += 1,
            "li" | "dd" | "dt" | "tr" => self.is_in_item = true,
            _ => {}
        }
        if let Some(level) = heading_level(name) {
            self.heading = Some(level);
        }
    }

    /// Ends the element with this name.
    pub(super) fn end(&mut self, name: &str, is_block: bool) -> Effect {
        match name {
            "b" | "strong" => Effect::BoldEnd,
            _ if BLOCKS.contains(&name) && is_block => {
                self.end_block(name);
                Effect::BlockEnd
            }
            _ if BLOCKS.contains(&name) => Effect::LineEnd,
            _ => self.end_inline_element(name),
        }
    }

    fn end_block(&mut self, name: &str) {
        match name {
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "li" | "dd" | "dt" | "tr" | "ul" | "ol" | "dl" | "table" => self.is_in_item = false,
            _ if heading_level(name).is_some() => self.heading = None,
            _ => {}
        }
    }

    fn end_inline_element(&mut self, name: &str) -> Effect {
        // The end of `ruby` is that of an open `rt`.
        let ends = |element: &Inline| {
            let is_open_rt = name == "ruby" && HIDDEN.contains(&&*element.name);
            element.name == name || is_open_rt
        };
        let Some(at) = self.inline.iter().rposition(ends) else {
            return Effect::None;
        };
        let element = self.inline.swap_remove(at);
        self.inline.truncate(at);
        let start = element.start;
        match element.name.as_str() {
            "sup" => Effect::Script {
                script: Script::Raised,
                start,
            },
            "sub" => Effect::Script {
                script: Script::Lowered,
                start,
            },
            "a" => Effect::Link {
                start,
                target: element.target,
                is_note: element.is_note,
            },
            _ => Effect::Hidden { start },
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?;
    let level = level.parse().ok()?;
    (1..=6)
        .contains(&level)
        .then_some(level)
}

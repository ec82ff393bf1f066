//! The units that the rules of the layout work on.
//!
//! A reader of a layout turns text into [`Block`]s. The rules of plain text see it as
//! [`Paragraph`]s first.

use std::borrow::Cow;
use std::ops::Range;

use super::numbering;

/// A paragraph of plain text.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    /// Bytes of the whole text.
    pub span: Range<usize>,
    /// The paragraph on one line: a wrap becomes a space, or nothing between Han characters.
    pub text: Cow<'a, str>,
    /// Whether a blank line, or the start of the text, comes before it.
    pub gap_before: bool,
}

/// A stretch of the body, and what it is by its own layout, whatever its neighbors are.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Bytes of the whole text.
    pub(crate) span: Range<usize>,
    pub(crate) mark: Mark,
}

impl Block {
    /// Returns whether the block is the title.
    pub(super) fn is_title(&self) -> bool {
        self.mark.level() == Some(Level::Title)
    }

    /// Returns the block's part of `text`.
    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.span.clone()]
    }
}

/// The kind of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Prose,
    Item,
    Quote,
    Heading {
        level: Level,
        /// The label of the heading's number: `1`, `一`.
        number: Option<String>,
        /// The heading without its number.
        title: String,
    },
}

/// How far up in the outline a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Title,
    Section,
    Sub,
}

impl Mark {
    /// Returns a heading that has no number.
    pub(super) fn heading(level: Level, title: &str) -> Self {
        Self::Heading {
            level,
            number: None,
            title: title.to_owned(),
        }
    }

    /// Returns a heading, with the number that `line` starts with apart from its title.
    ///
    /// A line that is only a number is a title.
    pub(super) fn heading_with_number(level: Level, line: &str) -> Self {
        match numbering::parse(line) {
            Some(number) if !number.rest.is_empty() => Self::Heading {
                level,
                number: Some(number.label),
                title: number.rest.to_owned(),
            },
            _ => Self::heading(level, line),
        }
    }

    /// Returns the level, if this is a heading.
    pub(super) fn level(&self) -> Option<Level> {
        match self {
            Self::Heading { level, .. } => Some(*level),
            _ => None,
        }
    }

    /// Returns the title, if this is a heading.
    pub(super) fn title(&self) -> Option<&str> {
        match self {
            Self::Heading { title, .. } => Some(title),
            _ => None,
        }
    }
}

//! Blocks of a text: what the layout makes of each stretch, before its neighbours are considered.

use std::ops::Range;

/// A stretch of the body and what its layout says that it is, before its neighbours have had their
/// say.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) span: Range<usize>,
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Prose,
    Item,
    Quote,
    Heading {
        level: Level,
        number: Option<String>,
        title: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Title,
    Section,
    Sub,
}

//! Text and blocks to a brief: paragraphs, headings, numbering, boilerplate, quotations, dates,
//! titles, front matter.
//!
//! A parser of text takes text and returns a brief and warnings. It does no I/O and never fails: a
//! layout that it doesn't know still becomes passages. Every non-blank character of the body
//! belongs to exactly one passage.

pub(crate) mod assemble;
mod blank;
mod block;
mod boilerplate;
pub(crate) mod date;
pub(crate) mod front_matter;
pub(crate) mod heading;
pub(crate) mod language;
mod lines;
pub(crate) mod markdown;
mod numbering;
pub(crate) mod page;
pub(crate) mod plain_text;
mod quote;
mod title;

pub use date::parse_date;
pub use page::Metadata;

pub(crate) use blank::is_blank;
pub(crate) use block::Block;

//! Turns text and blocks into a brief: paragraphs, headings, numbering, boilerplate, quotations,
//! dates, titles, front matter.
//!
//! A reader of a layout (`plain_text`, `markdown`, `page_layout`) marks blocks, and `assemble`
//! makes a brief of them. Nothing here does I/O or fails: text in an unknown layout still becomes
//! passages.
//!
//! **Invariant:** every non-blank character of a brief's body belongs to exactly one passage
//! (`coverage`).

#![cfg_attr(
    not(all(
        feature = "html",
        feature = "docx",
        feature = "epub",
        feature = "mail",
        feature = "feed",
        feature = "zip"
    )),
    allow(
        dead_code,
        unused_imports,
        reason = "only the readers of some formats use all of it"
    )
)]

mod address;
mod annex;
pub(crate) mod assemble;
mod blank;
mod block;
mod boilerplate;
mod coverage;
pub(crate) mod crowded;
pub(crate) mod date;
mod date_forms;
mod dateline;
pub(crate) mod front_matter;
pub(crate) mod heading;
mod imprint;
mod item;
mod keyed_date;
pub(crate) mod laid;
pub(crate) mod language;
mod line;
mod lines;
mod list;
mod mail_headers;
pub(crate) mod markdown;
mod month_names;
pub(crate) mod note_mark;
mod numbering;
pub(crate) mod page;
pub(crate) mod page_layout;
pub(crate) mod pairing;
mod passages;
pub(crate) mod plain_text;
mod quote;
pub(crate) mod reading;
pub(crate) mod remarks;
mod sections;
pub(crate) mod title;
mod title_line;
mod title_lines;
mod title_topics;
mod topics;
mod whole_text;
mod width;
pub(crate) mod written_date;

pub use date::parse_date;
pub use page::Metadata;

pub(crate) use blank::{goes_on_after_break, is_blank};

//! The formats that yinde reads: a table of them, and one reader for each.
//!
//! If a file is not text itself, its reader returns the *text as read* (one block per line, blocks
//! separated by a blank line) and the kind of each block; lines, spans and passages refer to that
//! text. A reader refuses bytes that are not in its format. A container holds several briefs, each
//! of which is read separately.
//!
//! A new format is a file with its reader and a row in `table.rs`. Readers use `read.rs` and never
//! the table.

#![cfg_attr(
    not(all(
        feature = "html",
        feature = "docx",
        feature = "office",
        feature = "epub",
        feature = "mail",
        feature = "feed",
        feature = "zip"
    )),
    allow(
        dead_code,
        unused_variables,
        reason = "a build without some formats does not use all of the shared code"
    )
)]

#[cfg(feature = "zip")]
mod archive;
#[cfg(feature = "html")]
mod bibliography;
mod child;
mod csv_table;
pub mod decode;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
#[cfg(feature = "feed")]
mod evernote;
#[cfg(feature = "feed")]
mod feed;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "docx")]
mod libre_office;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "mail")]
mod mbox;
#[cfg(feature = "mail")]
mod mhtml;
#[cfg(feature = "office")]
mod odt;
mod old_word;
#[cfg(any(feature = "docx", feature = "office"))]
mod package;
mod pdf;
#[cfg(feature = "office")]
mod pptx;
mod program;
mod property_author;
mod property_title;
mod raised;
mod raw;
mod read;
mod reader;
mod rows;
mod rtf;
mod subtitles;
mod table;
#[cfg(any(
    feature = "docx",
    feature = "office",
    feature = "epub",
    feature = "zip"
))]
mod unzip;
#[cfg(feature = "html")]
mod webarchive;
#[cfg(feature = "html")]
mod whitespace;
#[cfg(feature = "office")]
mod xlsx;
#[cfg(any(
    feature = "docx",
    feature = "office",
    feature = "epub",
    feature = "feed"
))]
mod xml;

pub use raw::{Parsed, RawBrief, for_each_brief, parse_text};
pub use read::Refusal;
pub use table::{
    SNIFF_BYTES, endings, has_brief_name, is_container, is_foreign_content, shares_extension,
};

/// Identifies the behaviour of the parsers in an index, as [`crate::analysis::FINGERPRINT`] does
/// for the analysis. Change it with every change that makes a parser return other passages.
pub const FINGERPRINT: &str = "brief-21";

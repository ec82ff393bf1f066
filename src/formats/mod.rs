//! The formats that yinde reads: a table of them, and one reader each.
//!
//! Where a file is not text itself, its reader returns the *text as read* (a line a block, blank
//! lines between) and what each block is; lines, spans and passages are of that text. Such a reader
//! can refuse bytes that are not what their name says. A container holds several briefs, each of
//! which is read by itself. `table.rs` lists every format.

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
        reason = "a build without some formats leaves parts of what they share unused"
    )
)]

#[cfg(feature = "zip")]
mod archive;
pub mod decode;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
#[cfg(feature = "feed")]
mod feed;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "mail")]
mod mbox;
mod pdf;
mod raw;
mod read;
mod reader;
mod table;
#[cfg(any(feature = "docx", feature = "epub", feature = "zip"))]
mod unzip;
#[cfg(any(feature = "docx", feature = "epub", feature = "feed"))]
mod xml;

pub use raw::{Parsed, RawBrief, for_each_brief, parse};
pub use read::Refusal;
pub use table::{START, endings, has_a_briefs_name, is_container, starts_like_no_brief};

/// Names what the parsers do in an index, as [`crate::analysis::FINGERPRINT`] does for the
/// analysis: change it with any change of theirs that would file a passage differently.
pub const FINGERPRINT: &str = "brief-6";

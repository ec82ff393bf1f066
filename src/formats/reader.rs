//! The three kinds of reader.

use super::read::{Refusal, Take};
use crate::layout::Block;
use crate::layout::front_matter::FrontMatter;
use crate::layout::page::Page;
use crate::model::Lang;

/// What reads the files of a format.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Text, with where its body starts, the language of most of it, and what its front matter
    /// says.
    Text(fn(&str, usize, Lang, &FrontMatter) -> Vec<Block>),
    /// Bytes that are one brief.
    Page(fn(&[u8]) -> Result<Page, Refusal>),
    /// Bytes that hold several briefs.
    Container(fn(&[u8], Take<'_>) -> Result<(), Refusal>),
}

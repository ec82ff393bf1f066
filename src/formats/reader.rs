//! The three kinds of reader.

use super::read::{Refusal, Sink};
use crate::layout::Block;
use crate::layout::page::Page;
use crate::model::Lang;

/// Reads the files of a format.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Splits text into blocks, from the text, the offset of its body, its main language and the
    /// title in its front matter.
    Text(fn(&str, usize, Lang, Option<&str>) -> Vec<Block>),
    /// Reads bytes that are one brief.
    Page(fn(&[u8]) -> Result<Page, Refusal>),
    /// Reads bytes that contain several briefs.
    Container(fn(&[u8], &mut Sink<'_>) -> Result<(), Refusal>),
}

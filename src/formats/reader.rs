//! The three kinds of reader.

use super::read::{Refusal, Sink};
use crate::layout::laid::{Laid, TextSource};
use crate::layout::page::Page;

/// Reads the files of a format.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Reads the layout of text.
    Text(for<'t> fn(&TextSource<'t>) -> Laid<'t>),
    /// Reads bytes that are one brief.
    Page(fn(&[u8]) -> Result<Page, Refusal>),
    /// Reads bytes that contain several briefs.
    Container(fn(&[u8], &mut Sink<'_>) -> Result<(), Refusal>),
}

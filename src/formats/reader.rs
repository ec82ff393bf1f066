//! The three kinds of reader.

use super::read::{PageReader, Refusal, Sink};
use crate::layout::laid::{Laid, TextSource};

/// Reads the files of a format.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Reads the layout of text.
    Text(for<'t> fn(&TextSource<'t>) -> Laid<'t>),
    /// Reads bytes that are one brief.
    Page(PageReader),
    /// Reads bytes that contain several briefs.
    Container(fn(&[u8], &mut Sink<'_>) -> Result<(), Refusal>),
}

//! A text before and after its layout is read.

use super::block::Block;
use super::reading::Reading;
use super::{language, plain_text};
use crate::model::Lang;

/// A text whose layout is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextSource<'t> {
    pub(crate) text: &'t str,
    /// The byte at which the body starts.
    pub(crate) body_start: usize,
    /// The language that the front matter names.
    pub(crate) lang: Option<Lang>,
    /// The title in the front matter.
    pub(crate) title: Option<&'t str>,
}

impl TextSource<'_> {
    /// Returns the language that most of the body is in. `read` is the text as it is read.
    pub(crate) fn main_language(&self, read: &str) -> Lang {
        match self.lang {
            Some(lang) if lang != Lang::Mixed => lang,
            _ => language::main(&read[self.body_start..]),
        }
    }
}

/// A text whose layout was read.
#[derive(Debug)]
pub(crate) struct Laid<'t> {
    pub(crate) reading: Reading<'t>,
    /// The language that most of the body is in.
    pub(crate) main: Lang,
    /// Blocks of the body, in order. They don't overlap, but may leave gaps.
    pub(crate) blocks: Vec<Block>,
}

/// Reads plain text.
pub(crate) fn plain_text<'t>(source: &TextSource<'t>) -> Laid<'t> {
    let main = source.main_language(source.text);
    let blocks = plain_text::blocks(
        source.text,
        source.body_start,
        main,
        source.title,
    );
    Laid {
        reading: Reading::verbatim(source.text, Vec::new()),
        main,
        blocks,
    }
}

//! Text from outside on a page, and addresses in it.

use maud::Render;

use crate::analysis::is_traditional;
use crate::analysis::token::is_han;
use crate::render::html;

/// Text of a brief, a query or a name, as a page shows it: nothing of it is markup, and it has no
/// control characters. All text from outside goes through this type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<S>(pub S);

impl<S: AsRef<str>> Render for Text<S> {
    fn render_to(&self, page: &mut String) {
        page.push_str(&html::text(self.0.as_ref()));
    }
}

/// Separates the parts of a line; no line starts with it.
pub(super) const DOT: &str = "\u{a0}· ";

/// Returns the language of `text` for a browser, which chooses a font by it.
pub(super) fn lang(text: &str) -> &'static str {
    if !text.contains(is_han) {
        "en"
    } else if is_traditional(text) {
        "zh-Hant"
    } else {
        "zh-Hans"
    }
}

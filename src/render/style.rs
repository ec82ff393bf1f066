//! The colours and the width of text for people.

use anstyle::{AnsiColor, Style as Ansi};

/// How text for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Width of the page, in display columns: at least 20, or [`Style::UNBROKEN`].
    pub columns: usize,
    /// Whether to use colours; without them, matches are between « and ».
    pub color: bool,
}

pub(super) const HIT: Ansi = AnsiColor::Red.on_default().bold();
pub(super) const PATH: Ansi = Ansi::new().bold();
pub(super) const ID: Ansi = AnsiColor::Green.on_default();
pub(super) const DIM: Ansi = Ansi::new().dimmed();

impl Style {
    /// The number of columns of a page whose lines are never broken or cut.
    pub const UNBROKEN: usize = usize::MAX;

    /// Returns the width of the page or, if its lines are not broken, that of a usual terminal: to
    /// decide how much of a long text to show.
    pub(super) fn usual_columns(self) -> usize {
        if self.columns == Self::UNBROKEN {
            80
        } else {
            self.columns
        }
    }

    /// Returns `text` in the colours of `ansi`, or as it is if there are none.
    pub(super) fn paint(self, ansi: Ansi, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{ansi}{text}{ansi:#}")
        } else {
            text.to_owned()
        }
    }
}

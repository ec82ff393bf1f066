//! The text of one block, put together from the texts and line breaks in it.

use super::node::count_letters;
use crate::analysis::token::is_han;
use crate::layout::heading::may_be_heading;
use crate::layout::is_blank;

/// White space that was read and is not written yet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pending {
    #[default]
    Nothing,
    Space,
    /// White space with a line end in it.
    LineEnd,
}

impl Pending {
    fn of(space: char) -> Self {
        match space {
            '\n' => Self::LineEnd,
            _ => Self::Space,
        }
    }
}

/// The text of the block that is being read.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    text: String,
    pending: Pending,
    /// Number of letters in the block.
    letters: usize,
    /// Number of letters in bold.
    bold: usize,
}

impl BlockText {
    /// Returns whether the block shows nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.letters == 0
    }

    /// Returns whether the whole block is bold and can be a heading.
    pub(super) fn looks_like_heading(&self) -> bool {
        let is_bold = self.bold == self.letters;
        is_bold && may_be_heading(self.text.trim_matches(is_blank))
    }

    /// Returns the text without blanks at the ends of its lines.
    pub(super) fn lines(&self) -> String {
        let lines = self
            .text
            .split('\n')
            .map(str::trim_end);
        let lines: Vec<&str> = lines.collect();
        lines.join("\n")
    }

    /// Adds text as it is.
    pub(super) fn push_preformatted(&mut self, text: &str) {
        self.text.push_str(text);
        self.letters += count_letters(text);
    }

    /// Adds text, with each run of white space as a space. Returns the number of its letters.
    pub(super) fn push(&mut self, text: &str, is_bold: bool) -> usize {
        let mut letters = 0;
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.pending = self.pending.max(Pending::of(c));
                continue;
            }
            self.write_pending(c);
            self.text.push(c);
            letters += usize::from(!is_blank(c));
        }
        self.letters += letters;
        if is_bold {
            self.bold += letters;
        }
        letters
    }

    /// Writes a space for the white space before `next`, but not for a line end between two
    /// Chinese characters.
    fn write_pending(&mut self, next: char) {
        let pending = std::mem::take(&mut self.pending);
        if pending == Pending::Nothing {
            return;
        }
        let Some(last) = self.text.chars().next_back() else {
            return;
        };
        let is_chinese = is_han(last) && is_han(next);
        if pending == Pending::LineEnd && is_chinese {
            return;
        }
        if last != '\n' {
            self.text.push(' ');
        }
    }

    pub(super) fn push_line_break(&mut self) {
        self.text.push('\n');
        self.pending = Pending::Nothing;
    }

    /// Separates a cell from the one before it in the same row.
    pub(super) fn start_cell(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(" | ");
            self.pending = Pending::Nothing;
        }
    }
}

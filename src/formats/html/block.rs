//! The text of one block, put together from the texts and line breaks in it.

use super::node::count_letters;
use crate::analysis::token::is_han;
use crate::layout::heading::may_be_heading;
use crate::layout::reading::Link;
use crate::layout::{goes_on_after_break, is_blank, note_mark};

/// White space that was read and is not written yet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pending {
    #[default]
    Nothing,
    Space,
    /// White space with a line end in it.
    LineEnd,
    /// A line break.
    Break,
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
    has_cells: bool,
    /// Number of letters in the block.
    letters: usize,
    /// Number of letters in bold.
    bold: usize,
    /// Links, with their places in `text`.
    links: Vec<Link>,
}

impl BlockText {
    /// Returns whether the block shows nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.letters == 0
    }

    /// Returns whether the block is a row with several cells.
    pub(super) fn has_cells(&self) -> bool {
        self.has_cells
    }

    /// Returns the number of letters.
    pub(super) fn letters(&self) -> usize {
        self.letters
    }

    /// Returns whether the whole block is bold and can be a heading.
    pub(super) fn looks_like_heading(&self) -> bool {
        let is_bold = self.bold == self.letters;
        is_bold && may_be_heading(self.text.trim_matches(is_blank))
    }

    /// Returns whether the block is only the number of a note, whose text follows.
    pub(super) fn is_note_number(&self) -> bool {
        note_mark::is_mark(self.text.trim())
    }

    /// Returns the text without blanks at the ends of its lines, and its links.
    pub(super) fn finish(self) -> (String, Vec<Link>) {
        let mut text = String::with_capacity(self.text.len());
        let mut links = self.links;
        let mut moved = links.iter_mut().peekable();
        let mut line_start = 0;
        for line in self.text.split('\n') {
            if line_start > 0 {
                text.push('\n');
            }
            let line_end = line_start + line.len();
            while let Some(link) = moved.next_if(|link| link.at <= line_end) {
                link.at = text.len() + link.at - line_start;
            }
            text.push_str(line.trim_end());
            line_start = line_end + 1;
        }
        (text, links)
    }

    /// Returns the length of the text, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds a link to `target` whose text follows.
    pub(super) fn link(&mut self, target: &str) {
        self.links
            .extend(Link::new(self.text.len(), target));
    }

    /// Raises the text from byte `start` on.
    pub(super) fn raise(&mut self, start: usize) {
        if !self.text.is_char_boundary(start) {
            return;
        }
        let (before, raised) = self.text.split_at(start);
        let shown = note_mark::superscript(raised, before);
        self.replace(start, &shown);
    }

    /// Lowers the text from byte `start` on.
    pub(super) fn lower(&mut self, start: usize) {
        if !self.text.is_char_boundary(start) {
            return;
        }
        let shown = note_mark::subscript(&self.text[start..]);
        self.replace(start, &shown);
    }

    /// Makes a note's mark of the text from byte `start` on, if it is that of a link to a note.
    pub(super) fn end_link(&mut self, start: usize, target: &str, is_named: bool) {
        if !self.text.is_char_boundary(start) {
            return;
        }
        let (before, text) = self.text.split_at(start);
        if note_mark::is_note_link(text, target, is_named) {
            let shown = note_mark::note_link(text, before);
            self.replace(start, &shown);
        }
    }

    /// Replaces the text from byte `start` on, and white space before it.
    fn replace(&mut self, start: usize, shown: &str) {
        if self.text[start..] == *shown {
            return;
        }
        let replaced = count_letters(&self.text[start..]);
        self.letters = self
            .letters
            .saturating_sub(replaced)
            + count_letters(shown);
        // The mark of a note is no part of a heading in bold.
        self.bold = self.bold.min(self.letters);
        if shown.is_empty() && self.text[start..].starts_with(' ') {
            self.pending = self.pending.max(Pending::Space);
        }
        self.text.truncate(start);
        self.text.push_str(shown);
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
        if pending == Pending::Break && !goes_on_after_break(last, next) {
            self.text.push('\n');
        } else if last != '\n' {
            self.text.push(' ');
        }
    }

    pub(super) fn push_line_break(&mut self) {
        if self.pending == Pending::Break {
            self.text.push('\n');
        }
        self.pending = Pending::Break;
    }

    /// Separates a cell from the one before it in the same row.
    pub(super) fn start_cell(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(" | ");
            self.has_cells = true;
            self.pending = Pending::Nothing;
        }
    }
}

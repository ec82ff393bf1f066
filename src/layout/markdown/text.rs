//! Puts together the text of Markdown as it is read, and the way from there back to the source.

use std::ops::Range;

use crate::layout::blank::{goes_on_after_break, is_blank};
use crate::layout::note_mark;
use crate::layout::reading::{Link, Piece, Reading};

/// Separates the cells of a row.
const CELL: &str = "  ";

/// The text of Markdown, as far as it has been read.
pub(super) struct ReadText<'t> {
    source: &'t str,
    pub(super) text: String,
    pieces: Vec<Piece>,
    hidden: Vec<Range<usize>>,
    /// Code, in which nothing is a mark.
    code: Vec<Range<usize>>,
    links: Vec<Link>,
    /// Whether the text ends with a line break that may be inside a sentence.
    is_after_break: bool,
}

/// Text that is raised or lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Raised,
    Lowered,
}

impl<'t> ReadText<'t> {
    /// Returns the text with the first `start` bytes of `source`, which are not Markdown.
    pub(super) fn new(source: &'t str, start: usize) -> Self {
        let mut text = Self {
            source,
            text: String::with_capacity(source.len()),
            pieces: Vec::new(),
            hidden: Vec::new(),
            code: Vec::new(),
            links: Vec::new(),
            is_after_break: false,
        };
        text.push(&source[..start], 0..start);
        text
    }

    /// Adds text that the source has at `place`, perhaps with other bytes.
    pub(super) fn push(&mut self, text: &str, place: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.is_after_break) {
            self.join_after_break(text);
        }
        let start = self.text.len();
        self.text.push_str(text);
        let is_copy = self.source[place.clone()] == *text;
        self.pieces.push(Piece {
            text: start..self.text.len(),
            source: place,
            is_copy,
        });
    }

    /// Adds the code that is inside the marks at `place`.
    pub(super) fn push_code(&mut self, code: &str, place: Range<usize>) {
        let start = self.text.len();
        let inside = self.source[place.clone()].find(code);
        let place = match inside {
            Some(at) => place.start + at..place.start + at + code.len(),
            None => place,
        };
        self.push(code, place);
        self.code
            .push(start..self.text.len());
    }

    /// Adds the marker of a list item, which is not shown.
    pub(super) fn push_bullet(&mut self, place: Range<usize>) {
        let start = self.text.len();
        let marker = &self.source[place.clone()];
        self.push(marker, place);
        self.hidden
            .push(start..self.text.len());
        self.text.push(' ');
    }

    /// Ends a line of the same block. There may be white space before.
    pub(super) fn end_line(&mut self) {
        if !self.is_at_line_start() {
            self.text.push('\n');
        }
    }

    /// Breaks a line, perhaps inside a sentence.
    pub(super) fn break_line(&mut self) {
        self.end_line();
        self.is_after_break = true;
    }

    /// Makes a space of the break before `next`, if the sentence goes on.
    fn join_after_break(&mut self, next: &str) {
        let Some(next) = next.chars().next() else {
            return;
        };
        let before = self.text.trim_end();
        let goes_on = before
            .chars()
            .next_back()
            .is_some_and(|last| goes_on_after_break(last, next));
        if goes_on && self.text.ends_with('\n') {
            self.text.pop();
            self.text.push(' ');
        }
    }

    /// Ends a block, before one that starts at byte `next` of the source: with a blank line if
    /// there is one in the source.
    pub(super) fn end_block(&mut self, next: usize) {
        self.is_after_break = false;
        let end = self
            .pieces
            .last()
            .map_or(0, |piece| piece.source.end);
        let between = self
            .source
            .get(end..next)
            .unwrap_or_default();
        // `\r` alone ends a line too.
        let line_ends = between.matches('\n').count();
        let returns = between.matches('\r').count();
        let wanted = if line_ends.max(returns) > 1 {
            2
        } else {
            1
        };
        let bare = self
            .text
            .trim_end_matches('\n')
            .len();
        for _ in self.text.len() - bare..wanted {
            if bare > 0 {
                self.text.push('\n');
            }
        }
    }

    /// Separates a cell from the one before it in its row.
    pub(super) fn start_cell(&mut self) {
        if !self.is_at_line_start() {
            self.text.push_str(CELL);
        }
    }

    /// Adds a space, unless the text ends with white space.
    pub(super) fn space(&mut self) {
        if !self.text.ends_with(is_blank) && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Adds a link to `target` whose text starts at byte `start`. A link that shows nothing is
    /// none. `is_note` is whether the source says that it leads to a note.
    pub(super) fn link(&mut self, start: usize, target: &str, is_note: bool) {
        let start = start.min(self.text.len());
        if self.text[start..].trim().is_empty() {
            return;
        }
        if note_mark::is_note_link(&self.text[start..], target, is_note) {
            let before = &self.text[..start];
            let shown = note_mark::note_link(&self.text[start..], before);
            self.replace(start, &shown);
        }
        self.links
            .extend(Link::new(start, target));
    }

    /// Makes the text from byte `start` on raised or lowered.
    pub(super) fn raise_or_lower(&mut self, script: Script, start: usize) {
        let start = start.min(self.text.len());
        let (before, inside) = self.text.split_at(start);
        let shown = match script {
            Script::Raised => note_mark::superscript(inside, before),
            Script::Lowered => note_mark::subscript(inside),
        };
        if shown != inside {
            self.replace(start, &shown);
        }
    }

    /// Drops a space at the end of the text, before a note mark.
    fn drop_space(&mut self) {
        let Some(piece) = self.pieces.last_mut() else {
            return;
        };
        let ends_with_space = self.text.ends_with(' ') && piece.text.end == self.text.len();
        if ends_with_space && piece.is_copy && piece.text.len() > 1 {
            self.text.pop();
            piece.text.end -= 1;
            piece.source.end -= 1;
        }
    }

    /// Hides a part of the text.
    pub(super) fn hide(&mut self, span: Range<usize>) {
        self.hidden.push(span);
    }

    /// Leaves out the text from byte `start` on.
    pub(super) fn leave_out(&mut self, start: usize) {
        let start = start.min(self.text.len());
        self.replace(start, "");
    }

    /// Replaces the text from byte `start` on.
    fn replace(&mut self, start: usize, shown: &str) {
        self.text.truncate(start);
        pop_while(&mut self.links, |link| link.at >= start);
        pop_while(&mut self.hidden, |hidden| {
            hidden.end > start
        });
        pop_while(&mut self.code, |code| code.end > start);
        let kept = self
            .pieces
            .partition_point(|piece| piece.text.start < start);
        let mut replaced = self.pieces.drain(kept..);
        let first = replaced.next();
        let last = replaced.next_back();
        drop(replaced);
        if note_mark::starts_with_mark(shown) {
            self.drop_space();
        }
        if let Some(first) = first {
            let end = last.map_or(first.source.end, |last| last.source.end);
            self.push(shown, first.source.start..end);
        }
    }

    /// Returns the reading, in which marks that are not Markdown's own are hidden: those of links
    /// between notes, and anchors of footnotes that the text does not have.
    pub(super) fn finish(mut self, start: usize) -> Reading<'t> {
        let marks = self.other_marks(start);
        self.hidden.extend(marks);
        self.hidden
            .sort_by_key(|hidden| hidden.start);
        Reading {
            source: self.source,
            text: self.text.into(),
            pieces: self.pieces,
            hidden: self.hidden,
            links: self.links,
        }
    }

    fn other_marks(&self, start: usize) -> Vec<Range<usize>> {
        let mut marks = Vec::new();
        let mut at = start;
        while let Some(found) = self.text[at..].find('[') {
            let open = at + found;
            at = open + 1;
            let code = self
                .code
                .partition_point(|code| code.end <= open);
            if self
                .code
                .get(code)
                .is_some_and(|code| code.start <= open)
            {
                continue;
            }
            if let Some((parts, end)) = bracketed(&self.text, open) {
                marks.extend(parts);
                at = end;
            }
        }
        marks
    }
}

fn pop_while<T>(list: &mut Vec<T>, is_dropped: impl Fn(&T) -> bool) {
    while list.last().is_some_and(&is_dropped) {
        list.pop();
    }
}

/// Maximum length of a link between notes or of a footnote's anchor, in bytes.
const MAX_BRACKETED: usize = 300;

/// Returns the marks of the link or anchor that starts with the bracket at byte `open`, and its
/// end: `[[note|text]]`, of which `text` is shown, or `[^1]`.
fn bracketed(text: &str, open: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let end = text.floor_char_boundary(open + MAX_BRACKETED);
    let window = &text[open..end];
    let line = window.lines().next()?;
    if let Some(rest) = line.strip_prefix("[[") {
        let length = rest.find("]]")?;
        let inner = &rest[..length];
        if inner.contains('[') || inner.trim().is_empty() {
            return None;
        }
        let shown_from = inner
            .rfind('|')
            .map_or(0, |bar| bar + 1);
        // `![[note]]` embeds a note.
        let embedded = open - usize::from(text[..open].ends_with('!'));
        let inner_start = open + "[[".len();
        let close = inner_start + length;
        let parts = vec![
            embedded..inner_start + shown_from,
            close..close + "]]".len(),
        ];
        return Some((parts, close + "]]".len()));
    }
    let rest = line.strip_prefix("[^")?;
    let length = rest.find(']')?;
    let label = &rest[..length];
    if label.is_empty() || label.contains(|c: char| c.is_whitespace() || c == '[') {
        return None;
    }
    let close = open + "[^".len() + length + 1;
    let mark = open..close;
    Some((Vec::from([mark]), close))
}

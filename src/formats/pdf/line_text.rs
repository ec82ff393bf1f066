//! The text of a line, and of lines that belong together.

use std::collections::HashSet;

use super::glyphs::HYPHEN;
use super::line::Line;
use super::marks::is_raised;
use super::measure::is_mark;
use super::rules::{HAN_GAP, HYPHEN_GAP, MARK_GAP, MARK_HEIGHT, MARK_RAISE, NO_GAP};
use super::word::{Word, is_wide};
use crate::formats::raised::raised;

/// Returns the text of a line. The marks of notes become superscript digits.
pub(super) fn line_text(line: &Line) -> String {
    let mut text = String::new();
    for (at, word) in line.words.iter().enumerate() {
        if is_note_mark(line, at) {
            text.push_str(&raised(&word.text));
            continue;
        }
        if at > 0 && has_blank(line, at, text.chars().next_back()) {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Returns whether a word is the mark of a note: small, raised against its neighbour, and near it.
fn is_note_mark(line: &Line, at: usize) -> bool {
    let word = &line.words[at];
    if !is_mark(&word.text) {
        return false;
    }
    let neighbor = match at.checked_sub(1) {
        Some(before) => &line.words[before],
        None => line.words.get(1).unwrap_or(word),
    };
    let height = neighbor.height();
    // A digit beside Han characters can have a smaller box than these without being a mark.
    (word.has_mark_size || !neighbor.has_wide())
        && word.height() < MARK_HEIGHT * height
        && word.bottom < neighbor.bottom - MARK_RAISE * height
        && word.left - neighbor.right < MARK_GAP * height
}

/// Returns whether there is a blank before a word that is not the first.
fn has_blank(line: &Line, at: usize, before: Option<char>) -> bool {
    let [last, word] = [&line.words[at - 1], &line.words[at]];
    let gap = word.left - last.right;
    let is_at_end = at + 1 == line.words.len();
    let is_hyphen = word.text == "-" || word.text == HYPHEN.to_string();
    if is_hyphen && is_at_end && gap < HYPHEN_GAP * word.width() {
        return false;
    }
    let height = last.height();
    if gap > NO_GAP.0 * height && gap < NO_GAP.1 * height {
        return false;
    }
    let is_in_han = before.is_some_and(is_wide) && is_wide(word.first());
    !(is_in_han && gap < HAN_GAP * line.han_width.unwrap_or(0.0))
}

/// The words of a document in Latin letters, in lower case, without those at ends of lines, of
/// which there may be parts.
#[derive(Default)]
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut words = HashSet::new();
        let mut is_broken = false;
        for line in lines {
            // The first word may be the end of a word, the last one its start.
            let first = usize::from(is_broken);
            let inner = line
                .words
                .get(first..line.words.len() - 1);
            for word in inner.unwrap_or_default() {
                words.extend(latin_words(word));
            }
            is_broken = line
                .words
                .last()
                .is_some_and(|word| word.text.ends_with(['-', HYPHEN]));
        }
        Self(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0
            .contains(&word.to_ascii_lowercase())
    }
}

/// Returns the runs of letters, with hyphens and apostrophes between them.
fn latin_words(word: &Word) -> impl Iterator<Item = String> {
    let ends_word = |c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '\'' | '’');
    let runs = word.text.split(ends_word);
    let words = runs.map(|run| {
        run.trim_matches('-')
            .to_ascii_lowercase()
    });
    words.filter(|word| !word.is_empty())
}

/// Adds the text of the next line: without a blank between Han characters, and without a hyphen
/// that comes from the break.
pub(super) fn join(text: &mut String, next: &str, vocabulary: &Vocabulary) {
    let Some(last) = text.chars().next_back() else {
        text.push_str(next);
        return;
    };
    let end = without_marks(text)
        .chars()
        .next_back();
    let is_in_han = end.is_some_and(is_wide) && next.starts_with(is_wide);
    let starts_with_mark = next.starts_with(is_raised);
    match break_in_word(text, next) {
        Some(parts) => {
            let hyphen = parts.hyphen(vocabulary);
            text.truncate(text.len() - last.len_utf8());
            text.push_str(hyphen);
        }
        None if is_in_han || starts_with_mark || matches!(last, '—' | '–' | '-' | '/') => {}
        None => text.push(' '),
    }
    text.push_str(next);
}

/// Returns text without the marks of notes at its end.
fn without_marks(text: &str) -> &str {
    text.trim_end_matches(is_raised)
}

/// The two parts of a word with a hyphen between them at the end of a line.
struct BrokenWord<'a> {
    start: &'a str,
    end: &'a str,
    /// Whether the hyphen is one that people write.
    is_plain: bool,
}

fn break_in_word<'a>(text: &'a str, next: &'a str) -> Option<BrokenWord<'a>> {
    let bare = text.strip_suffix(['-', HYPHEN])?;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let start = &bare[bare
        .trim_end_matches(is_letter)
        .len()..];
    let end = &next[..next.len()
        - next
            .trim_start_matches(is_letter)
            .len()];
    let is_word = !start.is_empty() && !end.is_empty();
    is_word.then_some(BrokenWord {
        start,
        end,
        is_plain: text.ends_with('-'),
    })
}

impl BrokenWord<'_> {
    /// Returns what stands for the hyphen and the line end: nothing if the word is written without
    /// a hyphen elsewhere, the hyphen if it is written so or the parts are names. If both parts are
    /// words, nothing tells, and the line end stays, which is searched in both readings.
    fn hyphen(&self, vocabulary: &Vocabulary) -> &'static str {
        let Self { start, end, .. } = self;
        if !self.is_plain || vocabulary.has(&format!("{start}{end}")) {
            return "";
        }
        let is_capital = |part: &str| {
            part.chars()
                .all(|c| c.is_ascii_uppercase())
        };
        let is_name = end.starts_with(|c: char| c.is_ascii_uppercase()) || is_capital(start);
        if is_name || vocabulary.has(&format!("{start}-{end}")) {
            return "-";
        }
        if vocabulary.has(start) && vocabulary.has(end) {
            return "-\n";
        }
        ""
    }
}

//! A line of plain text, and whether its sentence goes on in the next line.

use std::ops::Range;

use super::blank::is_blank;
use super::numbering;
use super::width::{printable, width};
use crate::analysis::token::is_han;

/// Maximum width at which text is hard-wrapped, in columns.
pub(super) const MAX_WRAP: usize = 100;
/// Columns of a Han character.
const HAN_WIDTH: usize = 2;

/// Marks that end a sentence or announce the next one.
const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'];
/// Marks that may be after the mark that ends a sentence.
const CLOSING: [char; 11] = ['”', '’', '"', '\'', ')', '）', '」', '』', '》', ']', '】'];
/// Marks that no sentence begins with.
const INSIDE_SENTENCE: [char; 15] = [
    ',', ';', ')', '，', '。', '、', '；', '：', '？', '！', '”', '）', '》', '」', '』',
];
/// Marks that open a quotation, a title, an aside or a second half.
const OPENING: [char; 11] = ['“', '‘', '"', '\'', '(', '（', '《', '「', '[', '—', '–'];
/// Hyphens, the last of which is shown at line ends only.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];
/// Words that no heading ends with.
const CONNECTIVES: [&str; 24] = [
    "and", "or", "of", "the", "a", "an", "for", "in", "on", "to", "with", "from", "by", "at",
    "into", "under", "as", "its", "their", "between", "&", "–", "—", "-",
];
/// Chinese characters that no heading ends with.
const CHINESE_CONNECTIVES: [char; 6] = ['的', '和', '与', '及', '、', '與'];
/// Words before the number of a part, in lower case.
const REFERENCES: [&str; 20] = [
    "article",
    "articles",
    "section",
    "paragraph",
    "chapter",
    "part",
    "page",
    "pages",
    "figure",
    "table",
    "no.",
    "nos.",
    "number",
    "rule",
    "point",
    "step",
    "clause",
    "annex",
    "least",
    "than",
];

/// A line without the blanks at its ends.
pub(super) struct Line<'a> {
    pub span: Range<usize>,
    pub text: &'a str,
    /// Columns. Of a line that is too wide for wrapping, only that it is too wide.
    pub width: usize,
}

impl<'a> Line<'a> {
    /// Returns the line at `span` of `text`.
    pub(super) fn new(text: &'a str, span: Range<usize>) -> Self {
        let text = &text[span.clone()];
        // Visible characters take at most four bytes a column, so a very long line needs no
        // counting.
        let is_too_wide = text.len() > MAX_WRAP * 8 || printable(text) > MAX_WRAP;
        let width = if is_too_wide {
            MAX_WRAP + 1
        } else {
            width(text)
        };
        Self { span, text, width }
    }

    pub(super) fn can_be_wrapped(&self) -> bool {
        self.width <= MAX_WRAP
    }

    /// Returns whether the line reaches at least seven tenths of `column`.
    pub(super) fn is_wide(&self, column: usize) -> bool {
        self.width * 10 >= column * 7
    }

    /// Returns whether the first word of `next` would not have fitted on the line.
    pub(super) fn is_full(&self, next: &Self, column: usize) -> bool {
        self.width + first_word_width(next.text) > column
    }

    /// Returns whether the line reaches half of `column`, its sentence is open, and the long first
    /// word of `next` would not have fitted on it. A link may be long and yet on a line of its own.
    pub(super) fn stops_at_long_word(&self, next: &Self, column: usize) -> bool {
        self.width * 2 >= column
            && self.is_open()
            && self.is_full(next, column)
            && !next.text.contains("://")
    }

    /// Returns whether no mark of a sentence's end is at the end of the line.
    pub(super) fn ends_inside_sentence(&self) -> bool {
        !self.text.ends_with(SENTENCE_ENDS)
    }

    /// Returns whether no sentence ends at the end of the line, within quotation marks or not.
    pub(super) fn is_open(&self) -> bool {
        let bare = self.text.trim_end_matches(CLOSING);
        !bare.ends_with(SENTENCE_ENDS)
    }

    /// Returns whether the line ends with a word before a number that belongs to it: `Article`.
    pub(super) fn ends_with_reference(&self) -> bool {
        ends_with_connective(self.text) || REFERENCES.contains(&last_word(self.text).as_str())
    }

    /// Returns whether a hyphen separates the line's last word, or joins it to the next.
    pub(super) fn ends_inside_word(&self, next: &Self) -> bool {
        let bare = self.text.strip_suffix(HYPHENS);
        bare.is_some_and(|bare| bare.ends_with(char::is_alphabetic))
            && next
                .text
                .starts_with(char::is_alphabetic)
    }

    /// Returns whether the line's sentence goes on in `next`.
    pub(super) fn goes_on(&self, next: &Self) -> bool {
        if next
            .text
            .starts_with(INSIDE_SENTENCE)
        {
            return true;
        }
        if !self.ends_inside_sentence() {
            return false;
        }
        let bare = next
            .text
            .trim_start_matches(OPENING);
        bare.starts_with(may_be_inside_sentence)
            || ends_with_connective(self.text)
            || self.goes_on_in_number(next)
    }

    /// Returns whether `next` begins with a number that belongs to the line's sentence: `1.4
    /// billion`. In a table or a chronicle, the line begins with a number, too.
    fn goes_on_in_number(&self, next: &Self) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        if !next.text.starts_with(is_digit) || self.text.starts_with(is_digit) {
            return false;
        }
        if numbering::parse(next.text).is_some() {
            return self.ends_with_reference();
        }
        // A sentence or a clause ends with the number: `in⏎2021. The`.
        let mut words = next.text.split(is_blank);
        let has_unit = |c: char| is_han(c) && !matches!(c, '年' | '月' | '日');
        let number = words.next().unwrap_or_default();
        let is_counted = number
            .trim_start_matches(|c: char| is_digit(c) || matches!(c, '.' | ','))
            .starts_with(has_unit);
        is_counted
            || number.ends_with(['.', ',', ';', ')'])
            || self.text.ends_with([',', '，'])
            || self.ends_with_reference()
            || words
                .next()
                .is_some_and(|word| word.starts_with(char::is_lowercase))
    }
}

fn may_be_inside_sentence(c: char) -> bool {
    c.is_lowercase() || is_han(c)
}

/// Returns whether the last word of `line` joins it to the next.
pub(super) fn ends_with_connective(line: &str) -> bool {
    let last_word = last_word(line);
    last_word.ends_with(CHINESE_CONNECTIVES) || CONNECTIVES.contains(&last_word.as_str())
}

/// Returns the last word of `line` in lower case.
fn last_word(line: &str) -> String {
    let last_word = line.rsplit(is_blank).next();
    last_word
        .unwrap_or_default()
        .to_lowercase()
}

/// Returns the columns that joining a line to the one before would take: its first word and the
/// space before it.
fn first_word_width(line: &str) -> usize {
    let first_word = line
        .split(is_blank)
        .next()
        .unwrap_or_default();
    // A Chinese line may break before any character; a closing mark pulls one more along.
    match first_word.find(is_han) {
        Some(before) => width(&first_word[..before]) + HAN_WIDTH + 1,
        None => width(first_word) + 1,
    }
}

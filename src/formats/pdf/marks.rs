//! The marks in a line's text: where sentences end, items and notes begin.

use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use super::word::{is_bullet, is_wide};
use crate::formats::raised::RAISED;

/// The end of a sentence, with closing marks and the marks of notes after it.
static SENTENCE_END: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"[.!?。！？；…]["'”’」』）)\]]*[*†‡¹²³⁰⁴-⁹①-⑳,]*$"#));

/// A bullet or a number that labels an item.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:[•·▪◦‣●○■□◆➢➤–*-]|\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]",
        r"|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳])$",
    ))
});

/// A number with the text right behind it.
static GLUED_LABEL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[0-9]{1,2}[.)、．][A-Za-z\p{Han}]"));

/// A number that heads a section.
static HEADING_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*\.?\s|[一二三四五六七八九十]+、",
        r"|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十百0-9]+[章节编]|[IVX]+\.\s)",
    ))
});

/// The end of a line of contents.
static CONTENTS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|·{4,})\s*[0-9ivx]{1,4}$"));

/// The start of a note: a raised mark, a small number, a sign.
static NOTE_START: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:[¹²³⁰⁴-⁹]|[0-9]{1,3}(?:[^0-9.%]|\.[^0-9]|$)|[*†‡①-⑳])"));

/// The number of a note.
static NOTE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:[¹²³⁰⁴-⁹]{1,3}|[0-9]{1,3}(?:[^0-9]|$))"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

pub(super) fn ends_sentence(text: &str) -> bool {
    // The pattern would look at every byte of a long text.
    let tail = text.char_indices().rev().take(16);
    let from = tail.last().map_or(0, |(at, _)| at);
    SENTENCE_END.is_match(&text[from..])
}

pub(super) fn is_label(text: &str) -> bool {
    LABEL.is_match(text)
}

/// Returns the text after the number of a section.
pub(super) fn after_heading_number(text: &str) -> Option<&str> {
    let number = HEADING_NUMBER.find(text)?;
    Some(text[number.end()..].trim_start())
}

/// Returns whether the text starts with the number of a section in Chinese.
pub(super) fn starts_with_han_number(text: &str) -> bool {
    let number = HEADING_NUMBER.find(text);
    number.is_some_and(|number| number.as_str().contains(is_wide))
}

/// Returns whether dots lead to a page's number, as in a list of contents.
pub(super) fn is_contents_line(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_alphanumeric()) && CONTENTS.is_match(text)
}

pub(super) fn starts_note(text: &str) -> bool {
    NOTE_START.is_match(text)
}

/// Returns the number that a note starts with, and whether it is raised.
pub(super) fn note_number(text: &str) -> Option<(u32, bool)> {
    let found = NOTE_NUMBER.find(text)?;
    let mut number = 0;
    let mut is_raised = false;
    for c in found.as_str().chars() {
        let raised = RAISED
            .iter()
            .position(|raised| *raised == c);
        is_raised |= raised.is_some();
        let digit = c
            .to_digit(10)
            .or_else(|| u32::try_from(raised?).ok());
        number = digit.map_or(number, |digit| 10 * number + digit);
    }
    Some((number, is_raised))
}

/// Returns whether the line starts with a bullet or number of an item.
pub(super) fn starts_item(line: &Line) -> bool {
    let word = line.first_word();
    let is_bulleted = is_bullet(word.first()) && line.chars > 1;
    let is_numbered = is_label(&word.text) && line.words.len() > 1;
    line.is_labelled || is_bulleted || is_numbered || GLUED_LABEL.is_match(&word.text)
}

/// Returns whether a character is a superscript digit.
pub(super) fn is_raised(c: char) -> bool {
    RAISED.contains(&c)
}

//! The rule that tells a heading from a paragraph where the layout doesn't mark it.
//!
//! **By itself** a line can be a heading if it is short (80 columns, 12 words or 30 Han characters), starts like a
//! sentence or a name, holds one clause group (no sentence ends inside it), has no closing punctuation but a
//! question mark, and is no aside, date, link or reading time ([`may_be_heading`]).
//!
//! **Among its neighbours** such a line is one if it is in the brief's main language, stands apart where the brief
//! parts its paragraphs with blank lines, isn't announced by a colon, doesn't translate a quotation just before it,
//! isn't one of three or more such lines in a row, and something that it can head follows ([`unmarked`]).
//!
//! A numbered line may be longer, since its number speaks for it ([`may_be_numbered_heading`]).

use unicode_width::UnicodeWidthStr;

use super::lines::{Paragraph, starts_item};
use super::{Lang, date, language, numbering, quote};

const MAX_COLUMNS: usize = 80;
const MAX_WORDS: usize = 12;
const MAX_HAN: usize = 30;
const MAX_NUMBERED_COLUMNS: usize = 120;
const MAX_TITLE_COLUMNS: usize = 200;

/// `line` alone looks like a heading.
pub(super) fn may_be_heading(line: &str) -> bool {
    let (han, words) = language::han_and_words(line);
    line.width() <= MAX_COLUMNS
        && words <= MAX_WORDS
        && han <= MAX_HAN
        && starts_like_a_heading(line)
        && is_one_open_clause(line)
        && !starts_item(line)
        && !is_boilerplate(line)
}

/// What follows a heading's number looks like a heading.
pub(super) fn may_be_numbered_heading(rest: &str) -> bool {
    rest.width() <= MAX_NUMBERED_COLUMNS && rest.chars().any(char::is_alphabetic) && is_one_open_clause(rest)
}

/// `line` can be a brief's title: one line, or two, with no end of a sentence.
pub(super) fn may_be_title(line: &str) -> bool {
    line.width() <= MAX_TITLE_COLUMNS
        && line.chars().any(char::is_alphabetic)
        && starts_like_a_heading(line)
        && is_one_open_clause(line)
        && !starts_item(line)
        && !is_boilerplate(line)
}

/// `line` says nothing of what a brief is about: a date, a reading time, a link.
pub(super) fn is_boilerplate(line: &str) -> bool {
    let lower = line.to_lowercase();
    let reading_time = lower.ends_with("min read") || lower.ends_with("minute read") || lower.ends_with("minutes read");
    reading_time || lower.contains("://") || lower.starts_with("www.") || date::is_only_a_date(line)
}

/// The paragraph at `i` is an unmarked heading, judged with its neighbours.
pub(super) fn unmarked(paragraphs: &[Paragraph<'_>], i: usize, main: Lang, spaced: bool) -> bool {
    let line = paragraphs[i].text;
    let Some(next) = paragraphs.get(i + 1) else { return false };
    let before = i.checked_sub(1).map(|b| paragraphs[b].text);
    let candidate = |p: &Paragraph<'_>| may_be_heading(p.text) && numbering::parse(p.text).is_none();
    let in_a_row = paragraphs[i..].iter().take_while(|p| candidate(p)).count()
        + paragraphs[..i].iter().rev().take_while(|p| candidate(p)).count();
    let heads_something = starts_item(next.text) || candidate(next) || next.text.width() > line.width();
    let apart = !spaced || paragraphs[i].gap_before && (next.gap_before || starts_item(next.text));

    candidate(&paragraphs[i])
        && !(main == Lang::En && language::of(line) == Lang::Zh)
        && apart
        && !before.is_some_and(|b| quote::ends_with_colon(b) && !may_be_heading(b.trim_end_matches([':', '：'])))
        && !before.is_some_and(|b| translates(b, line))
        && in_a_row < 3
        && heads_something
}

/// `line` translates `original`; a heading after a quotation is told by the full stop that only the quotation has.
fn translates(original: &str, line: &str) -> bool {
    quote::is_translation(original, line) && !ends_sentence(original)
}

fn starts_like_a_heading(line: &str) -> bool {
    let first = line.chars().find(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '《' | '「' | '#' | '[' | '【'));
    !line.starts_with(['(', '（'])
        && first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
        && line.chars().any(char::is_alphabetic)
}

/// No sentence ends in it, and no closing mark but a question's stands at its end.
fn is_one_open_clause(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '’', '"', '\'', ')', '）', '」', '』', ' ']);
    let closed = bare.ends_with(['.', ',', ';', ':', '!', '…', '。', '，', '；', '：', '！', '、']);
    let (_, words) = language::han_and_words(line);
    let long_question = bare.ends_with(['?', '？']) && words > 8;
    !closed && !long_question && !has_sentence_end_inside(bare) && !line.contains('\n')
}

fn has_sentence_end_inside(line: &str) -> bool {
    if line.trim_end_matches(['?', '？']).contains(['。', '！', '？', '；']) {
        return true;
    }
    let chars: Vec<char> = line.chars().collect();
    chars.windows(3).enumerate().any(|(i, w)| {
        let ends = matches!(w[0], '.' | '!' | '?') && w[1] == ' ' && w[2].is_uppercase();
        // "U.S. Policy", "J. Smith", "No. Korea": an initial or a short abbreviation ends no sentence.
        let word = chars[..i].iter().rev().take_while(|c| c.is_alphabetic()).count();
        ends && !(w[0] == '.' && word <= 3)
    })
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？'])
}

//! The rules that tell a heading from a paragraph where the layout doesn't mark it.
//!
//! **By itself** a line can be a heading if it is short (80 columns, 12 words or 30 Han
//! characters), starts like a sentence or a name, holds one clause group (no sentence ends inside
//! it), has no closing punctuation but a question mark, and is no aside and no part of the page's
//! furniture ([`may_be_heading`]).
//!
//! **Among its neighbours** such a line is one if it is in the brief's main language, stands apart
//! where the brief parts its paragraphs with blank lines, isn't announced by a colon, doesn't
//! translate a quotation just before it, isn't one of three or more such lines in a row, and
//! something that it can head follows ([`unmarked`]).
//!
//! **By its form** a line is one whatever stands around it: the head of an entry in a list of
//! readings ([`is_entry`]), the same words in both languages ([`is_bilingual`]), a part that every
//! report has ([`names_a_part`]), or what a web page's anchor was pasted onto ([`without_anchor`]).
//!
//! A numbered line may be longer, since its number speaks for it ([`may_be_numbered_heading`]).

use unicode_width::UnicodeWidthStr;

use super::blank::is_blank;
use super::block::Paragraph;
use super::boilerplate::is_boilerplate;
use super::item::starts_item;
use super::{date, language, numbering, quote};
use crate::analysis::token::is_han;
use crate::model::Lang;

const MAX_COLUMNS: usize = 80;
const MAX_WORDS: usize = 12;
const MAX_HAN: usize = 30;
const MAX_NUMBERED_COLUMNS: usize = 120;
const MAX_TITLE_COLUMNS: usize = 200;
/// Paragraphs at the end among which an office may sign, with the date under its name.
const MAX_SIGNATURE: usize = 4;

/// `line` alone looks like a heading.
pub(crate) fn may_be_heading(line: &str) -> bool {
    fits(line, MAX_COLUMNS)
        && is_short(line)
        && starts_like_a_heading(line)
        && is_one_open_clause(line)
        && !starts_item(line)
        && !is_boilerplate(line)
}

/// What follows a heading's number looks like a heading.
pub(crate) fn may_be_numbered_heading(rest: &str) -> bool {
    fits(rest, MAX_NUMBERED_COLUMNS)
        && rest.chars().any(char::is_alphabetic)
        && is_one_open_clause(rest)
}

/// `line` can be a brief's title: one line, or two, with no end of a sentence.
pub(crate) fn may_be_title(line: &str) -> bool {
    fits(line, MAX_TITLE_COLUMNS)
        && line.chars().any(char::is_alphabetic)
        && starts_like_a_heading(line)
        && is_one_open_clause(line)
        && !starts_item(line)
        && !is_boilerplate(line)
}

/// The paragraph at `i` is an unmarked heading, judged with its neighbours. `candidates` says of
/// each paragraph whether it [`is_candidate`].
pub(super) fn unmarked(
    paragraphs: &[Paragraph<'_>],
    candidates: &[bool],
    i: usize,
    main: Lang,
    spaced: bool,
) -> bool {
    let line = &*paragraphs[i].text;
    let Some(next) = paragraphs.get(i + 1) else {
        return false;
    };
    if !candidates[i] || main == Lang::En && language::of(line) == Lang::Zh {
        return false;
    }
    let before = i.checked_sub(1).map(|b| &*paragraphs[b].text);
    let in_a_row = 1
        + candidates[i + 1..]
            .iter()
            .take(2)
            .take_while(|c| **c)
            .count()
        + candidates[..i]
            .iter()
            .rev()
            .take(2)
            .take_while(|c| **c)
            .count();
    let signed = paragraphs.len() - i <= MAX_SIGNATURE && date::is_only_a_date(&next.text);
    let text_follows = is_wider(&next.text, line) || ends_sentence(&next.text);
    let heads_something = starts_item(&next.text) || candidates[i + 1] || text_follows && !signed;
    let apart = !spaced || paragraphs[i].gap_before && (next.gap_before || starts_item(&next.text));

    apart
        && !before.is_some_and(|b| quote::ends_with_colon(b) && !may_be_heading(without_colon(b)))
        && !before.is_some_and(|b| translates(b, line))
        && in_a_row < 3
        && heads_something
}

/// `line` by itself can be a heading without a number.
pub(crate) fn is_candidate(line: &str) -> bool {
    may_be_heading(line) && numbering::parse(line).is_none()
}

/// The head of an entry, with who wrote it: `5.16 — Ports, Not Ports (A. Writer):`.
pub(crate) fn is_entry(line: &str) -> bool {
    let bare = without_colon(line);
    let author = bare
        .strip_suffix([')', '）'])
        .and_then(|b| b.rsplit_once(['(', '（']));
    bare.len() < line.len()
        && author.is_some_and(|(head, author)| {
            may_be_numbered_heading(head.trim_end()) && is_short(author)
        })
}

/// The same in both languages on one line, and nothing else: `港口收费公示制度 a public notice system for
/// port charges`.
pub(crate) fn is_bilingual(line: &str) -> bool {
    if !fits(line, MAX_NUMBERED_COLUMNS) {
        return false;
    }
    let (han, words) = language::han_and_words(line);
    let changes = || {
        let letters = line.chars().filter(|c| c.is_alphabetic()).map(is_han);
        letters
            .fold((0, None), |(n, last), han| {
                (n + usize::from(last != Some(han)), Some(han))
            })
            .0
    };
    han >= 3
        && words >= 2
        && changes() == 2
        && is_one_open_clause(line)
        && !starts_item(line)
        && !line.contains(['(', '（', '“', '"', ',', '，', '/'])
        && numbering::parse(line).is_none()
}

/// `line` is the name of a part that many reports have.
pub(crate) fn names_a_part(line: &str) -> bool {
    const PARTS: [&str; 22] = [
        "contents",
        "table of contents",
        "abstract",
        "executive summary",
        "references",
        "bibliography",
        "notes",
        "endnotes",
        "footnotes",
        "further reading",
        "reading list",
        "appendix",
        "about the author",
        "about the authors",
        "acknowledgements",
        "目录",
        "目錄",
        "摘要",
        "参考文献",
        "參考文獻",
        "注释",
        "附录",
    ];
    fits(line, MAX_COLUMNS) && PARTS.contains(&without_colon(line).to_lowercase().as_str())
}

/// A heading in capitals.
pub(crate) fn is_in_capitals(line: &str) -> bool {
    fits(line, MAX_COLUMNS)
        && line.chars().filter(|c| c.is_uppercase()).count() >= 4
        && !line.chars().any(char::is_lowercase)
}

/// A heading without the word that a web page's anchor left before it: `AnchorPOLITICS AND LAW`.
pub(crate) fn without_anchor(line: &str) -> Option<&str> {
    line.strip_prefix("Anchor")
        .filter(|rest| rest.starts_with(|c: char| c.is_uppercase() || is_han(c)))
}

pub(crate) fn without_colon(line: &str) -> &str {
    line.trim_end_matches([':', '：'])
        .trim_end_matches(is_blank)
}

/// `line` translates `original`; a heading after a quotation is told by the full stop that only the
/// quotation has.
fn translates(original: &str, line: &str) -> bool {
    quote::is_translation(original, line) && !ends_sentence(original)
}

fn starts_like_a_heading(line: &str) -> bool {
    let first = line
        .chars()
        .find(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '《' | '「' | '#' | '[' | '【'));
    !line.starts_with(['(', '（'])
        && first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
        && line.chars().any(char::is_alphabetic)
}

/// `line` takes no more than `columns`. Looks at no more of it than it must.
fn fits(line: &str, columns: usize) -> bool {
    line.len() <= columns * 8 && line.width() <= columns
}

/// `text` takes more columns than `line`, which fits on a page.
fn is_wider(text: &str, line: &str) -> bool {
    !fits(text, line.width())
}

fn is_short(line: &str) -> bool {
    let (han, words) = language::han_and_words(line);
    words <= MAX_WORDS && han <= MAX_HAN
}

/// No sentence ends in it, and no closing mark but a question's stands at its end.
fn is_one_open_clause(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '’', '"', '\'', ')', '）', '」', '』', ' ']);
    let closed = bare.ends_with([
        '.', ',', ';', ':', '!', '…', '。', '，', '；', '：', '！', '、',
    ]);
    let (_, words) = language::han_and_words(line);
    let long_question = bare.ends_with(['?', '？']) && words > 8;
    !closed && !long_question && !has_sentence_end_inside(bare)
}

fn has_sentence_end_inside(line: &str) -> bool {
    if line
        .trim_end_matches(['?', '？'])
        .contains(['。', '！', '？', '；'])
    {
        return true;
    }
    let chars: Vec<char> = line.chars().collect();
    chars.windows(3).enumerate().any(|(i, w)| {
        let ends = matches!(w[0], '.' | '!' | '?') && w[1] == ' ' && w[2].is_uppercase();
        // "U.S. Policy", "J. Smith", "No. Korea": an initial or a short abbreviation ends no
        // sentence.
        let word = chars[..i]
            .iter()
            .rev()
            .take_while(|c| c.is_alphabetic() && !is_han(**c))
            .count();
        let after_han = i > 0 && is_han(chars[i - 1]);
        ends && (after_han || !(w[0] == '.' && word <= 3))
    })
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？'])
}

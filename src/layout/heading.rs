//! The rules that tell a heading from a paragraph where the layout doesn't mark headings.
//!
//! **By itself** a line can be a heading if it is short (80 columns, 12 words or 30 Han
//! characters), starts like a sentence or a name, is a single clause (no sentence ends inside it),
//! has no closing punctuation but a question mark, is not in parentheses and is not boilerplate
//! ([`may_be_heading`]).
//!
//! **Among its neighbours** such a line is a heading if it is in the brief's main language, is
//! separated by blank lines in a brief that separates its paragraphs with blank lines, isn't
//! announced by a colon, doesn't translate a quotation just before it, isn't one of three or more
//! such lines in a row, and is followed by something that it can head ([`unmarked`]).
//!
//! **By its form** a line is a heading whatever is around it: the head of an entry in a list of
//! readings ([`is_entry`]), the same words in both languages ([`is_bilingual`]), the name of a part
//! that many reports have ([`names_a_part`]), or text pasted after a web page's anchor
//! ([`without_anchor`]).
//!
//! A numbered line may be longer, since its number marks it ([`may_be_numbered_heading`]).

use super::blank::is_blank;
use super::block::Paragraph;
use super::boilerplate::is_boilerplate;
use super::item::starts_item;
use super::width::{printable, width};
use super::{annex, date, language, numbering, quote};
use crate::analysis::token::is_han;
use crate::model::Lang;

/// Maximum width of a heading, in columns.
const MAX_COLUMNS: usize = 80;
/// Maximum width of a heading after its number, in columns.
const MAX_NUMBERED_COLUMNS: usize = 120;
/// Maximum width of a title, in columns.
const MAX_TITLE_COLUMNS: usize = 200;
/// Maximum number of words in a heading, besides Han characters.
const MAX_WORDS: usize = 12;
/// Maximum number of Han characters in a heading.
const MAX_HAN: usize = 30;
/// Maximum number of words in a heading that is a question.
const MAX_QUESTION_WORDS: usize = 8;
/// Number of candidates in a row that are a list and not headings.
const LIST: usize = 3;
/// Number of paragraphs at the end among which an office may sign, with the date under its name.
const MAX_SIGNATURE: usize = 4;
/// Maximum number of bytes of a character that takes a column.
const BYTES_PER_COLUMN: usize = 8;

/// Marks that may be before the first word of a heading.
const OPENING_MARKS: [char; 9] = ['“', '‘', '"', '\'', '《', '「', '#', '[', '【'];
/// Marks, and a space, that may be after the mark that ends a clause.
const CLOSING_QUOTES: [char; 9] = ['”', '’', '"', '\'', ')', '）', '」', '』', ' '];
/// Marks that no heading ends with.
const CLAUSE_ENDS: [char; 12] = [
    '.', ',', ';', ':', '!', '…', '。', '，', '；', '：', '！', '、',
];
/// Marks that end a sentence in Chinese, wherever they are.
const HAN_SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '；'];
/// Marks at the end of a sentence.
const SENTENCE_ENDS: [char; 6] = ['.', '!', '?', '。', '！', '？'];
const QUESTION_MARKS: [char; 2] = ['?', '？'];
/// Marks that the two halves of a bilingual heading don't have.
const MARKS_OF_PROSE: [char; 7] = ['(', '（', '“', '"', ',', '，', '/'];
const OPENING_PARENTHESES: [char; 2] = ['(', '（'];
const CLOSING_PARENTHESES: [char; 2] = [')', '）'];

/// Names of parts that many reports have, in lower case.
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

/// Returns whether `line` alone looks like a heading.
pub(crate) fn may_be_heading(line: &str) -> bool {
    fits(line, MAX_COLUMNS) && is_short(line) && is_headline(line)
}

/// Returns whether `rest`, the line after a number, looks like a heading.
pub(crate) fn may_be_numbered_heading(rest: &str) -> bool {
    fits(rest, MAX_NUMBERED_COLUMNS) && rest.contains(char::is_alphabetic) && is_open_clause(rest)
}

/// Returns whether `line` can be a brief's title. A title may be as long as two lines.
pub(crate) fn may_be_title(line: &str) -> bool {
    fits(line, MAX_TITLE_COLUMNS) && is_headline(line)
}

/// Returns whether `line`, however long, is like a heading in all else.
fn is_headline(line: &str) -> bool {
    starts_like_heading(line) && is_open_clause(line) && !starts_item(line) && !is_boilerplate(line)
}

/// Returns whether paragraph `i` is a heading without a mark, judged by its neighbours.
/// `candidates` tells of each paragraph whether it [`is_candidate`]. `main` is the brief's main
/// language. In a `spaced` brief, blank lines separate the paragraphs.
pub(super) fn unmarked(
    paragraphs: &[Paragraph<'_>],
    candidates: &[bool],
    i: usize,
    main: Lang,
    spaced: bool,
) -> bool {
    let paragraph = &paragraphs[i];
    let Some(next) = paragraphs.get(i + 1) else {
        return false;
    };
    if !candidates[i] || is_in_list(candidates, i) {
        return false;
    }
    if main == Lang::En && language::of(&paragraph.text) == Lang::Zh {
        return false;
    }
    if spaced && !is_apart(paragraph, next) {
        return false;
    }
    if i > 0 && belongs_to(&paragraphs[i - 1].text, &paragraph.text) {
        return false;
    }
    if starts_item(&next.text) || candidates[i + 1] {
        return true;
    }
    let is_at_end = paragraphs.len() - i <= MAX_SIGNATURE || is_before_annex(paragraphs, i);
    if is_at_end && date::is_only_a_date(&next.text) {
        return false;
    }
    is_text_under(&next.text, &paragraph.text)
}

/// Returns whether an annex starts two paragraphs after `i`.
fn is_before_annex(paragraphs: &[Paragraph<'_>], i: usize) -> bool {
    paragraphs
        .get(i + 2)
        .is_some_and(|paragraph| annex::starts(&paragraph.text))
}

/// Returns whether candidate `i` is one of several in a row, which are a list.
fn is_in_list(candidates: &[bool], i: usize) -> bool {
    let first = (i + 1).saturating_sub(LIST);
    let end = (i + LIST).min(candidates.len());
    candidates[first..end]
        .windows(LIST)
        .any(|row| !row.contains(&false))
}

/// Returns whether blank lines separate `paragraph` from those around it. A list may follow without
/// a blank line.
fn is_apart(paragraph: &Paragraph<'_>, next: &Paragraph<'_>) -> bool {
    paragraph.gap_before && (next.gap_before || starts_item(&next.text))
}

/// Returns whether `line` continues what `before` began: a colon announces it, or it translates
/// `before`.
fn belongs_to(before: &str, line: &str) -> bool {
    let is_other_language = language::of(before) != language::of(line);
    let announces = quote::ends_with_colon(before)
        && (is_other_language || !may_be_heading(without_colon(before)));
    announces || translates(before, line)
}

/// Returns whether `line` translates `original`. If only `original` ends like a sentence, it is a
/// quotation and `line` is the next heading.
fn translates(original: &str, line: &str) -> bool {
    quote::is_translation(original, line) && !ends_sentence(original)
}

/// Returns whether `next` can be the text under the heading `line`.
fn is_text_under(next: &str, line: &str) -> bool {
    ends_sentence(next) || !fits(next, width(line))
}

/// Returns whether `line` by itself can be a heading without a number.
pub(crate) fn is_candidate(line: &str) -> bool {
    may_be_heading(line) && numbering::parse(line).is_none()
}

/// Returns whether `line` heads an entry in a list of readings, with the author's name: `5.16 —
/// Ports, Not Ports (A. Writer):`.
pub(crate) fn is_entry(line: &str) -> bool {
    let bare = without_colon(line);
    if bare.len() == line.len() {
        return false;
    }
    let Some(bare) = bare.strip_suffix(CLOSING_PARENTHESES) else {
        return false;
    };
    let Some((head, author)) = bare.rsplit_once(OPENING_PARENTHESES) else {
        return false;
    };
    may_be_numbered_heading(head.trim_end()) && is_short(author)
}

/// Returns whether `line` says the same in both languages, and nothing else: `港口收费公示制度 a
/// public notice system for port charges`.
pub(crate) fn is_bilingual(line: &str) -> bool {
    if !fits(line, MAX_NUMBERED_COLUMNS) {
        return false;
    }
    let length = language::length(line);
    length.han >= 3
        && length.words >= 2
        && count_script_runs(line) == 2
        && is_open_clause(line)
        && !starts_item(line)
        && !line.contains(MARKS_OF_PROSE)
        && numbering::parse(line).is_none()
}

/// Counts the runs of letters in `line` that are all Han characters or all others.
fn count_script_runs(line: &str) -> usize {
    let mut runs = 0;
    let mut last = None;
    for letter in line.matches(char::is_alphabetic) {
        let script = Some(letter.starts_with(is_han));
        if script != last {
            runs += 1;
        }
        last = script;
    }
    runs
}

/// Returns whether `line` is the name of a part that many reports have.
pub(crate) fn names_a_part(line: &str) -> bool {
    if !fits(line, MAX_COLUMNS) {
        return false;
    }
    let name = without_colon(line).to_lowercase();
    PARTS.contains(&name.as_str())
}

/// Returns whether `line` is short and in capital letters.
pub(crate) fn is_in_capitals(line: &str) -> bool {
    if !fits(line, MAX_COLUMNS) || line.contains(char::is_lowercase) {
        return false;
    }
    line.matches(char::is_uppercase)
        .count()
        >= 4
}

/// Returns `line` without the word that is pasted from a web page's anchor before it: `POLITICS AND
/// LAW` for `AnchorPOLITICS AND LAW`.
pub(crate) fn without_anchor(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Anchor")?;
    let first = rest.chars().next()?;
    (first.is_uppercase() || is_han(first)).then_some(rest)
}

/// Returns `line` without colons at its end.
pub(crate) fn without_colon(line: &str) -> &str {
    line.trim_end_matches([':', '：'])
        .trim_end_matches(is_blank)
}

fn starts_like_heading(line: &str) -> bool {
    if line.starts_with(OPENING_PARENTHESES) || !line.contains(char::is_alphabetic) {
        return false;
    }
    let bare = line.trim_start_matches(OPENING_MARKS);
    bare.starts_with(char::is_alphanumeric) && !bare.starts_with(char::is_lowercase)
}

/// Returns whether `line` takes at most so many columns. Looks at the length first, since measuring
/// a long paragraph is slow.
fn fits(line: &str, columns: usize) -> bool {
    line.len() <= columns * BYTES_PER_COLUMN && printable(line) <= columns && width(line) <= columns
}

fn is_short(line: &str) -> bool {
    let length = language::length(line);
    length.words <= MAX_WORDS && length.han <= MAX_HAN
}

/// Returns whether no sentence ends inside `line`, and no mark closes it but that of a short
/// question.
fn is_open_clause(line: &str) -> bool {
    let bare = line.trim_end_matches(CLOSING_QUOTES);
    if bare.ends_with(CLAUSE_ENDS) || has_sentence_end_inside(bare) {
        return false;
    }
    if bare.ends_with(QUESTION_MARKS) {
        return language::length(line).words <= MAX_QUESTION_WORDS;
    }
    true
}

fn has_sentence_end_inside(line: &str) -> bool {
    let open = line.trim_end_matches(QUESTION_MARKS);
    if open.contains(HAN_SENTENCE_ENDS) {
        return true;
    }
    for (at, mark) in line.match_indices(['.', '!', '?']) {
        let after = &line[at + mark.len()..];
        if is_sentence_end(&line[..at], mark, after) {
            return true;
        }
    }
    false
}

/// Returns whether an English sentence ends at `mark`, which is between `before` and `after`.
fn is_sentence_end(before: &str, mark: &str, after: &str) -> bool {
    let Some(after) = after.strip_prefix(' ') else {
        return false;
    };
    if !after.starts_with(char::is_uppercase) {
        return false;
    }
    if mark != "." || before.ends_with(is_han) {
        return true;
    }
    // An initial or a short abbreviation ends no sentence: U.S. Policy, J. Smith, No. Korea.
    let start = before
        .trim_end_matches(is_latin_letter)
        .len();
    before[start..].chars().count() > 3
}

fn is_latin_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// Returns whether `text` ends with the mark of a sentence's end.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(SENTENCE_ENDS)
}

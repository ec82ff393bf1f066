//! Raised and lowered text: note marks, exponents, indices.
//!
//! Raised digits become superscript digits, which the analysis knows as note marks after a word and
//! as exponents elsewhere. Other note marks (`[a]`, `†`, `↩`) say nothing in a sentence and would
//! separate its words, so they are left out.

use crate::analysis::token::is_han;

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
const OPENING: [char; 6] = ['[', '(', '（', '［', '〔', '【'];
const CLOSING: [char; 6] = [']', ')', '）', '］', '〕', '】'];
/// Signs that mark a note or lead back from it.
const SIGNS: [char; 16] = [
    '*', '＊', '†', '‡', '§', '¶', '※', '#', '^', '↑', '↩', '⤴', '⏎', '⇧', '\u{fe0e}', '\u{fe0f}',
];
/// Maximum length of a note mark, in characters.
const MAX_MARK: usize = 20;
/// Maximum number of digits of a number that becomes superscript or subscript.
const MAX_DIGITS: usize = 6;
/// Number of letters from which on a single raised letter after a word is a note mark.
const WORD: usize = 3;

/// Returns the shown form of the raised text `raised` after the text `before`, which is "" for a
/// note mark that is no number.
pub(crate) fn superscript(raised: &str, before: &str) -> String {
    let text = raised.trim();
    let bare = without_brackets(text);
    let is_bracketed = bare.len() < text.len();
    if let Some(digits) = converted(bare, SUPERSCRIPTS) {
        // After a digit, raised digits would be an exponent.
        let is_mark_after_number = is_bracketed && ends_with_digit(before);
        return if is_mark_after_number {
            String::new()
        } else {
            digits
        };
    }
    match text {
        "TM" | "tm" => "™".to_owned(),
        "SM" => "℠".to_owned(),
        _ if is_note_mark(text, before) => String::new(),
        _ => raised.to_owned(),
    }
}

/// Returns the shown form of lowered text.
pub(crate) fn subscript(lowered: &str) -> String {
    converted(lowered.trim(), SUBSCRIPTS).unwrap_or_else(|| lowered.to_owned())
}

/// Returns the shown form of the text of a link to a note, after the text `before`.
pub(crate) fn note_link(text: &str, before: &str) -> String {
    if starts_with_mark(text) {
        return text.to_owned();
    }
    let shown = superscript(text, before);
    // A letter or a word (`note 1`) is no part of the sentence.
    if shown == text {
        return String::new();
    }
    shown
}

/// Returns whether a link with this text and target leads to a note or back from it. `is_named` is
/// whether a class or role of the link says so.
pub(crate) fn is_note_link(text: &str, target: &str, is_named: bool) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_MARK {
        return false;
    }
    if is_named {
        return is_label(text);
    }
    let Some((page, place)) = target.split_once('#') else {
        return false;
    };
    if has_note_name(place) {
        return is_number(text) || is_letter(text) || is_marked(text);
    }
    page.is_empty() && is_marked(text)
}

/// Returns whether a text is a number in brackets, or a sign that marks a note.
fn is_marked(text: &str) -> bool {
    let bare = without_brackets(text);
    is_sign(text) || bare.len() < text.len() && is_number(bare)
}

/// Returns whether a text can be that of a link to a note: `1`, `[a]`, `note 1`, `↩`.
fn is_label(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_numeric());
    let is_bracketed = text.starts_with(OPENING) && text.ends_with(CLOSING);
    has_digit || is_bracketed || is_letter(text) || text.contains(SIGNS)
}

/// Returns whether a text is a single letter or a small Roman number.
fn is_letter(text: &str) -> bool {
    let is_single = text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    is_single
        || text
            .chars()
            .all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// Returns whether a place has a name of those that programs give to notes: `fn1`, `_ftnref2`,
/// `cite_note-3`.
fn has_note_name(place: &str) -> bool {
    const NAMES: [&str; 11] = [
        "fn",
        "ftn",
        "edn",
        "en",
        "sdfootnote",
        "footnote",
        "endnote",
        "note",
        "cite_note",
        "cite_ref",
        "cite-note",
    ];
    let place = place.to_ascii_lowercase();
    let name = place.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    NAMES
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// Returns whether a class or role is that of a link to a note or back from it.
pub(crate) fn is_note_role(names: &str) -> bool {
    const ROLES: [&str; 8] = [
        "footnote",
        "endnote",
        "fnref",
        "noteref",
        "doc-noteref",
        "doc-backlink",
        "backlink",
        "reversefootnote",
    ];
    let names = names.to_ascii_lowercase();
    names
        .split_whitespace()
        .any(|name| {
            ROLES
                .iter()
                .any(|role| name.starts_with(role))
        })
}

/// Returns whether a text is only superscript digits.
pub(crate) fn is_mark(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| SUPERSCRIPTS.contains(&c))
}

/// Returns whether text starts with a superscript digit.
pub(crate) fn starts_with_mark(text: &str) -> bool {
    text.starts_with(SUPERSCRIPTS)
}

fn without_brackets(text: &str) -> &str {
    let inner = text.trim_start_matches(OPENING);
    inner
        .trim_end_matches(CLOSING)
        .trim()
}

/// Returns a number, with its sign, in other digits.
fn converted(number: &str, digits: [char; 10]) -> Option<String> {
    let (sign, unsigned) = match number.strip_prefix(['-', '−', '–']) {
        Some(rest) => ("⁻", rest),
        None => ("", number),
    };
    let (sign, unsigned) = match unsigned.strip_prefix('+') {
        Some(rest) => ("⁺", rest),
        None => (sign, unsigned),
    };
    if !is_number(unsigned) || !sign.is_empty() && digits == SUBSCRIPTS {
        return None;
    }
    let values = unsigned
        .chars()
        .filter_map(|c| c.to_digit(10));
    let mut out = sign.to_owned();
    out.extend(values.map(|value| digits[value as usize]));
    Some(out)
}

fn is_number(text: &str) -> bool {
    let is_short = (1..=MAX_DIGITS).contains(&text.len());
    is_short
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit())
}

fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// Returns whether raised text that is no number marks a note.
fn is_note_mark(text: &str, before: &str) -> bool {
    if text.chars().count() > MAX_MARK {
        return false;
    }
    let is_bracketed = text.starts_with(OPENING) && text.ends_with(CLOSING);
    is_bracketed || is_sign(text) || is_list(text, before) || is_letter_after_word(text, before)
}

fn is_sign(text: &str) -> bool {
    let bare = without_brackets(text);
    !bare.is_empty()
        && bare
            .chars()
            .all(|c| SIGNS.contains(&c) || c.is_whitespace())
}

/// Returns whether `text` lists the numbers of several notes: `1, 2`, `3–5`, `[1][2]`.
fn is_list(text: &str, before: &str) -> bool {
    let separates = |c: char| {
        let is_bracket = OPENING.contains(&c) || CLOSING.contains(&c);
        is_bracket || c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '-' | '–')
    };
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let are_digits = text
        .chars()
        .all(|c| c.is_ascii_digit() || separates(c));
    has_digit && are_digits && !ends_with_digit(before.trim_end())
}

/// Returns whether `text` is a single letter after a word, such as the mark of a note in a table.
fn is_letter_after_word(text: &str, before: &str) -> bool {
    let mut chars = text.chars();
    let is_letter = chars
        .next()
        .is_some_and(|c| c.is_ascii_lowercase());
    if !is_letter || chars.next().is_some() {
        return false;
    }
    let mut last = before
        .trim_end()
        .chars()
        .rev()
        .take(WORD)
        .peekable();
    if last
        .peek()
        .copied()
        .is_some_and(is_han)
    {
        return true;
    }
    let letters = last.filter(|c| c.is_alphabetic());
    letters.count() == WORD
}

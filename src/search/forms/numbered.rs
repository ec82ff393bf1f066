//! Numbered parts of a law or a book, in either numbering and either language: 第二十四条, 第24条,
//! Article 24.

use super::piece::Piece;
use crate::analysis::normalize::normalize_text;
use crate::lexicon::numbers::{
    chinese_spellings, english_number, english_spellings, leading_chinese, ordinal,
};
use crate::search::results::Way;

/// The parts: in Chinese, and the names in English, the usual one first.
const PARTS: [(char, &[&str]); 5] = [
    ('条', &["Article", "Art."]),
    ('款', &["paragraph", "para.", "clause"]),
    ('章', &["Chapter"]),
    ('节', &["Section"]),
    ('项', &["item", "subparagraph"]),
];
/// The part that English often counts by ordinals: the second paragraph.
const BY_ORDINAL: char = '款';
/// The character before a number in Chinese.
const BEFORE: char = '第';
/// Maximum number of words that a numbered part in Chinese is typed in: `第 24 条`.
const MAX_WORDS: usize = 3;

/// Number of spellings in Chinese that are usual: 第24条 and 第二十四条.
const USUAL_IN_CHINESE: usize = 2;

/// A numbered part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    /// Index into [`PARTS`].
    kind: usize,
    number: u16,
}

/// Returns the pieces of `words` that name numbered parts, by their place.
pub(super) fn pieces(words: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = chinese(words, at).or_else(|| english(words, at));
        let Some((count, parts, kept)) = found else {
            at += 1;
            continue;
        };
        let mut kept = Some(kept);
        for part in parts {
            pieces.push(Piece {
                words: at..at + count,
                kept: kept.take().unwrap_or_default(),
                typed: words[at..at + count].join(" "),
                forms: forms(part),
                names: Vec::new(),
                way: Way::OtherForm,
                is_always: true,
            });
        }
        at += count;
    }
    pieces
}

/// The number of words that are read, the parts in them, and the rest of their text.
type Read = (usize, Vec<Part>, Vec<String>);

/// Reads parts in Chinese from the word at `at` on.
fn chinese(words: &[String], at: usize) -> Option<Read> {
    if !words[at].contains(BEFORE) {
        return None;
    }
    let most = MAX_WORDS.min(words.len() - at);
    (1..=most).find_map(|count| {
        let text = normalize_text(&words[at..at + count].concat());
        let (parts, kept) = in_chinese(&text);
        (!parts.is_empty()).then_some((count, parts, kept))
    })
}

/// Returns the parts that a normalized text names, and the text between them.
fn in_chinese(text: &str) -> (Vec<Part>, Vec<String>) {
    let mut parts = Vec::new();
    let mut kept = vec![String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((part, length)) = leading_part(rest) {
            parts.push(part);
            kept.push(String::new());
            rest = &rest[length..];
        } else {
            if let Some(kept) = kept.last_mut() {
                kept.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    kept.retain(|kept| {
        kept.chars()
            .any(char::is_alphanumeric)
    });
    (parts, kept)
}

/// Returns the part that a text starts with, and its length in bytes.
fn leading_part(text: &str) -> Option<(Part, usize)> {
    let after = text
        .strip_prefix(BEFORE)?
        .trim_start();
    let (number, length) = leading_chinese(after)?;
    let after = after[length..].trim_start();
    let unit = after.chars().next()?;
    let kind = PARTS
        .iter()
        .position(|(part, _)| *part == unit)?;
    let length = text.len() - after.len() + unit.len_utf8();
    Some((Part { kind, number }, length))
}

/// Reads a part in English from two words: `Article 24`, `second paragraph`.
fn english(words: &[String], at: usize) -> Option<Read> {
    let [first, second] = words.get(at..at + 2)? else {
        return None;
    };
    let by_ordinal = kind(second).filter(|kind| PARTS[*kind].0 == BY_ORDINAL);
    let part = match (kind(first), by_ordinal) {
        (Some(kind), _) => Part {
            kind,
            number: english_number(second)?,
        },
        (None, Some(kind)) => {
            let first = first.to_lowercase();
            let number = (1..=20).find(|number| ordinal(*number) == Some(&*first))?;
            Part { kind, number }
        }
        (None, None) => return None,
    };
    Some((2, vec![part], Vec::new()))
}

/// Returns the kind of part that a word of English names.
fn kind(word: &str) -> Option<usize> {
    let is_same = |name: &&str| name.eq_ignore_ascii_case(word);
    PARTS
        .iter()
        .position(|(_, names)| names.iter().any(is_same))
}

/// Returns the forms of a part, the usual ones first.
fn forms(part: Part) -> Vec<String> {
    let (unit, names) = PARTS[part.kind];
    let chinese = chinese_spellings(part.number);
    let chinese = chinese
        .iter()
        .map(|number| format!("{BEFORE}{number}{unit}"));
    let (usual, rare) = usual(chinese.collect(), USUAL_IN_CHINESE);
    let mut english = Vec::new();
    for number in english_spellings(part.number) {
        english.extend(
            names
                .iter()
                .map(|name| format!("{name} {number}")),
        );
    }
    if unit == BY_ORDINAL
        && let Some(ordinal) = ordinal(part.number)
    {
        english.insert(1, format!("{ordinal} {}", names[0]));
    }
    [usual, english, rare].concat()
}

/// Returns the first of `forms`, and the rest.
fn usual(mut forms: Vec<String>, count: usize) -> (Vec<String>, Vec<String>) {
    let rare = forms.split_off(count.min(forms.len()));
    (forms, rare)
}

//! The numbers before headings and list items. A new way of numbering is a new row of [`FORMS`].

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// How a heading or an item is numbered, from the outermost style to the innermost as documents
/// nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    /// `第一章`, `Chapter 1`
    Chapter,
    /// `第一节`, `Section 1`
    Division,
    /// `第一条`, `Article 1`
    Article,
    /// `I.`
    Roman,
    /// `一、`
    Han,
    /// `（一）`
    HanParen,
    /// `1.`
    Arabic,
    /// `1.1`
    Decimal,
    /// `1)`, `(1)`
    ArabicParen,
}

/// The number at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbering<'a> {
    pub style: Style,
    /// Value of the number, in [`Style::Decimal`] of its last part.
    pub value: u32,
    /// The number as written, without punctuation: `1`, `一`, `IV`.
    pub label: String,
    /// The line after the number.
    pub rest: &'a str,
}

/// A way of writing a number. The first group of the pattern captures the label. The rest of the
/// line starts at the group `rest` or, if there is none, after the match.
struct Form {
    style: Style,
    pattern: Regex,
}

/// The first form that fits a line counts.
static FORMS: LazyLock<[Form; 12]> = LazyLock::new(|| {
    [
        form(
            Style::Chapter,
            &han_unit("章|编|編|篇|部分"),
        ),
        form(
            Style::Chapter,
            &english_unit("chapter|part"),
        ),
        form(Style::Division, &han_unit("节|節")),
        form(
            Style::Division,
            &english_unit("section"),
        ),
        form(Style::Article, &han_unit("条|條")),
        form(Style::Article, &english_unit("article")),
        form(
            Style::Roman,
            r"^([IVXⅠ-Ⅻ]{1,5})(?:[.、]\s+|\.$)",
        ),
        form(
            Style::Han,
            r"^([一二三四五六七八九十]{1,3})\s*[、．.]\s*",
        ),
        form(
            Style::HanParen,
            r"^[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]\s*",
        ),
        form(
            Style::Decimal,
            concat!(
                r"^[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){0,2}[.．]([0-9０-９]{1,2})",
                r"[.．]?\s+(?P<rest>[\p{Lu}\p{Han}“])",
            ),
        ),
        form(
            Style::Arabic,
            r"^([0-9０-９]{1,3})(?:[.．]\s+|[.．]$|、\s*|[.．](?P<rest>\p{Han}))",
        ),
        form(
            Style::ArabicParen,
            r"^[（(]?\s*([0-9０-９]{1,3})\s*[）)]\s*",
        ),
    ]
});

fn form(style: Style, pattern: &str) -> Form {
    Form {
        style,
        pattern: Regex::new(pattern).expect("a constant pattern"),
    }
}

/// Returns the pattern for `第`, a number and one of `units`.
fn han_unit(units: &str) -> String {
    const DIGITS: &str = "0-9０-９一二三四五六七八九十百零〇两";
    let number = format!(r"[{DIGITS}][{DIGITS}\s]{{0,8}}?");
    format!(r"^第\s*({number})\s*(?:{units})[\s\u{{3000}}:：、.．]*")
}

/// Returns the pattern for one of `units` and a number, with a mark or a capital letter after it.
fn english_unit(units: &str) -> String {
    let words = NUMBER_WORDS.join("|");
    let number = format!("[0-9０-９]{{1,3}}|[IVX]{{1,5}}|(?i:{words})");
    let mark = r"\s*[:：.．—–-]\s*";
    let capital = r"\s+(?P<rest>[\p{Lu}\p{Han}“])";
    format!(r"^(?i:{units})\s+({number})(?:{mark}|{capital}|$)")
}

const NUMBER_WORDS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// Parses the number that `line` starts with.
pub(super) fn parse(line: &str) -> Option<Numbering<'_>> {
    if !line.starts_with(may_begin) || begins_another_word(line) {
        return None;
    }
    let mut forms = FORMS.iter();
    forms.find_map(|form| form.parse(line))
}

impl Form {
    fn parse<'a>(&self, line: &'a str) -> Option<Numbering<'a>> {
        let found = self.pattern.captures(line)?;
        // Full-width digits and Roman numerals of one character become ASCII: Ⅳ is IV.
        let mut label: String = found[1].nfkc().collect();
        label.retain(|c| !c.is_whitespace());
        let end = match found.name("rest") {
            Some(rest) => rest.start(),
            None => found[0].len(),
        };
        Some(Numbering {
            style: self.style,
            value: value(self.style, &label)?,
            label,
            rest: &line[end..],
        })
    }
}

/// Characters that a form may begin with, besides ASCII digits.
const FIRST: &str = "CcPpSsAaIVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ(（第一二三四五六七八九十０１２３４５６７８９";

/// Returns whether a form may begin with `c`. Most lines are dismissed by this alone.
fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || FIRST.contains(c)
}

/// Units that a number follows.
const UNITS: [&str; 4] = ["chapter", "part", "section", "article"];

/// Returns whether `line` begins with a Latin letter, but with neither a unit nor a Roman number
/// and its mark. A paragraph often begins with a letter that a unit begins with.
fn begins_another_word(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let is_unit = |unit: &&str| {
        let start = line.as_bytes().get(..unit.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(unit.as_bytes()))
    };
    let after = line.trim_start_matches(|c| matches!(c, 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ'));
    let is_roman = after.len() < line.len() && after.starts_with(['.', '、']);
    !is_roman && !UNITS.iter().any(is_unit)
}

fn value(style: Style, label: &str) -> Option<u32> {
    if style == Style::Roman {
        return roman_number(label);
    }
    if let Ok(number) = label.parse() {
        return Some(number);
    }
    han_number(label)
        .or_else(|| roman_number(label))
        .or_else(|| number_word(label))
}

fn number_word(label: &str) -> Option<u32> {
    let mut words = (1..).zip(NUMBER_WORDS);
    let found = words.find(|(_, word)| word.eq_ignore_ascii_case(label));
    found.map(|(number, _)| number)
}

fn roman_number(label: &str) -> Option<u32> {
    let digits = label.bytes().map(roman_digit);
    let digits = digits.collect::<Option<Vec<i32>>>()?;
    let mut sum = 0;
    let mut last = 0;
    for digit in digits.into_iter().rev() {
        // A digit before a larger one counts against it: IV.
        sum += if digit < last {
            -digit
        } else {
            digit
        };
        last = digit;
    }
    u32::try_from(sum).ok()
}

fn roman_digit(byte: u8) -> Option<i32> {
    match byte {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        _ => None,
    }
}

/// Parses a Chinese number below 1,000: `三`, `十二`, `二十`, `一百零三`.
pub(super) fn han_number(label: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = 0;
    for c in label.chars() {
        match c {
            '零' | '〇' => digit = 0,
            '两' => digit = 2,
            '十' | '百' => {
                let unit = if c == '十' {
                    10
                } else {
                    100
                };
                // 十 alone is 10.
                total += digit.max(1) * unit;
                digit = 0;
            }
            _ => digit = u32::from(han_digit(c)?),
        }
    }
    Some(total + digit)
}

/// Returns the value of a Chinese digit, from 1 to 9.
pub(super) fn han_digit(c: char) -> Option<u8> {
    (1..)
        .zip("一二三四五六七八九".chars())
        .find(|(_, digit)| *digit == c)
        .map(|(value, _)| value)
}

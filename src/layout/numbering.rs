//! The numbers that stand before headings and list items.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// How a heading or item is numbered. Ordered from the outermost to the innermost as documents nest
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 第一章, Chapter 1
    Chapter,
    /// 第一节, Section 1
    Division,
    /// 第一条, Article 1
    Article,
    /// I.
    Roman,
    /// 一、
    Han,
    /// （一）
    HanParen,
    /// 1.
    Arabic,
    /// 1.1
    Decimal,
    /// 1) or (1)
    ArabicParen,
}

/// A number at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbering<'a> {
    pub style: Style,
    pub value: u32,
    /// As written, without punctuation.
    pub label: String,
    /// What follows it.
    pub rest: &'a str,
}

static FORMS: LazyLock<Vec<(Style, Regex)>> = LazyLock::new(|| {
    const HAN: &str =
        "[0-9０-９一二三四五六七八九十百零〇两][0-9０-９一二三四五六七八九十百零〇两\\s]{0,8}?";
    const WORD: &str = r"[0-9０-９]{1,3}|[IVX]{1,5}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    let han = |units: &str| format!(r"^第\s*({HAN})\s*(?:{units})[\s\u{{3000}}:：、.．]*");
    let word = |units: &str| {
        format!(
            r"^(?i:{units})\s+({WORD})(?:\s*[:：.．—–-]\s*|\s+(?P<rest>[\p{{Lu}}\p{{Han}}“])|$)"
        )
    };
    let form = |style, pattern: &str| (style, Regex::new(pattern).expect("a constant pattern"));
    vec![
        form(Style::Chapter, &han("章|编|編|篇|部分")),
        form(Style::Chapter, &word("chapter|part")),
        form(Style::Division, &han("节|節")),
        form(Style::Division, &word("section")),
        form(Style::Article, &han("条|條")),
        form(Style::Article, &word("article")),
        form(Style::Roman, r"^([IVXⅠ-Ⅻ]{1,5})(?:[.、]\s+|\.$)"),
        form(Style::Han, r"^([一二三四五六七八九十]{1,3})\s*[、．.]\s*"),
        form(
            Style::HanParen,
            r"^[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]\s*",
        ),
        form(
            Style::Decimal,
            r"^[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){0,2}[.．]([0-9０-９]{1,2})[.．]?\s+(?P<rest>[\p{Lu}\p{Han}“])",
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

/// The number that `line` starts with.
pub(super) fn parse(line: &str) -> Option<Numbering<'_>> {
    if !line.starts_with(may_begin) {
        return None;
    }
    FORMS.iter().find_map(|(style, form)| {
        let found = form.captures(line)?;
        let label: String = found[1].nfkc().filter(|c| !c.is_whitespace()).collect();
        let value = value(*style, &label)?;
        let end = found
            .name("rest")
            .map_or(found[0].len(), |rest| rest.start());
        Some(Numbering {
            style: *style,
            value,
            label,
            rest: &line[end..],
        })
    })
}

/// Saves most lines from being looked at closely.
fn may_begin(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '(' | '（' | '第' | 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ')
        || matches!(c, 'C' | 'c' | 'P' | 'p' | 'S' | 's' | 'A' | 'a')
        || "一二三四五六七八九十".contains(c)
}

fn value(style: Style, label: &str) -> Option<u32> {
    if style == Style::Roman {
        return roman(label);
    }
    label
        .parse()
        .ok()
        .or_else(|| han_number(label))
        .or_else(|| roman(label))
        .or_else(|| english(label))
}

fn english(label: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS
        .iter()
        .position(|w| w.eq_ignore_ascii_case(label))
        .and_then(|at| u32::try_from(at + 1).ok())
}

fn roman(label: &str) -> Option<u32> {
    if !label.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    let digits: Vec<i32> = label
        .chars()
        .map(|c| {
            [('I', 1), ('V', 5), ('X', 10)]
                .iter()
                .find(|d| d.0 == c)
                .map_or(0, |d| d.1)
        })
        .collect();
    let sum: i32 = digits
        .iter()
        .enumerate()
        .map(|(i, &d)| if digits.get(i + 1) > Some(&d) { -d } else { d })
        .sum();
    u32::try_from(sum).ok()
}

/// Reads numbers up to 百: 三, 十二, 二十, 一百零三.
fn han_number(label: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, 0);
    for c in label.chars() {
        match c {
            '零' | '〇' => digit = 0,
            '两' => digit = 2,
            '十' | '百' => {
                total += digit.max(1) * if c == '十' { 10 } else { 100 };
                digit = 0;
            }
            _ => {
                digit =
                    1 + u32::try_from("一二三四五六七八九".chars().position(|d| d == c)?).ok()?;
            }
        }
    }
    Some(total + digit)
}

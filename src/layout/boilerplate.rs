//! Lines that belong to the page and not to what a brief says: page numbers, running heads,
//! copyright, dates, links, reading times, menus. They are text like any other, but never a
//! heading.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::block::Paragraph;
use super::{date, title};
use crate::analysis::token::is_han;

/// Longest line, in bytes, that is looked at.
const MAX_LINE: usize = 300;
/// Numbers that are years sooner than pages.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// 12, - 12 -, — 12 —, [12], xii
const PAGE: &str = r"^[\[(（\-–—\s·|]*(?:[0-9]{1,4}|[ivxlc]{1,6})[\])）\-–—\s·|]*$";

static FORMS: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        PAGE,
        // Page 3 of 10, p. 3, 3 / 10
        r"(?i)^(?:page|p\.)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?$",
        r"^[0-9]{1,4}\s*(?:/|of)\s*[0-9]{1,4}$",
        r"^第\s*[0-9一二三四五六七八九十百]{1,5}\s*页(?:\s*[，,/]?\s*共\s*[0-9一二三四五六七八九十百]{1,5}\s*页)?$",
        // 100 Chapter 6, Chapter 6 100, Chapter 6 | 100
        r"(?i)^[0-9]{1,4}[\s|·]+(?:chapter|part|section|appendix)\s+[0-9ivxlc]{1,5}$",
        r"(?i)^(?:chapter|part|section|appendix)\s+[0-9ivxlc]{1,5}[\s|·]+[0-9]{1,4}$",
        // ©, and the notices that go with it
        r"(?i)^©|^copyright\s*(?:©|\(c\)|[0-9]{4})|(?:©|\(c\))\s*[0-9]{4}|(?-u:\b)all rights reserved(?-u:\b)|版权所有|版權所有",
        // the slug of a proof or a printed file
        r"(?i)(?-u:\b)[\w-]+\.(?:indd|qxd|docx?|pdf|pptx?|html?)(?-u:\b).*(?:[0-9]{1,2}:[0-9]{2}|(?-u:\b)[0-9]+(?-u:\b))",
        r"(?i)(?:(?-u:\b)min(?:ute)?s? read|阅读时间.*分钟|[0-9]\s*分钟阅读)$",
        r"(?i)://|^www\.",
        // what a teaser was cut off with
        r"(?i)(?:…|\.{3})\s*(?:read\s+)?more$|(?:阅读|閱讀)全文$",
        // 国办发〔2019〕5号
        r"^\p{Han}{1,12}\s*[〔［\[（(【]\s*(?:19|20)[0-9]{2}\s*年?\s*[〕］\]）)】]\s*第?\s*[0-9]{1,5}\s*号$",
    ])
    .expect("constant patterns")
});

/// Names of languages, run together: what is left of a page's menu.
static MENU: LazyLock<Regex> = LazyLock::new(|| {
    let name = "English|Chinese|French|German|Spanish|Russian|Arabic|Japanese|Korean|Portuguese|Italian|中文|简体中文|繁體中文|繁体中文|Français|Deutsch|Español|Русский|日本語|한국어";
    Regex::new(&format!(
        r"^(?:(?:{name})\s*(?:\([\w\s]+\))?[\s|/·]*){{2,}}$"
    ))
    .expect("a constant pattern")
});

/// A line of a table of contents: `Party leadership ..... 12`, `Ports (3)`.
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:\.{3,}|(?:\. ){3,}|…+|·{3,}|\s{3,}|\t)\s*[0-9ivx]{1,4}$|\s[(（][0-9]{1,3}[)）]$",
    )
    .expect("a constant pattern")
});

/// Who wrote it, or where it is from.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let keys =
        r"(?i:authors?|editors?|source|from|to|作者|编辑|責任編輯|责任编辑|来源|來源)\s*[:：]";
    let by = r"By\s+\p{Lu}[\w.'’-]*(?:\s+\p{Lu}[\w.'’-]*){0,3}(?:\s+(?:and|&)\s+\p{Lu}.*)?$";
    Regex::new(&format!("^(?:{by}|{keys})")).expect("a constant pattern")
});

/// `line` says nothing of what a brief is about.
pub(super) fn is_boilerplate(line: &str) -> bool {
    line.len() <= MAX_LINE
        && (FORMS.is_match(line)
            || is_menu(line)
            || is_byline(line)
            || date::is_only_a_date(line)
            || title::is_only_issue(line))
}

/// `line` says who wrote a text.
pub(super) fn is_byline(line: &str) -> bool {
    line.len() <= MAX_LINE && BYLINE.is_match(line)
}

/// `line` is a menu of languages, such as stands under a site's name.
pub(super) fn is_menu(line: &str) -> bool {
    line.len() <= MAX_LINE && MENU.is_match(line)
}

/// `line` looks like one of a table of contents.
pub(super) fn is_contents_line(line: &str) -> bool {
    line.len() <= MAX_LINE && CONTENTS.is_match(line)
}

/// The paragraphs that are running heads: a short line that comes again with another page's number
/// before or behind it, or again and again beside a line that is only a page's number.
pub(super) fn running_heads(paragraphs: &[Paragraph<'_>]) -> HashSet<usize> {
    let mut by_words: HashMap<String, Vec<(usize, &str)>> = HashMap::new();
    for (i, paragraph) in paragraphs
        .iter()
        .enumerate()
        .filter(|(_, p)| p.text.len() <= MAX_LINE / 3)
    {
        let (words, number) = without_page(&paragraph.text);
        if words.chars().any(char::is_alphabetic) {
            by_words
                .entry(words.to_lowercase())
                .or_default()
                .push((i, number));
        }
    }
    let page = Regex::new(PAGE).expect("a constant pattern");
    let beside_page = |i: usize| {
        let near = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .filter_map(|n| paragraphs.get(n));
        near.into_iter()
            .any(|p| p.text.len() <= MAX_LINE && page.is_match(&p.text))
    };
    let runs = |(words, places): &(&String, &Vec<(usize, &str)>)| {
        let pages: Vec<u32> = places
            .iter()
            .filter_map(|p| p.1.parse().ok())
            .filter(|n| !YEARS.contains(n))
            .collect();
        let counts_up = pages.len() >= 2 && pages.is_sorted_by(|a, b| a < b);
        // "Part 1" and "Part 2" are headings.
        let has_words = words.contains(' ') || words.chars().filter(|&c| is_han(c)).count() >= 4;
        counts_up && has_words
            || places.len() >= 3 && places.iter().filter(|p| beside_page(p.0)).count() >= 2
    };
    by_words
        .iter()
        .filter(runs)
        .flat_map(|(_, places)| places)
        .map(|p| p.0)
        .collect()
}

/// A line without the page's number at its start or end, and that number. The number of a heading
/// or an item has a mark behind it, so it is none.
fn without_page(line: &str) -> (&str, &str) {
    let digits = |c: char| c.is_ascii_digit();
    let parts = |c: char| c.is_whitespace() || c == '|';
    let rest = line.trim_start_matches(digits);
    if rest.len() < line.len() && rest.starts_with(parts) {
        return (rest.trim_matches(parts), &line[..line.len() - rest.len()]);
    }
    let rest = line.trim_end_matches(digits);
    if rest.len() < line.len() && rest.ends_with(parts) {
        return (rest.trim_matches(parts), &line[rest.len()..]);
    }
    (line, "")
}

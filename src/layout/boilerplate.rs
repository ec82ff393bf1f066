//! Lines that belong to the page and not to the brief: page numbers, running heads, copyright,
//! dates, links, reading times, menus. They are indexed like any other text but never are headings.
//! A new form of such a line is a new row of [`FORMS`].

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::block::Paragraph;
use super::{date, title};
use crate::analysis::token::is_han;

/// Maximum length of boilerplate, in bytes. Longer lines are not looked at.
const MAX_LINE: usize = 300;
/// Maximum length of a running head, in bytes.
const MAX_RUNNING_HEAD: usize = 100;
/// Numbers that are years rather than pages.
const YEARS: RangeInclusive<u32> = 1900..=2099;

/// `12`, `- 12 -`, `— 12 —`, `[12]`, `xii`
const PAGE_NUMBER: &str = r"^[\[(（\-–—\s·|]*(?:[0-9]{1,4}|[ivxlc]{1,6})[\])）\-–—\s·|]*$";

static FORMS: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        PAGE_NUMBER,
        // Page 3 of 10, p. 3
        r"(?i)^(?:page|p\.)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?$",
        // 2019-09-24 09:10 来源：海港日报, 发布时间：2019年9月24日
        concat!(
            r"^(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}[^。]{0,40}",
            r"(?:来源|來源|作者|编辑|編輯|责编|字号|浏览)\s*[：:]",
            r"|^(?:来源|來源|作者|发布时间|發布時間|发布日期|发文日期)\s*[：:][^。]{0,60}(?:19|20)[0-9]{2}\s*[-/.年]",
        ),
        // 3 / 10, 3 of 10
        r"^[0-9]{1,4}\s*(?:/|of)\s*[0-9]{1,4}$",
        // 第3页, 第三页 共十页
        concat!(
            r"^第\s*[0-9一二三四五六七八九十百]{1,5}\s*页",
            r"(?:\s*[，,/]?\s*共\s*[0-9一二三四五六七八九十百]{1,5}\s*页)?$",
        ),
        // 100 Chapter 6
        r"(?i)^[0-9]{1,4}[\s|·]+(?:chapter|part|section|appendix)\s+[0-9ivxlc]{1,5}$",
        // Chapter 6 100, Chapter 6 | 100
        r"(?i)^(?:chapter|part|section|appendix)\s+[0-9ivxlc]{1,5}[\s|·]+[0-9]{1,4}$",
        // © 2020 Harbour Press, Copyright (c) 2020, All rights reserved
        concat!(
            r"(?i)^©|^copyright\s*(?:©|\(c\)|[0-9]{4})|(?:©|\(c\))\s*[0-9]{4}",
            r"|(?-u:\b)all rights reserved(?-u:\b)|版权所有|版權所有",
        ),
        // The slug of a proof or of a printed file: Ports-final.indd 12, brief.docx 20/9/2020 14:05
        concat!(
            r"(?i)(?-u:\b)[\w-]+\.(?:indd|qxd|docx?|pdf|pptx?|html?)(?-u:\b).*",
            r"(?:[0-9]{1,2}:[0-9]{2}|(?-u:\b)[0-9]+(?-u:\b))",
        ),
        // 5 min read, 阅读时间：约5分钟
        r"(?i)(?:(?-u:\b)min(?:ute)?s? read|阅读时间.*分钟|[0-9]\s*分钟阅读)$",
        // https://example.org/ports, www.example.org
        r"(?i)://|^www\.",
        // The end of a teaser: … Read more
        r"(?i)(?:…|\.{3})\s*(?:read\s+)?more$|(?:阅读|閱讀)全文$",
        // The number of a document: 国办发〔2019〕5号
        concat!(
            r"^\p{Han}{1,12}\s*[〔［\[（(【]\s*(?:19|20)[0-9]{2}\s*年?\s*[〕］\]）)】]",
            r"\s*第?\s*[0-9]{1,5}\s*号$",
        ),
    ])
    .expect("constant patterns")
});

/// Names of languages that a page's menu offers.
const LANGUAGES: [&str; 21] = [
    "English",
    "Chinese",
    "French",
    "German",
    "Spanish",
    "Russian",
    "Arabic",
    "Japanese",
    "Korean",
    "Portuguese",
    "Italian",
    "中文",
    "简体中文",
    "繁體中文",
    "繁体中文",
    "Français",
    "Deutsch",
    "Español",
    "Русский",
    "日本語",
    "한국어",
];

/// A page's menu of languages, run together: `EnglishFrançais | 中文`.
static MENU: LazyLock<Regex> = LazyLock::new(|| {
    let name = LANGUAGES.join("|");
    regex(&format!(
        r"^(?:(?:{name})\s*(?:\([\w\s]+\))?[\s|/·]*){{2,}}$"
    ))
});

/// A line of a table of contents: `Party leadership ..... 12`, `Ports (3)`.
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:\.{3,}|(?:\. ){3,}|…+|·{3,}|\s{3,}|\t)\s*[0-9ivx]{1,4}$",
        r"|\s[(（][0-9]{1,3}[)）]$",
    ))
});

/// The author or the source: `By Ann Writer and Ben Clerk`, `Source: Harbour Office`.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\w.'’-]*(?:\s+\p{Lu}[\w.'’-]*){0,3}";
    let others = r"(?:\s+(?:and|&)\s+\p{Lu}.*)?";
    let keys = "authors?|editors?|source|from|to|作者|编辑|責任編輯|责任编辑|来源|來源";
    regex(&format!(
        r"^(?:By\s+{name}{others}$|(?i:{keys})\s*[:：])"
    ))
});

static PAGE: LazyLock<Regex> = LazyLock::new(|| regex(PAGE_NUMBER));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// Returns whether `line` says nothing of a brief's subject.
pub(super) fn is_boilerplate(line: &str) -> bool {
    if line.len() > MAX_LINE {
        return false;
    }
    FORMS.is_match(line)
        || is_menu(line)
        || is_byline(line)
        || date::is_only_a_date(line)
        || title::is_only_issue(line)
}

/// Returns whether `line` names the author or the source of a text.
pub(super) fn is_byline(line: &str) -> bool {
    line.len() <= MAX_LINE && BYLINE.is_match(line)
}

/// Returns whether `line` is a menu of languages, as sites have below their names.
pub(super) fn is_menu(line: &str) -> bool {
    line.len() <= MAX_LINE && MENU.is_match(line)
}

/// Returns whether `line` looks like a line of a table of contents.
pub(super) fn is_contents_line(line: &str) -> bool {
    line.len() <= MAX_LINE && CONTENTS.is_match(line)
}

/// A line that may be a running head.
struct Occurrence<'a> {
    /// Its paragraph.
    index: usize,
    /// The number before or after its words, if there is one.
    page: &'a str,
}

impl Occurrence<'_> {
    fn page_number(&self) -> Option<u32> {
        let number = self.page.parse().ok()?;
        (!YEARS.contains(&number)).then_some(number)
    }
}

/// Finds the paragraphs that are running heads: short lines whose words recur with the number of a
/// later page, or recur next to lines that are only a page's number.
pub(super) fn running_heads(paragraphs: &[Paragraph<'_>]) -> HashSet<usize> {
    let mut by_words: HashMap<String, Vec<Occurrence<'_>>> = HashMap::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.text.len() > MAX_RUNNING_HEAD {
            continue;
        }
        let (words, page) = split_page(&paragraph.text);
        if words.contains(char::is_alphabetic) {
            let words = words.to_lowercase();
            let occurrences = by_words.entry(words).or_default();
            occurrences.push(Occurrence { index, page });
        }
    }
    by_words.retain(|words, occurrences| {
        has_rising_pages(occurrences) && is_more_than_a_label(words)
            || recurs_beside_pages(occurrences, paragraphs)
    });
    let occurrences = by_words.into_values().flatten();
    occurrences
        .map(|occurrence| occurrence.index)
        .collect()
}

fn has_rising_pages(occurrences: &[Occurrence<'_>]) -> bool {
    let pages = occurrences
        .iter()
        .filter_map(Occurrence::page_number);
    let pages: Vec<u32> = pages.collect();
    pages.len() >= 2 && pages.is_sorted_by(|a, b| a < b)
}

/// Returns whether `words` are more than what a heading has before its number: `Part` of `Part 1`.
fn is_more_than_a_label(words: &str) -> bool {
    if words.contains(' ') {
        return true;
    }
    words.matches(is_han).count() >= 4
}

fn recurs_beside_pages(occurrences: &[Occurrence<'_>], paragraphs: &[Paragraph<'_>]) -> bool {
    if occurrences.len() < 3 {
        return false;
    }
    let occurrences = occurrences.iter();
    let beside_pages = occurrences.filter(|o| is_beside_page(o.index, paragraphs));
    beside_pages.count() >= 2
}

/// Returns whether the paragraph before or after `index` is only a page's number.
fn is_beside_page(index: usize, paragraphs: &[Paragraph<'_>]) -> bool {
    if index > 0 && is_page(&paragraphs[index - 1]) {
        return true;
    }
    paragraphs
        .get(index + 1)
        .is_some_and(is_page)
}

fn is_page(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    text.len() <= MAX_LINE && PAGE.is_match(text)
}

/// Splits `line` into its words and the page's number before or after them; without a number, this
/// is empty. The number of a heading or of a list item has a mark after it, so it is not a page's.
fn split_page(line: &str) -> (&str, &str) {
    let rest = line.trim_start_matches(is_digit);
    let (page, words) = line.split_at(line.len() - rest.len());
    if !page.is_empty() && words.starts_with(separates_page) {
        return (words.trim_matches(separates_page), page);
    }
    let rest = line.trim_end_matches(is_digit);
    let (words, page) = line.split_at(rest.len());
    if !page.is_empty() && words.ends_with(separates_page) {
        return (words.trim_matches(separates_page), page);
    }
    (line, "")
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn separates_page(c: char) -> bool {
    c.is_whitespace() || c == '|'
}

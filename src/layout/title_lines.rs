//! Joins a title that is written over several lines.
//!
//! The title of an official Chinese document ends with what kind of document it is (`的通知`), or
//! above the document's number, so lines above such an end belong to it. An English line belongs to
//! the next if it ends with a word that no title ends with (`of the`).

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

use super::block::Paragraph;
use super::boilerplate::is_boilerplate;
use super::item::starts_item;
use super::{date, dateline, language, numbering, title};
use crate::analysis::token::is_han;

/// Number of lines at the top that a title starts among.
const TITLE_WITHIN: usize = 5;
/// Maximum number of lines of a title.
const MAX_LINES: usize = 4;
/// Number of lines at the top that [`find`] looks at.
pub(super) const TOP: usize = TITLE_WITHIN + MAX_LINES;
/// Maximum number of Han characters in a title.
const MAX_HAN: usize = 120;
/// Maximum number of words in a line of an English title.
const MAX_WORDS: usize = 14;

/// The end of an official title: the kind of document, and what may be after it in brackets.
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "通知|意见|函|批复|决定|通告|公告|公报|报告|请示|议案|纪要|命令|令|办法|规定|条例|细则|方案|规划|\
        纲要|计划|通报|答复|解释|指示|要点|讲话|规则|章程|建议|声明|公约|倡议书|白皮书|总结|说明|措施|安排|制度|指南|\
        清单|预案|宣言|协议|协定|备忘录|決定|通報|意見|報告|規定|條例|辦法|綱要|規劃|計劃|規則|細則";
    Regex::new(&format!(
        r"(?:{kinds})(?:[（(〔][^）)〕]{{1,20}}[）)〕])*$"
    ))
    .expect("a constant pattern")
});

/// Words that titles of official documents have before their object.
const OBJECTS: [&str; 10] = [
    "关于", "關於", "印发", "转发", "批转", "发布", "公布", "實施", "实施", "加强",
];

/// The end of a line of an English title that goes on.
static OPEN_END: LazyLock<Regex> = LazyLock::new(|| {
    let words = "of|the|and|for|in|on|to|a|an|with|by|from|at|or|as|between|into|under|its|their|\
        against|about|over|through|toward|towards|after|before|during|within|without|upon|vs\\.?|&";
    Regex::new(&format!(r"(?i)(?:^|\s)(?:{words})$")).expect("a constant pattern")
});

/// Joins the lines of the title, if it has several.
pub(super) fn joined(mut paragraphs: Vec<Paragraph<'_>>) -> Vec<Paragraph<'_>> {
    let top = paragraphs
        .iter()
        .take(TOP)
        .map(|paragraph| Line {
            text: &paragraph.text,
            gap_before: paragraph.gap_before,
        });
    let top: Vec<Line<'_>> = top.collect();
    let Some(lines) = find(&top) else {
        return paragraphs;
    };
    let text = text(&top[lines.clone()]);
    let end = paragraphs[*lines.end()].span.end;
    let title = &mut paragraphs[*lines.start()];
    title.span.end = end;
    title.text = text.into();
    paragraphs.drain(lines.start() + 1..=*lines.end());
    paragraphs
}

/// A line at the top of a text.
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Whether a blank line is before it.
    pub gap_before: bool,
}

/// Returns the lines that are one title.
pub(super) fn find(top: &[Line<'_>]) -> Option<RangeInclusive<usize>> {
    let starts = 0..top.len().min(TITLE_WITHIN);
    starts
        .into_iter()
        .find_map(|start| chinese(top, start).or_else(|| english(top, start)))
}

/// Returns the lines from `start` on that are the title of an official document.
fn chinese(top: &[Line<'_>], start: usize) -> Option<RangeInclusive<usize>> {
    let mut title = String::new();
    let mut found = None;
    let lines = top.iter().enumerate();
    for (at, line) in lines.skip(start).take(MAX_LINES) {
        let text = line.text;
        if found.is_none() && is_document_number(text) {
            found = at.checked_sub(1);
            break;
        }
        let goes_on = found.is_none() || text.starts_with(['的', '（', '(']);
        if !goes_on || !is_part(text) {
            break;
        }
        title.push_str(text);
        if KIND.is_match(text) {
            found = Some(at);
        }
    }
    let end = found.filter(|&end| end > start)?;
    let is_official = OBJECTS
        .iter()
        .any(|word| title.contains(word));
    let is_short = language::length(&title).han <= MAX_HAN;
    (is_official && is_short).then_some(start..=end)
}

/// Returns whether a line is the number of a document, which is below its title: `港办发〔2019〕4号`.
fn is_document_number(line: &str) -> bool {
    line.ends_with('号')
        && line.contains(['〔', '[', '［', '（', '(', '【'])
        && is_boilerplate(line)
}

/// Returns whether a line can be part of a Chinese title.
fn is_part(line: &str) -> bool {
    let is_chinese = line.contains(is_han) && language::length(line).words <= 3;
    is_chinese
        && !line.contains(['。', '；', '，', '！', '？', '：', ':'])
        && !line.ends_with("文件")
        && !is_apart(line)
}

/// Returns the lines from `start` on of which each but the last has an open end.
fn english(top: &[Line<'_>], start: usize) -> Option<RangeInclusive<usize>> {
    let mut end = start;
    while end + 1 < top.len() && end + 1 - start < MAX_LINES {
        let next = &top[end + 1];
        let is_open = OPEN_END.is_match(top[end].text);
        if !is_open || next.gap_before || !is_english_part(top[end].text) || is_apart(next.text) {
            break;
        }
        end += 1;
    }
    let is_title = end > start && is_english_part(top[end].text);
    is_title.then_some(start..=end)
}

/// Returns whether a line can be part of an English title: short, with a capital, and without the
/// end of a sentence.
fn is_english_part(line: &str) -> bool {
    let length = language::length(line);
    let ends_sentence = line.ends_with(['.', ',', ';', ':', '!']);
    length.han == 0
        && (1..=MAX_WORDS).contains(&length.words)
        && line.contains(char::is_uppercase)
        && !line.contains(". ")
        && !ends_sentence
}

/// Returns whether a line is something else than a part of a title.
fn is_apart(line: &str) -> bool {
    is_boilerplate(line)
        || starts_item(line)
        || date::is_only_a_date(line)
        || dateline::is_dateline(line)
        || title::is_only_issue(line)
        || numbering::parse(line).is_some()
}

/// Returns a title that is written over several lines on one line.
pub(super) fn on_one_line(title: &str) -> String {
    let lines = title.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    let lines: Vec<Line<'_>> = lines
        .map(|text| Line {
            text,
            gap_before: false,
        })
        .collect();
    text(&lines)
}

/// Joins lines, with a space unless both neighbours are Han characters.
fn text(lines: &[Line<'_>]) -> String {
    let mut text = String::new();
    for line in lines {
        let is_between_han = text.ends_with(is_han) && line.text.starts_with(is_han);
        let is_mark = line
            .text
            .starts_with(['（', '《', '“'])
            || text.ends_with(['》', '”', '、']);
        if !text.is_empty() && !is_between_han && !is_mark {
            text.push(' ');
        }
        text.push_str(line.text);
    }
    text
}

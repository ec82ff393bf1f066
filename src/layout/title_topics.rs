//! The topics that a title line lists.

use std::sync::LazyLock;

use regex::Regex;

use super::title::{find_issue, issue};
use super::{date, language};

/// Dashes, bars and slashes with white space around them.
static DASH: LazyLock<Regex> = LazyLock::new(|| date::regex(r"\s+(?:[-–—|·•]|//?)\s+"));

/// Conjunctions before the last topic of a list.
const CONJUNCTIONS: [&str; 4] = [" and ", " & ", "和", "与"];
const COMMAS: [char; 6] = [',', '，', ';', '；', '、', '|'];
const OPENING_MARKS: [char; 5] = ['“', '(', '（', '「', '《'];
const CLOSING_MARKS: [char; 5] = ['”', ')', '）', '」', '》'];
const QUOTATION_MARKS: [char; 8] = ['\'', '"', '‘', '’', '“', '”', '「', '」'];

/// Maximum number of words, and of Han characters, before or after the date of an edition.
const EDITION: (usize, usize) = (3, 8);

/// Returns the topics that a title lists, in order.
///
/// After an issue's number and a colon or a dash, everything is a topic. So are three or more parts
/// with dashes or bars between them, and a Chinese list after an issue's number. Any other title is
/// a list of topics only if it has as many parts as the brief has numbered sections.
pub(super) fn topics(line: &str, numbered_sections: usize) -> Vec<String> {
    if let Some(list) = after_issue(line) {
        let parts = split_at_dashes(list);
        if parts.len() > 1 {
            return parts;
        }
        return split_into_topics(list, numbered_sections);
    }
    let parts = split_at_dashes(line);
    if parts.len() >= 3 {
        return parts;
    }
    let list = without_issue(line);
    let parts = split_into_topics(list, numbered_sections);
    let is_chinese_list = list.len() < line.len() && list.contains('、');
    if parts.len() >= 2 && (parts.len() == numbered_sections || is_chinese_list) {
        return parts;
    }
    Vec::new()
}

/// Returns the part of a title after the issue: `Ports, Rice` for `Brief #42: Ports, Rice` and for
/// `Digest 12 – Ports, Rice`.
fn after_issue(line: &str) -> Option<&str> {
    if let Some((label, list)) = line.split_once([':', '：'])
        && (issue(label).is_some() || is_brief(label) || names_edition(label))
    {
        return Some(list);
    }
    let issue = find_issue(line)?;
    let rest = line[issue.span.end..].trim_start();
    rest.strip_prefix(['–', '—', '|'])
        .or_else(|| rest.strip_prefix("- "))
}

/// Returns a title without an issue's number and what is before it: `统战、经济` for `【第42期】统战、经济`.
fn without_issue(line: &str) -> &str {
    let Some(issue) = find_issue(line) else {
        return line;
    };
    let rest = line[issue.span.end..].trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | '）' | ']' | '】' | '」' | '》' | ',' | '，'
            )
    });
    if rest.is_empty() {
        line
    } else {
        rest
    }
}

/// Returns whether `label` is a date with a few words: `Newsletter 2020-09-20`.
fn names_edition(label: &str) -> bool {
    let label = date::half_width(label);
    let Some(found) = date::find_place(&label, None) else {
        return false;
    };
    let before = language::length(&label[..found.span.start]);
    let after = language::length(&label[found.span.end..]);
    let (words, han) = EDITION;
    before.words + after.words <= words && before.han + after.han <= han
}

fn is_brief(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    matches!(
        label.as_str(),
        "brief" | "简报" | "簡報"
    )
}

/// Splits `list` at its commas. If one topic is missing then, splits the last part at its "and", as
/// in `Ports, Rice and the Party`.
fn split_into_topics(list: &str, expected: usize) -> Vec<String> {
    let mut topics = split_at_commas(list);
    if topics.len() + 1 != expected {
        return topics;
    }
    let pair = topics
        .last()
        .and_then(|last| split_pair(last));
    if let Some(pair) = pair {
        topics.pop();
        topics.extend(pair);
    }
    topics
}

fn split_pair(part: &str) -> Option<[String; 2]> {
    for conjunction in CONJUNCTIONS {
        if let Some((first, second)) = part.split_once(conjunction) {
            return Some([clean(first), clean(second)]);
        }
    }
    None
}

fn split_at_dashes(line: &str) -> Vec<String> {
    let parts = DASH.split(line).map(clean);
    let mut parts: Vec<String> = parts.collect();
    parts.retain(|part| !part.is_empty());
    parts
}

/// Splits at commas, semicolons and bars outside quotation marks and brackets.
fn split_at_commas(list: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth: usize = 0;
    for (at, c) in list.char_indices() {
        if OPENING_MARKS.contains(&c) {
            depth += 1;
        } else if CLOSING_MARKS.contains(&c) {
            depth = depth.saturating_sub(1);
        }
        if depth > 0 || !COMMAS.contains(&c) {
            continue;
        }
        let end = at + c.len_utf8();
        if !is_inside_number(&list[..at], &list[end..]) {
            parts.push(clean(&list[start..at]));
            start = end;
        }
    }
    parts.push(clean(&list[start..]));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns whether a number goes on from `before` to `after`: `10,000`.
fn is_inside_number(before: &str, after: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    before.ends_with(is_digit) && after.starts_with(is_digit)
}

/// Returns a part of a list without its "and" and its quotation marks.
fn clean(part: &str) -> String {
    let part = part.trim();
    let part = part
        .strip_prefix("and ")
        .or_else(|| part.strip_prefix("& "))
        .unwrap_or(part);
    let part = part.trim();
    let open = part.trim_start_matches(QUOTATION_MARKS);
    if open.len() == part.len() {
        // Without an opening mark, a mark at the end is an apostrophe: workers'.
        return part.to_owned();
    }
    open.trim_end_matches(QUOTATION_MARKS)
        .to_owned()
}

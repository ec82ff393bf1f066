//! The issue and the topics that a title line names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::date;

/// An issue's number or label. One of its three groups captures it.
static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        "brief",
        "issue",
        "number",
        "newsletter",
        "digest",
        "edition",
        "bulletin",
        "letter",
        "memo",
        "weekly",
        "monitor",
        "update",
    ];
    let word = words.join("|");
    // Brief #42, Issue No. 42, Digest: 42
    let after_word = format!(r"(?-u:\b)(?:{word})\s*[:：]?\s*(?:no\.?\s*|#\s*|№\s*|number\s*)?");
    // No. 42, #42
    let after_sign = r"(?-u:\b)no\.?\s*[:：]?\s*|#\s*|№\s*";
    let english = r"(?P<english>[0-9]{1,6}(?:/[0-9]{1,3})?)(?-u:\b)";
    // 第42期, 第四十二辑
    let chinese = r"第\s*(?P<chinese>[0-9一二三四五六七八九十百]{1,6})\s*[期号號辑輯]";
    // 期号：42
    let chinese_key = r"期[号號数數]\s*[:：]\s*(?P<keyed>[0-9]{1,6})";
    regex(&format!(
        "(?i)(?:{after_word}|{after_sign}){english}|{chinese}|{chinese_key}"
    ))
});

/// Text that may be beside an issue's number on a line that says nothing else.
static BESIDE_ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?-u:\b)vol(?:ume|\.)?\s*[0-9ivxlc]{1,6}(?-u:\b)|(?-u:\b)issue(?-u:\b)",
        r"|总第\s*[0-9]{1,6}\s*期|總第\s*[0-9]{1,6}\s*期",
    ))
});

static TITLE_KEY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^(?:title|subject|标题|標題|题目|題目)\s*[:：]\s*"));

/// Dashes, bars and slashes with white space around them.
static DASH: LazyLock<Regex> = LazyLock::new(|| regex(r"\s+(?:[-–—|·•]|//?)\s+"));

/// Kinds of documents that have numbers of their own, in lower case.
const DOCUMENTS: [&str; 14] = [
    "document",
    "doc",
    "doc.",
    "order",
    "decree",
    "circular",
    "opinion",
    "notice",
    "announcement",
    "resolution",
    "directive",
    "law",
    "rule",
    "case",
];

/// First characters of such kinds in Chinese, which are after the number.
const DOCUMENT_SIGNS: [char; 6] = ['令', '文', '公', '决', '法', '议'];

/// Signs after which a number is an issue's even if it could be a year.
const ISSUE_SIGNS: [char; 3] = ['#', '№', '第'];

/// Conjunctions before the last topic of a list.
const CONJUNCTIONS: [&str; 4] = [" and ", " & ", "和", "与"];
const COMMAS: [char; 6] = [',', '，', ';', '；', '、', '|'];
const OPENING_MARKS: [char; 5] = ['“', '(', '（', '「', '《'];
const CLOSING_MARKS: [char; 5] = ['”', ')', '）', '」', '》'];
const QUOTATION_MARKS: [char; 8] = ['\'', '"', '‘', '’', '“', '”', '「', '」'];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// Returns the number or label of the issue that `line` names: `42` for `Brief #042: Ports`.
pub(crate) fn issue(line: &str) -> Option<String> {
    find_issue(line).map(|issue| issue.label)
}

/// Returns whether `line` names an issue, and perhaps its date, but says nothing else.
pub(super) fn is_only_issue(line: &str) -> bool {
    let Some(Issue { span, .. }) = find_issue(line) else {
        return false;
    };
    let rest = format!(
        "{} {}",
        &line[..span.start],
        &line[span.end..]
    );
    let rest = BESIDE_ISSUE.replace_all(&rest, "");
    !rest.contains(char::is_alphanumeric) || date::is_only_a_date(&rest)
}

/// Returns a title's line without the key that some texts put before it: `Ports` for `Title:
/// Ports`.
pub(super) fn without_key(line: &str) -> &str {
    match TITLE_KEY.find(line) {
        Some(key) => &line[key.end()..],
        None => line,
    }
}

/// The issue that a line names.
struct Issue {
    /// Place of the number and the words before it, in bytes.
    span: Range<usize>,
    /// The number or label, without leading zeros.
    label: String,
}

fn find_issue(line: &str) -> Option<Issue> {
    if !line.contains(|c: char| c.is_ascii_digit() || c == '第') {
        return None;
    }
    let mut candidates = ISSUE.captures_iter(line);
    candidates.find_map(|found| read_issue(line, &found))
}

/// Reads an issue, unless its number is that of a date, a year or a document.
fn read_issue(line: &str, found: &Captures<'_>) -> Option<Issue> {
    let whole = found.get(0)?;
    let before = &line[..whole.start()];
    let after = &line[whole.end()..];
    let english = found.name("english");
    let label = english
        .or_else(|| found.name("chinese"))
        .or_else(|| found.name("keyed"))?
        .as_str();
    let is_of_document = match english {
        Some(_) => is_no(whole.as_str()) && ends_with_document(before),
        None => starts_with_document(after),
    };
    let is_year = is_year(label) && !whole.as_str().contains(ISSUE_SIGNS);
    if is_of_document || is_year || goes_on_as_date(after) {
        return None;
    }
    Some(Issue {
        span: whole.range(),
        label: without_zeros(label).to_owned(),
    })
}

/// Returns whether `issue` is `No. 9` or the like, which a document's number is, too.
fn is_no(issue: &str) -> bool {
    issue
        .to_lowercase()
        .starts_with("no")
}

/// Returns whether the number after `before` is a document's: `Document` of `Document No. 9`.
fn ends_with_document(before: &str) -> bool {
    let mut words = before.trim_end().rsplit(' ');
    let last = words.next().unwrap_or_default();
    let last = last.to_lowercase();
    DOCUMENTS.contains(&last.as_str())
}

/// Returns whether the number before `after` is a document's: `令` of `第42号令`.
fn starts_with_document(after: &str) -> bool {
    let after = after.trim_start();
    after.starts_with(DOCUMENT_SIGNS)
}

fn is_year(label: &str) -> bool {
    let century = label.get(..2);
    label.len() == 4 && matches!(century, Some("19" | "20"))
}

/// Returns whether the number before `after` is the first of a date's.
fn goes_on_as_date(after: &str) -> bool {
    let Some(after) = after.strip_prefix(['.', '/', '-']) else {
        return false;
    };
    after.starts_with(|c: char| c.is_ascii_digit())
}

fn without_zeros(label: &str) -> &str {
    let bare = label.trim_start_matches('0');
    if bare.is_empty() {
        label
    } else {
        bare
    }
}

/// Returns the topics that a title lists, in order.
///
/// After an issue's number and a colon or a dash, everything is a topic. So are three or more parts
/// with dashes or bars between them. Any other title is a list of topics only if it has as many
/// parts as the brief has numbered sections.
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
    let parts = split_into_topics(line, numbered_sections);
    if parts.len() >= 2 && parts.len() == numbered_sections {
        return parts;
    }
    Vec::new()
}

/// Returns the part of a title after the issue: `Ports, Rice` for `Brief #42: Ports, Rice` and for
/// `Digest 12 – Ports, Rice`.
fn after_issue(line: &str) -> Option<&str> {
    if let Some((label, list)) = line.split_once([':', '：'])
        && (issue(label).is_some() || is_brief(label))
    {
        return Some(list);
    }
    let issue = find_issue(line)?;
    let rest = line[issue.span.end..].trim_start();
    rest.strip_prefix(['–', '—', '|'])
        .or_else(|| rest.strip_prefix("- "))
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

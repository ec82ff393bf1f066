//! The issue that a title line names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::date;
use crate::analysis::token::is_han;

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
    // Other words for a publication, after which a number is an issue's if it has a sign.
    let other =
        "neican|cankao|report|review|briefing|dispatch|journal|gazette|roundup|monthly|daily";
    // Brief #42, Issue No. 42, Digest: 42
    let after_word = format!(
        r"%b(?:(?:{word})\s*[:：]?\s*(?:no\.?\s*|[#＃]\s*|№\s*|number\s*)?|(?:{other})\s*[#＃]\s*)"
    );
    // No. 42, and #42 at the start of the line or of a part of it
    let after_sign = r"%bno\.?\s*[:：]?\s*|(?:^|[|｜·—–])[\s(（\[【]*[#＃]\s*|№\s*";
    let english = r"(?P<english>[0-9]{1,6}(?:/[0-9]{1,4})?%b|[０-９]{1,6})";
    // 第42期, 第四十二辑
    let chinese = r"第\s*(?P<chinese>[0-9０-９〇零一二三四五六七八九十百]{1,6})\s*[期号號辑輯]";
    // 期号：42
    let chinese_key = r"期[号號数數]\s*[:：]\s*(?P<keyed>[0-9]{1,6})";
    date::regex(&format!(
        "(?i)(?:{after_word}|{after_sign}){english}|{chinese}|{chinese_key}"
    ))
});

/// A volume, which is an issue if nothing else is: `Vol. 42: Ports`.
static VOLUME: LazyLock<Regex> = LazyLock::new(|| {
    date::regex(r"(?i)%bvol(?:ume|\.)?\s*(?P<english>[0-9]{1,4})(?:$|%b\s*[:：|–—])")
});

/// Text that may be beside an issue's number on a line that says nothing else.
static BESIDE_ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?-u:\b)vol(?:ume|\.)?\s*[0-9ivxlc]{1,6}(?-u:\b)|(?-u:\b)issue(?-u:\b)",
        r"|总第\s*[0-9]{1,6}\s*期|總第\s*[0-9]{1,6}\s*期",
    ))
});

static TITLE_KEY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^(?:title|subject|标题|標題|题目|題目|主题|主題)\s*[:：]\s*"));

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
const ISSUE_SIGNS: [char; 4] = ['#', '＃', '№', '第'];

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
pub(super) struct Issue {
    /// Place of the number and the words before it, in bytes.
    pub(super) span: Range<usize>,
    /// The number or label, without leading zeros.
    label: String,
}

/// Finds the issue that `line` names.
pub(super) fn find_issue(line: &str) -> Option<Issue> {
    if !line.contains(|c: char| c.is_ascii_digit() || matches!(c, '第' | '０'..='９')) {
        return None;
    }
    let forms = [&*ISSUE, &*VOLUME];
    let mut candidates = forms
        .into_iter()
        .flat_map(|form| form.captures_iter(line));
    candidates.find_map(|found| read_issue(line, &found))
}

/// Reads an issue, unless its number is that of a date, a year or a document.
fn read_issue(line: &str, found: &Captures<'_>) -> Option<Issue> {
    let whole = found.get(0)?;
    let before = &line[..whole.start()];
    let english = found.name("english");
    let number = english
        .or_else(|| found.name("chinese"))
        .or_else(|| found.name("keyed"))?;
    let end = if found.name("chinese").is_some() {
        whole.end()
    } else {
        number.end()
    };
    let after = &line[end..];
    let label = number.as_str();
    let is_of_document = match english {
        Some(_) => is_no(whole.as_str()) && ends_with_document(before),
        None => starts_with_document(after),
    };
    let is_year = is_year(label) && !whole.as_str().contains(ISSUE_SIGNS);
    if is_of_document || is_year || goes_on_as_date(after) || begins_date(&line[number.start()..]) {
        return None;
    }
    Some(Issue {
        span: whole.start()..end,
        label: in_digits(label),
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

/// Returns whether `text` begins with a date.
fn begins_date(text: &str) -> bool {
    let found = date::find_place(text, None);
    found.is_some_and(|found| found.span.start == 0)
}

/// Returns an issue's number in ASCII digits, without leading zeros: `42` for `四十二`.
fn in_digits(label: &str) -> String {
    if label.contains(is_han) {
        let number = date::number(label);
        return number.map_or_else(
            || label.to_owned(),
            |number| number.to_string(),
        );
    }
    let label = date::half_width(label);
    without_zeros(&label).to_owned()
}

fn without_zeros(label: &str) -> &str {
    let bare = label.trim_start_matches('0');
    if bare.is_empty() {
        label
    } else {
        bare
    }
}

//! Front matter: YAML between `---` lines or TOML between `+++` lines at the very top of a brief.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;

use super::blank::trimmed;
use super::date;
use crate::model::{Lang, Warning};

/// What a brief's front matter says of it.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub issue: Option<String>,
    pub date: Option<String>,
    pub series: Option<String>,
    pub topics: Vec<String>,
    pub lang: Option<Lang>,
    pub year: Option<i16>,
    /// Where the value of the title's key begins, in bytes of the whole text.
    pub title_from: usize,
    /// The entries under other keys, as bytes of the whole text, in order.
    pub unknown: Vec<Range<usize>>,
}

/// Reads the front matter of `text`. Gives it, where the body starts (in bytes), and what was wrong
/// with it.
pub(crate) fn split(text: &str) -> (FrontMatter, usize, Vec<Warning>) {
    let bare = text.trim_start_matches('\u{feff}');
    let start = text.len() - bare.len();
    for (fence, parse) in [("---", from_yaml as Parse), ("+++", from_toml as Parse)] {
        let Some((front_text, length)) = fenced(bare, fence) else {
            continue;
        };
        return match parse(front_text) {
            Ok(values) => {
                let mut front = collect(values);
                let from = start + bare.find('\n').map_or(0, |end| end + 1);
                place(text, from..from + front_text.len(), &mut front);
                (front, start + length, Vec::new())
            }
            Err(problem) => {
                let message =
                    format!("the front matter cannot be read and is taken as text: {problem}");
                (
                    FrontMatter::default(),
                    start,
                    vec![Warning { line: 1, message }],
                )
            }
        };
    }
    (FrontMatter::default(), start, Vec::new())
}

type Parse = fn(&str) -> Result<BTreeMap<String, Value>, String>;

/// What stands between two `fence` lines at the top, and the length of it all.
fn fenced<'a>(text: &'a str, fence: &str) -> Option<(&'a str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == fence)?;
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == fence {
            return Some((&text[first.len()..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

fn from_yaml(front: &str) -> Result<BTreeMap<String, Value>, String> {
    if front.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    serde_saphyr::from_str(front).map_err(|e| first_line(&e.to_string()))
}

fn from_toml(front: &str) -> Result<BTreeMap<String, Value>, String> {
    let table: toml::Table = toml::from_str(front).map_err(|e| first_line(&e.to_string()))?;
    Ok(table
        .into_iter()
        .map(|(key, value)| (key, plain(value)))
        .collect())
}

/// A TOML value as JSON; a date becomes its text.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(plain).collect(),
        other => Value::deserialize(other).unwrap_or(Value::Null),
    }
}

fn first_line(problem: &str) -> String {
    problem.lines().next().unwrap_or_default().to_owned()
}

/// What a key of the front matter means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Issue,
    Date,
    Year,
    Series,
    Topics,
    Lang,
    Unknown,
}

fn key(name: &str) -> Key {
    match name
        .trim()
        .trim_matches(['"', '\''])
        .to_lowercase()
        .as_str()
    {
        "title" | "标题" | "標題" | "题目" => Key::Title,
        "issue" | "number" | "no" | "期号" | "期數" | "期数" => Key::Issue,
        "date" | "published" | "pubdate" | "日期" | "发布日期" => Key::Date,
        "year" => Key::Year,
        "series" | "newsletter" | "publication" | "系列" => Key::Series,
        "topics" | "topic" | "tags" | "categories" | "keywords" | "标签" | "主题" | "关键词" => {
            Key::Topics
        }
        "lang" | "language" => Key::Lang,
        _ => Key::Unknown,
    }
}

fn collect(values: BTreeMap<String, Value>) -> FrontMatter {
    let mut front = FrontMatter::default();
    for (name, value) in values {
        match key(&name) {
            Key::Title => front.title = word(&value),
            Key::Issue => front.issue = word(&value),
            Key::Date => front.date = word(&value),
            Key::Year => front.year = word(&value).and_then(|y| date::year(&y)),
            Key::Series => front.series = word(&value),
            Key::Topics => front.topics.extend(words(&value)),
            Key::Lang => front.lang = word(&value).and_then(|l| lang(&l)),
            Key::Unknown => {}
        }
    }
    front
}

fn lang(name: &str) -> Option<Lang> {
    match name.to_lowercase().split(['-', '_']).next()? {
        "zh" | "chinese" | "中文" => Some(Lang::Zh),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// Finds in `text` where the title stands and what stands under unknown keys. `within` is between
/// the fences.
fn place(text: &str, within: Range<usize>, front: &mut FrontMatter) {
    let mut at = within.start;
    let mut unknown = false;
    for line in text[within.clone()].split_inclusive('\n') {
        let end = at + line.len();
        if let Some((name, from)) = entry(line) {
            let key = key(name);
            unknown = key == Key::Unknown;
            if key == Key::Title {
                front.title_from = at + from;
            }
            if let Some(span) = trimmed(text, at..end).filter(|_| unknown) {
                front.unknown.push(span);
            }
        } else if let (true, Some(span)) = (unknown, trimmed(text, at..end)) {
            front
                .unknown
                .last_mut()
                .into_iter()
                .for_each(|entry| entry.end = span.end);
        }
        at = end;
    }
}

/// The name of the entry that `line` begins, and where its value does; a line further in, or an
/// item of a list, belongs to the entry before.
fn entry(line: &str) -> Option<(&str, usize)> {
    if line.starts_with('[') {
        return Some((line, line.len()));
    }
    let (name, _) = line
        .split_once([':', '='])
        .filter(|_| !line.starts_with([' ', '\t', '-', '#', ']', '}']))?;
    Some((name, name.len() + 1))
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(word).collect(),
        Value::String(text) => text
            .split([',', '，', '、'])
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty())
            .collect(),
        other => word(other).into_iter().collect(),
    }
}

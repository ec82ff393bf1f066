//! Front matter: YAML between `---` lines or TOML between `+++` lines at the very top of a brief.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;

use super::blank::trimmed;
use super::date;
use crate::model::{Lang, Warning};

/// The metadata that front matter gives of a brief.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub issue: Option<String>,
    /// Day of publication, as written.
    pub date: Option<String>,
    pub series: Option<String>,
    pub topics: Vec<String>,
    pub lang: Option<Lang>,
    pub year: Option<i16>,
    /// Start of the title, in bytes of the whole text. White space or a quotation mark may be
    /// before the title.
    pub title_from: usize,
    /// Entries whose keys mean nothing to yinde, in bytes of the whole text, in order.
    pub unknown: Vec<Range<usize>>,
}

/// A brief's text, split into front matter and body.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub front: FrontMatter,
    /// Start of the body, in bytes of the whole text.
    pub body_start: usize,
    /// Problems in the front matter.
    pub warnings: Vec<Warning>,
}

/// The entries of front matter, by key.
type Entries = BTreeMap<String, Value>;

/// Splits `text` into front matter and body. Front matter that cannot be parsed belongs to the
/// body.
pub(crate) fn split(text: &str) -> Split {
    let without_mark = text.trim_start_matches('\u{feff}');
    let start = text.len() - without_mark.len();
    if let Some(fenced) = find_fenced(text, start, "---") {
        return parse(text, start, &fenced, parse_yaml);
    }
    if let Some(fenced) = find_fenced(text, start, "+++") {
        return parse(text, start, &fenced, parse_toml);
    }
    without_front(start)
}

fn without_front(body_start: usize) -> Split {
    Split {
        body_start,
        ..Split::default()
    }
}

fn parse(
    text: &str,
    start: usize,
    fenced: &Fenced,
    parse_entries: fn(&str) -> Result<Entries, String>,
) -> Split {
    match parse_entries(&text[fenced.inside.clone()]) {
        Ok(entries) => {
            let mut front = read(entries);
            locate(text, fenced.inside.clone(), &mut front);
            Split {
                front,
                body_start: fenced.end,
                warnings: Vec::new(),
            }
        }
        Err(problem) => {
            let message =
                format!("the front matter cannot be parsed and is taken as text: {problem}");
            let mut split = without_front(start);
            split
                .warnings
                .push(Warning { line: 1, message });
            split
        }
    }
}

/// Front matter and the fences around it, in bytes of the whole text.
struct Fenced {
    /// The lines between the fences.
    inside: Range<usize>,
    /// End of the second fence.
    end: usize,
}

/// Finds the lines from byte `start` on that are between two lines `fence`.
fn find_fenced(text: &str, start: usize, fence: &str) -> Option<Fenced> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != fence {
        return None;
    }
    let inside_start = start + first.len();
    let mut at = inside_start;
    for line in lines {
        let end = at + line.len();
        if line.trim_end() == fence {
            let inside = inside_start..at;
            return Some(Fenced { inside, end });
        }
        at = end;
    }
    None
}

fn parse_yaml(front: &str) -> Result<Entries, String> {
    if front.trim().is_empty() {
        return Ok(Entries::new());
    }
    serde_saphyr::from_str(front).map_err(|e| first_line(&e.to_string()))
}

fn parse_toml(front: &str) -> Result<Entries, String> {
    let table: toml::Table = toml::from_str(front).map_err(|e| first_line(&e.to_string()))?;
    let entries = table
        .into_iter()
        .map(|(key, value)| (key, to_json(value)));
    Ok(entries.collect())
}

/// Converts a TOML value. A date becomes its text.
fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => {
            let values = list.into_iter().map(to_json);
            values.collect()
        }
        other => Value::deserialize(other).unwrap_or(Value::Null),
    }
}

fn first_line(problem: &str) -> String {
    let first = problem.lines().next();
    first.unwrap_or_default().to_owned()
}

/// The meaning of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Issue,
    Date,
    Year,
    Series,
    Topics,
    Lang,
}

/// The usual spellings of keys, in lower case.
const KEYS: [(Key, &[&str]); 7] = [
    (
        Key::Title,
        &["title", "标题", "標題", "题目"],
    ),
    (
        Key::Issue,
        &["issue", "number", "no", "期号", "期數", "期数"],
    ),
    (
        Key::Date,
        &["date", "published", "pubdate", "日期", "发布日期"],
    ),
    (Key::Year, &["year"]),
    (
        Key::Series,
        &["series", "newsletter", "publication", "系列"],
    ),
    (
        Key::Topics,
        &[
            "topics",
            "topic",
            "tags",
            "categories",
            "keywords",
            "标签",
            "主题",
            "关键词",
        ],
    ),
    (Key::Lang, &["lang", "language"]),
];

/// Returns the meaning of the key that is spelled `name`, if it means anything to yinde.
fn key(name: &str) -> Option<Key> {
    let name = name
        .trim()
        .trim_matches(['"', '\'']);
    let name = name.to_lowercase();
    for (key, spellings) in KEYS {
        if spellings.contains(&name.as_str()) {
            return Some(key);
        }
    }
    None
}

fn read(entries: Entries) -> FrontMatter {
    let mut front = FrontMatter::default();
    for (name, value) in entries {
        let Some(key) = key(&name) else {
            continue;
        };
        let text = as_text(&value);
        match key {
            Key::Title => front.title = text,
            Key::Issue => front.issue = text,
            Key::Date => front.date = text,
            Key::Year => {
                front.year = text.as_deref().and_then(date::year);
            }
            Key::Series => front.series = text,
            Key::Topics => front.topics.extend(as_list(&value)),
            Key::Lang => front.lang = text.as_deref().and_then(lang),
        }
    }
    front
}

/// Returns the language of a tag or a name: `zh-Hans`, `en_GB`, `Chinese`.
fn lang(name: &str) -> Option<Lang> {
    let name = name.to_lowercase();
    match name.split(['-', '_']).next()? {
        "zh" | "chinese" | "中文" => Some(Lang::Zh),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// Finds the title and the entries under unknown keys in `text`. Front matter is `inside` of its
/// fences.
fn locate(text: &str, inside: Range<usize>, front: &mut FrontMatter) {
    let mut end = inside.start;
    let mut is_unknown = false;
    for line in text[inside].split_inclusive('\n') {
        let start = end;
        end += line.len();
        let key_of_line = split_key(line);
        if let Some(name) = key_of_line {
            let key = key(name);
            is_unknown = key.is_none();
            if key == Some(Key::Title) {
                front.title_from = start + name.len() + 1;
            }
        }
        let Some(span) = trimmed(text, start..end).filter(|_| is_unknown) else {
            continue;
        };
        if key_of_line.is_some() {
            front.unknown.push(span);
        } else if let Some(entry) = front.unknown.last_mut() {
            entry.end = span.end;
        }
    }
}

/// First characters of lines that belong to the entry before: indented lines, items of a list,
/// comments and closing brackets.
const CONTINUATIONS: [char; 6] = [' ', '\t', '-', '#', ']', '}'];

/// Returns the key with which `line` begins an entry; of a TOML table, the whole line.
fn split_key(line: &str) -> Option<&str> {
    if line.starts_with('[') {
        return Some(line);
    }
    if line.starts_with(CONTINUATIONS) {
        return None;
    }
    let (key, _) = line.split_once([':', '='])?;
    Some(key)
}

/// Returns a text or a number as text.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = text.trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        }
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the items of a list, or of a text with commas.
fn as_list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => {
            let texts = items.iter().filter_map(as_text);
            texts.collect()
        }
        Value::String(text) => {
            let items = text
                .split([',', '，', '、'])
                .map(str::trim);
            let items = items.filter(|item| !item.is_empty());
            items.map(str::to_owned).collect()
        }
        other => as_text(other).into_iter().collect(),
    }
}

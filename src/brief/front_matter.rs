//! Front matter: YAML between `---` lines or TOML between `+++` lines at the very top of a brief.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::Warning;

/// What a brief's front matter says of it.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub title: Option<String>,
    pub issue: Option<String>,
    pub date: Option<String>,
    pub series: Option<String>,
    pub topics: Vec<String>,
}

/// Reads the front matter of `text`. Gives it, where the body starts (in bytes), and what was wrong with it.
pub(super) fn split(text: &str) -> (FrontMatter, usize, Vec<Warning>) {
    let bare = text.trim_start_matches('\u{feff}');
    let start = text.len() - bare.len();
    for (fence, parse) in [("---", from_yaml as Parse), ("+++", from_toml as Parse)] {
        let Some((front, length)) = fenced(bare, fence) else { continue };
        return match parse(front) {
            Ok(values) => (collect(values), start + length, Vec::new()),
            Err(problem) => {
                let message = format!("the front matter cannot be read and is taken as text: {problem}");
                (FrontMatter::default(), start, vec![Warning { line: 1, message }])
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
    Ok(table.into_iter().map(|(key, value)| (key, plain(value))).collect())
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

fn collect(values: BTreeMap<String, Value>) -> FrontMatter {
    let mut front = FrontMatter::default();
    for (key, value) in values {
        match key.to_lowercase().as_str() {
            "title" => front.title = word(&value),
            "issue" | "number" | "no" => front.issue = word(&value),
            "date" | "published" => front.date = word(&value),
            "series" | "newsletter" | "publication" => front.series = word(&value),
            "topics" | "topic" | "tags" | "categories" => front.topics.extend(words(&value)),
            _ => {}
        }
    }
    front
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
        Value::String(text) => {
            text.split([',', '，', '、']).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
        }
        other => word(other).into_iter().collect(),
    }
}

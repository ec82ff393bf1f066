//! A naive search: conditions, and a scan of all passages for them.

use std::collections::{BTreeMap, BTreeSet};

use yinde::index::{Index, StoredPassage};
use yinde::query::{self, Filter};
use yinde::search::{self, Request, Results};

use crate::oracle::normalize;

/// Searches for all hits of `text`.
pub(super) fn ask(index: &Index, text: &str, filters: &[Filter]) -> Results {
    let query = query::parse(text).expect("a query");
    let mut request = Request::new(query);
    request.filters = filters.to_vec();
    request.limit = None;
    request.facets = true;
    search::search(index, &request).expect("an answer")
}

/// A condition that a query can state.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// A field and its value.
    Field(&'static str, String),
    /// A quoted phrase.
    Phrase(&'static str),
    Not(Box<Condition>),
    /// Two or more conditions.
    All(Vec<Condition>),
    /// Two or more conditions.
    Any(Vec<Condition>),
}

impl Condition {
    /// Returns the query for the condition.
    pub(super) fn typed(&self) -> String {
        match self {
            Self::Field(name, value) => format!("{name}:\"{value}\""),
            Self::Phrase(text) => format!("\"{text}\""),
            Self::Not(part) => format!("-{}", part.operand()),
            Self::All(parts) => operands(parts).join(" "),
            Self::Any(parts) => operands(parts).join(" OR "),
        }
    }

    fn operand(&self) -> String {
        match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) => format!("({})", self.typed()),
            Self::Field(..) | Self::Phrase(_) => self.typed(),
        }
    }
}

fn operands(parts: &[Condition]) -> Vec<String> {
    parts
        .iter()
        .map(Condition::operand)
        .collect()
}

/// All passages of an index.
pub(super) struct Scan {
    pub passages: Vec<StoredPassage>,
    /// The ids of the passages that a search for each phrase finds. `phrase.rs` tests phrases.
    phrases: BTreeMap<&'static str, BTreeSet<String>>,
}

pub(super) const PHRASES: &[&str] = &["united front", "the", "统战工作", "数据"];

impl Scan {
    pub(super) fn of(index: &Index) -> Self {
        let mut phrases = BTreeMap::new();
        for phrase in PHRASES {
            let passages = all(index, &format!("\"{phrase}\""));
            let ids = passages
                .into_iter()
                .map(|passage| passage.label.id);
            phrases.insert(*phrase, ids.collect());
        }
        Self {
            passages: all(
                index,
                "lang:en OR lang:zh OR lang:mixed",
            ),
            phrases,
        }
    }

    /// Returns the ids of the passages that meet `condition`.
    pub(super) fn matching(&self, condition: &Condition) -> BTreeSet<String> {
        match condition {
            Condition::Phrase(text) => self.phrases[text].clone(),
            Condition::Not(part) => {
                let excluded = self.matching(part);
                self.ids(|passage| !excluded.contains(&passage.label.id))
            }
            Condition::Any(parts) => {
                let sets = parts
                    .iter()
                    .map(|part| self.matching(part));
                sets.flatten().collect()
            }
            Condition::All(parts) => self.matching_all(parts),
            Condition::Field(name, value) => {
                let labels = self.labels(name, value);
                self.ids(|passage| has_value(passage, name, value, &labels))
            }
        }
    }

    fn ids(&self, matches: impl Fn(&StoredPassage) -> bool) -> BTreeSet<String> {
        let matching = self
            .passages
            .iter()
            .filter(|passage| matches(passage));
        matching
            .map(|passage| passage.label.id.clone())
            .collect()
    }

    /// Returns the ids of the passages that meet all conditions. Of the values of a field, any may
    /// match.
    fn matching_all(&self, parts: &[Condition]) -> BTreeSet<String> {
        let mut sets: Vec<BTreeSet<String>> = Vec::new();
        let mut by_field: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for part in parts {
            let matching = self.matching(part);
            if let Condition::Field(name, _) = part {
                by_field
                    .entry(name)
                    .or_default()
                    .extend(matching);
            } else {
                sets.push(matching);
            }
        }
        sets.extend(by_field.into_values());
        self.ids(|passage| {
            sets.iter()
                .all(|set| set.contains(&passage.label.id))
        })
    }

    /// Returns the normalized labels that `value` selects: the label itself, or else those that
    /// start with it, or else those that contain it at the start of a word.
    fn labels(&self, name: &str, value: &str) -> BTreeSet<String> {
        let value = normalize(value);
        let all = self
            .passages
            .iter()
            .flat_map(|passage| labels_of(passage, name));
        let all: BTreeSet<String> = all.collect();
        if all.contains(&value) {
            return BTreeSet::from([value]);
        }
        if value
            .bytes()
            .all(|b| b.is_ascii_digit())
        {
            return BTreeSet::new();
        }
        let mut starting = all.clone();
        starting.retain(|label| label.starts_with(&value));
        if !starting.is_empty() {
            return starting;
        }
        let mut containing = all;
        containing.retain(|label| contains_at_word(label, &value));
        containing
    }
}

fn all(index: &Index, text: &str) -> Vec<StoredPassage> {
    let hits = ask(index, text, &[]).hits;
    hits.into_iter()
        .map(|hit| hit.passage)
        .collect()
}

fn contains_at_word(label: &str, value: &str) -> bool {
    let mut places = label.match_indices(value);
    places.any(|(at, _)| {
        let before = label[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c))
    })
}

/// Returns whether the passage has `value` in the field `name`, where `labels` are the labels that
/// the value selects.
fn has_value(passage: &StoredPassage, name: &str, value: &str, labels: &BTreeSet<String>) -> bool {
    // The start of a date selects all days that begin with it.
    let date = passage.label.brief.date.as_ref();
    let start = date.map(|date| &date[..value.len().min(date.len())]);
    match name {
        "lang" => passage.label.lang.to_string() == value,
        "kind" => passage.label.kind.to_string() == value,
        "since" => start.is_some_and(|start| start >= value),
        "until" => start.is_some_and(|start| start <= value),
        "date" => start == Some(value),
        _ => labels_of(passage, name)
            .iter()
            .any(|label| labels.contains(label)),
    }
}

/// Returns the normalized labels of a passage in a field.
pub(super) fn labels_of(passage: &StoredPassage, name: &str) -> Vec<String> {
    let mut labels: Vec<&String> = Vec::new();
    match name {
        "issue" => labels.extend(&passage.label.brief.issue),
        "section" => {
            if let Some(section) = &passage.label.section {
                labels.extend(&section.number);
                labels.push(&section.title);
            }
        }
        "topic" => labels.extend(&passage.label.topics),
        "title" => labels.push(&passage.label.brief.title),
        _ => {}
    }
    labels
        .into_iter()
        .map(|label| normalize(label))
        .collect()
}

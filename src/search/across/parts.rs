//! The parts of a query that can be translated, and those that passages must meet in any language.

use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;
use crate::lexicon::english::content_stems;
use crate::model::Lang;
use crate::query::{Filter, Query, Value};

/// Some text of a query in one script.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Normalized.
    pub text: String,
    /// Whether it is in Han characters.
    pub is_chinese: bool,
    /// Whether it is a phrase, which is translated as a whole.
    pub is_phrase: bool,
}

/// A query taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Its words and phrases, in order.
    pub parts: Vec<Part>,
    /// Its filters and exclusions.
    pub conditions: Vec<Query>,
}

impl Parts {
    pub(super) fn of(query: &Query, filters: &[Filter]) -> Self {
        let mut parts = Self::default();
        parts.add(query);
        let filters = filters
            .iter()
            .cloned()
            .map(Query::Filter);
        parts.conditions.extend(filters);
        parts
    }

    fn add(&mut self, query: &Query) {
        match query {
            Query::Words(words) => self.add_text(&words.join(" "), false),
            Query::Phrase(text, _) => self.add_text(text, true),
            // The start of a word has no translation.
            Query::Prefix(_) => {}
            Query::Filter(_) | Query::Not(_) => self.conditions.push(query.clone()),
            Query::All(inside) | Query::Any(inside) => {
                for part in inside {
                    self.add(part);
                }
            }
        }
    }

    /// Adds the stretches of a text in one script.
    fn add_text(&mut self, text: &str, is_phrase: bool) {
        let normalized = normalize_text(text);
        let mut stretch = String::new();
        let mut in_han = false;
        for c in normalized.chars().chain(['\0']) {
            let changes = c.is_alphanumeric() && is_han(c) != in_han;
            if (changes || c == '\0') && stretch.contains(char::is_alphanumeric) {
                self.parts.push(Part {
                    text: std::mem::take(&mut stretch),
                    is_chinese: in_han,
                    is_phrase,
                });
            }
            if c.is_alphanumeric() {
                in_han = is_han(c);
            }
            stretch.push(c);
        }
    }

    /// Returns the language of the query, if it is all in one.
    pub(super) fn language(&self) -> Option<Lang> {
        let chinese = self
            .parts
            .iter()
            .filter(|part| part.is_chinese);
        match chinese.count() {
            0 => Some(Lang::En),
            count => (count == self.parts.len()).then_some(Lang::Zh),
        }
    }

    /// Returns the number of words of the query, two Han characters for one.
    pub(super) fn words(&self) -> usize {
        let words = self.parts.iter().map(|part| {
            if part.is_chinese {
                part.text.matches(is_han).count() / 2
            } else {
                content_stems(&part.text).len()
            }
        });
        words.sum()
    }

    /// Returns the conditions but for those of languages.
    pub(super) fn without_languages(&self) -> Vec<Query> {
        let conditions = self.conditions.iter();
        let other = conditions.filter(|condition| !is_language(condition));
        other.cloned().collect()
    }
}

fn is_language(query: &Query) -> bool {
    matches!(query, Query::Filter(filter) if matches!(filter.value, Value::Lang(_)))
}

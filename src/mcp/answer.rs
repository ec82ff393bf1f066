//! The answers of tools.

use serde_json::{Map, Value, json};

use super::budget::{MAX_TOKENS, tokens};

/// The result of a call: data, and the same as text.
#[derive(Debug)]
pub(super) struct Answer {
    pub data: Value,
    pub text: String,
}

/// Results that are added one by one while there is room.
pub(super) struct Parts {
    items: Vec<Value>,
    text: String,
    used: usize,
}

impl Parts {
    /// Starts with a line of text.
    pub(super) fn new(text: &str) -> Self {
        Self {
            items: Vec::new(),
            used: tokens(text),
            text: format!("{text}\n"),
        }
    }

    /// Adds an item, as data and as text. Returns false if there is no room for it; the first item
    /// always has room.
    pub(super) fn add(&mut self, item: Value, text: &str) -> bool {
        let length = tokens(text).max(tokens(&item.to_string()));
        if !self.items.is_empty() && self.used + length > MAX_TOKENS {
            return false;
        }
        self.used += length;
        self.text += "\n";
        self.text += text;
        self.text += "\n";
        self.items.push(item);
        true
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns the answer: the items under `name`, and other facts.
    pub(super) fn end(mut self, name: &str, facts: &[(&str, Value)]) -> Answer {
        let mut data = Map::new();
        for (name, fact) in facts {
            data.insert((*name).to_owned(), fact.clone());
        }
        if let Some(Value::String(next)) = data.get("next") {
            self.text += &["\nMore: call again with cursor ", next, "\n"].concat();
        }
        data.insert(name.to_owned(), json!(self.items));
        Answer {
            data: Value::Object(data),
            text: self.text,
        }
    }
}

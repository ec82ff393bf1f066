//! The arguments of tools.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// The arguments of a call, by name.
pub(super) struct Arguments<'a>(pub &'a Map<String, Value>);

impl Arguments<'_> {
    /// Returns the text called `name`, or nothing. A number is text too.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(value.to_string())),
            Some(_) => Err(wrong(name, "expected text")),
        }
    }

    /// Returns the text called `name`.
    pub(super) fn needed(&self, name: &str) -> Result<String> {
        self.text(name)?
            .ok_or_else(|| wrong(name, "this argument is required"))
    }

    /// Returns the texts called `name`: a list, or only one.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>> {
        let Some(Value::Array(values)) = self.0.get(name) else {
            return Ok(self
                .text(name)?
                .into_iter()
                .collect());
        };
        let texts = values
            .iter()
            .map(|value| match value {
                Value::String(text) => Ok(text.clone()),
                Value::Number(number) => Ok(number.to_string()),
                _ => Err(wrong(name, "expected a list of texts")),
            });
        texts.collect()
    }

    /// Returns the number called `name`, within bounds.
    pub(super) fn number(&self, name: &str, default: usize, most: usize) -> Result<usize> {
        let Some(text) = self.text(name)? else {
            return Ok(default);
        };
        let number: Option<usize> = text.parse().ok();
        let number = number.filter(|number| *number <= most);
        number.ok_or_else(|| {
            wrong(
                name,
                &format!("expected a whole number up to {most}"),
            )
        })
    }

    /// Returns whether the flag called `name` is set.
    pub(super) fn flag(&self, name: &str) -> Result<bool> {
        let Some(text) = self.text(name)? else {
            return Ok(false);
        };
        text.parse()
            .map_err(|_| wrong(name, "expected true or false"))
    }

    /// Refuses arguments that `schema` does not have: they would be ignored otherwise.
    pub(super) fn check(&self, schema: &Value) -> Result<()> {
        let known = schema["properties"].as_object();
        let unknown = self
            .0
            .keys()
            .find(|name| known.is_some_and(|known| !known.contains_key(*name)));
        let Some(unknown) = unknown else {
            return Ok(());
        };
        let names: Vec<&str> = known
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .collect();
        let names = names.join(", ");
        Err(wrong(
            unknown,
            &format!("unknown argument; there are {names}"),
        ))
    }
}

pub(super) fn wrong(name: &str, problem: &str) -> Error {
    Error::Option {
        name: name.to_owned(),
        problem: problem.to_owned(),
    }
}

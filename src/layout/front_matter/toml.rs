//! Front matter in TOML, as its standard reads it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Content, Value};
use super::yaml::Pair;

/// Returns the keys and values of `toml`, in order, with places in its bytes.
///
/// # Errors
/// Returns an error if `toml` is not TOML.
pub(super) fn pairs(toml: &str) -> Result<Vec<Pair>, String> {
    let table = DeTable::parse(toml).map_err(|e| e.message().to_owned())?;
    let mut pairs = Vec::new();
    for (key, value) in table.get_ref() {
        let name = key.get_ref().clone().into_owned();
        pairs.push((
            name,
            key.span().start,
            read(toml, value),
        ));
    }
    pairs.sort_by_key(|&(_, start, _)| start);
    Ok(pairs)
}

fn read(toml: &str, value: &Spanned<DeValue<'_>>) -> Value {
    let span = value.span();
    let content = match value.get_ref() {
        DeValue::String(text) => Content::Quoted(text.clone().into_owned()),
        DeValue::Array(items) => {
            let items = items
                .iter()
                .map(|item| read(toml, item));
            Content::List(items.collect())
        }
        DeValue::Table(table) => {
            let pairs = table.iter().map(|(key, value)| {
                (
                    key.get_ref().clone().into_owned(),
                    read(toml, value),
                )
            });
            Content::Map(pairs.collect())
        }
        _ => Content::Plain(written(toml, span.clone())),
    };
    Value { content, span }
}

fn written(toml: &str, span: Range<usize>) -> String {
    toml[span].trim().to_owned()
}

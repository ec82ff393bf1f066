//! An entry of front matter, whichever language it is written in, and its value as text.

use std::ops::Range;

/// A key and its value. All places are in bytes of the whole text.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    /// From the line of the key to the next entry.
    pub span: Range<usize>,
    /// Everything after the key and its colon or equals sign.
    pub written: Range<usize>,
    pub value: Value,
}

/// A value, and its place.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub content: Content,
    pub span: Range<usize>,
}

/// The content of a value. Numbers, dates and the like are text as written.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Text without quotation marks.
    Plain(String),
    /// Text in quotation marks, or in a block of its own.
    Quoted(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Moves the value's place, and those of all that is in it, by `offset` bytes.
    pub(super) fn shift(&mut self, offset: usize) {
        self.span = self.span.start + offset..self.span.end + offset;
        match &mut self.content {
            Content::Plain(_) | Content::Quoted(_) => {}
            Content::List(items) => {
                for item in items {
                    item.shift(offset);
                }
            }
            Content::Map(pairs) => {
                for (_, value) in pairs {
                    value.shift(offset);
                }
            }
        }
    }

    /// Returns the number of values in this one, with itself.
    pub(super) fn count(&self) -> usize {
        match &self.content {
            Content::Plain(_) | Content::Quoted(_) => 1,
            Content::List(items) => {
                1 + items
                    .iter()
                    .map(Self::count)
                    .sum::<usize>()
            }
            Content::Map(pairs) => {
                let values = pairs.iter().map(|(_, value)| value);
                1 + values
                    .map(Self::count)
                    .sum::<usize>()
            }
        }
    }

    /// Returns the text of the value; a list or a map as it is written in `text`.
    pub(super) fn text<'a>(&'a self, text: &'a str) -> &'a str {
        match &self.content {
            Content::Plain(value) | Content::Quoted(value) => value.trim(),
            Content::List(_) | Content::Map(_) => text[self.span.clone()].trim(),
        }
    }

    /// Returns the value with this key, if the value is a map.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Content::Map(pairs) = &self.content else {
            return None;
        };
        let mut pairs = pairs.iter();
        let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(value)
    }

    /// Returns the items of a list, those of all lists in a map, or the value alone.
    pub(super) fn items(&self) -> Vec<&Self> {
        match &self.content {
            Content::List(items) => items.iter().collect(),
            Content::Map(pairs) => {
                let values = pairs.iter().map(|(_, value)| value);
                values
                    .flat_map(Self::items)
                    .collect()
            }
            _ => vec![self],
        }
    }
}

/// Returns `written` without the quotation marks around all of it.
pub(super) fn unquoted(written: &str) -> &str {
    let written = written.trim();
    for mark in ['"', '\''] {
        let inside = written
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        if let Some(inside) = inside
            && opens_again(inside, mark)
        {
            return inside.trim();
        }
    }
    written
}

/// Returns whether the first `mark` in `inside`, if there is one, opens a quotation rather than
/// closes one.
fn opens_again(inside: &str, mark: char) -> bool {
    match inside.find(mark) {
        Some(0) | None => true,
        Some(at) => inside[..at].ends_with([' ', '(', '[', '\\', '（']),
    }
}

/// Returns `written` without a comment at its end: a `#` between white space. A `#` just before a
/// word or a number belongs to the text: `Brief #42`.
pub(super) fn without_comment(written: &str) -> &str {
    for (at, _) in written.match_indices('#') {
        let before = &written[..at];
        let after = &written[at + 1..];
        let is_apart = before.is_empty() || before.ends_with([' ', '\t']);
        if is_apart && (after.is_empty() || after.starts_with([' ', '\t', '#'])) {
            return before.trim_end();
        }
    }
    written.trim_end()
}

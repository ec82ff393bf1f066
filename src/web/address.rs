//! Addresses of this server: the parameters of a request, and links that change some of them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The characters that are encoded in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
/// The characters that are encoded in a parameter.
const PARAMETER: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The parameters of an address, in order. A name may occur several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Parses the part of an address after the `?`. Bytes that are not UTF-8 become U+FFFD.
    pub(super) fn parse(query: &str) -> Self {
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair
                .split_once('=')
                .unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// Returns the last value of `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter().rev();
        let pair = pairs.find(|(other, _)| other == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// Returns the values of `name`.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.0.iter();
        let pairs = pairs.filter(move |(other, _)| other == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// Returns all parameters.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the parameters whose names are among `names`.
    pub(super) fn only(&self, is_kept: impl Fn(&str) -> bool) -> Self {
        let pairs = self.0.iter().cloned();
        Self(
            pairs
                .filter(|(name, _)| is_kept(name))
                .collect(),
        )
    }

    /// Returns these parameters with another one.
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        pairs.push((name.to_owned(), value.to_owned()));
        Self(pairs)
    }

    /// Returns these parameters without those of this name.
    pub(super) fn without(&self, name: &str) -> Self {
        self.only(|other| other != name)
    }

    /// Returns these parameters without the one of this name and value.
    pub(super) fn without_value(&self, name: &str, value: &str) -> Self {
        let pairs = self.0.iter().cloned();
        Self(
            pairs
                .filter(|(other, its)| other != name || its != value)
                .collect(),
        )
    }

    /// Returns these parameters with `value` for `name`, instead of other values.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// Returns the address of `path`, which is encoded, with these parameters.
    pub(super) fn address(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (at, (name, value)) in self.0.iter().enumerate() {
            let separator = if at == 0 {
                "?"
            } else {
                "&"
            };
            let name = utf8_percent_encode(name, PARAMETER);
            let value = utf8_percent_encode(value, PARAMETER);
            address += separator;
            address.extend(name);
            address.push('=');
            address.extend(value);
        }
        address
    }
}

/// Returns the address of a page about `id`: `/brief/brief-042%2323`.
pub(super) fn page_of(page: &str, id: &str) -> String {
    format!(
        "/{page}/{}",
        utf8_percent_encode(id, PATH)
    )
}

/// Decodes a part of a path, in which a slash may be encoded; `None` if it is not UTF-8, or has a
/// NUL, which no name contains.
pub(super) fn path_part(part: &str) -> Option<Cow<'_, str>> {
    if part.contains("%00") {
        return None;
    }
    percent_decode_str(part)
        .decode_utf8()
        .ok()
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text)
        .decode_utf8_lossy()
        .into_owned()
}

//! The index that all tools work on, and the arguments that they share.

use std::sync::Arc;

use super::arguments::Arguments;
use crate::error::Result;
use crate::index::LiveIndex;
use crate::query::Field;
use crate::render::cite::Complete;
use crate::render::safe;
use crate::search::{Request, cursor};

/// Maximum number of results of a call.
const MAX_LIMIT: usize = 50;
/// Number of results if no limit is given.
const DEFAULT_LIMIT: usize = 10;

/// The index, and the facts that citations have besides.
pub(super) struct Desk {
    pub live: Arc<LiveIndex>,
    pub complete: Complete,
}

/// Returns the filters among the arguments, as options of a request.
pub(super) fn filters(arguments: &Arguments<'_>) -> Result<Vec<(&'static str, String)>> {
    let mut filters = Vec::new();
    for field in Field::ALL {
        for value in arguments.texts(field.name())? {
            filters.push((field.name(), value));
        }
    }
    Ok(filters)
}

/// Returns the request for `query` with the filters and these options.
pub(super) fn request(
    query: &str,
    arguments: &Arguments<'_>,
    options: &[(&str, &str)],
) -> Result<Request> {
    let filters = filters(arguments)?;
    let filters = filters
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    Request::from_options(
        query,
        options
            .iter()
            .copied()
            .chain(filters),
    )
}

/// The part of an answer that a call asks for.
pub(super) struct Part {
    /// The call without its limit and its cursor.
    asked: String,
    pub offset: usize,
    pub limit: usize,
}

impl Part {
    pub(super) fn new(tool: &str, arguments: &Arguments<'_>) -> Result<Self> {
        let limit = arguments.number("limit", DEFAULT_LIMIT, MAX_LIMIT)?;
        let mut asked = arguments.0.clone();
        asked.remove("limit");
        let cursor = asked.remove("cursor");
        let asked = format!(
            "{tool} {}",
            serde_json::Value::Object(asked)
        );
        let offset = match cursor
            .as_ref()
            .and_then(|cursor| cursor.as_str())
        {
            Some(cursor) => cursor::offset(&asked, cursor)?,
            None => 0,
        };
        Ok(Self {
            asked,
            offset,
            limit: limit.max(1),
        })
    }

    /// Returns the cursor after so many results of this part; `None` if `total` is reached.
    pub(super) fn next(&self, shown: usize, total: usize) -> Option<String> {
        let after = self.offset + shown;
        (after < total).then(|| cursor::cursor(&self.asked, after))
    }
}

/// Returns text on one line, without control characters.
pub(super) fn clean(text: &str) -> String {
    safe(text).into_owned()
}

//! Answers, and what went wrong.

use maud::Markup;
use serde::Serialize;

use crate::error::Error;
use crate::render::json;

/// The type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// The type of JSON.
pub(super) const JSON: &str = "application/json";

/// An answer to a request.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    /// The media type.
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// Whether it never changes under its address.
    pub is_fixed: bool,
}

impl Reply {
    pub(super) fn new(kind: &'static str, body: Vec<u8>) -> Self {
        Self {
            status: 200,
            kind,
            body,
            is_fixed: false,
        }
    }

    pub(super) fn page(page: Markup) -> Self {
        Self::new(HTML, page.into_string().into_bytes())
    }

    pub(super) fn json(value: &impl Serialize) -> Self {
        let mut body = Vec::new();
        // Writing plain data to memory cannot fail.
        let _ = json::line(value, &mut body);
        Self::new(JSON, body)
    }
}

/// The answer to a request that cannot be answered as it was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    /// The problem, in words.
    pub error: String,
    /// A way to do better.
    pub hint: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

impl Problem {
    pub(super) fn new(status: u16, error: &str, hint: &str) -> Self {
        Self {
            error: error.to_owned(),
            hint: Some(hint.to_owned()),
            status,
        }
    }

    pub(super) fn reply(&self) -> Reply {
        Reply {
            status: self.status,
            ..Reply::json(self)
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Query { .. } | Error::Option { .. } | Error::NeedsPassage { .. } => 400,
            Error::NoPassage { .. } | Error::Saved { .. } => 404,
            _ => 503,
        };
        let (mut message, hint) = error.message_and_hint();
        // The line that points into the query is for terminals.
        if let Error::Query { .. } = &error {
            error
                .problem()
                .clone_into(&mut message);
        }
        Self {
            error: message,
            hint,
            status,
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self {
            error: error.to_string(),
            hint: None,
            status: 500,
        }
    }
}

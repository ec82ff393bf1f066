//! An answer of the cluster.

use serde_json::Value;

use super::reason;

/// A status and a body.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The body, or null if it is no JSON.
    pub(super) body: Value,
    /// The start of a body that is no JSON.
    pub(super) raw: String,
}

/// Number of characters of a body that are kept if it is no JSON.
const RAW: usize = 2000;

impl Answer {
    pub(super) fn new(status: u16, bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Ok(body) => Self {
                status,
                body,
                raw: String::new(),
            },
            Err(_) => Self {
                status,
                body: Value::Null,
                raw: String::from_utf8_lossy(bytes)
                    .chars()
                    .take(RAW)
                    .collect(),
            },
        }
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the body is in the form of the cluster's.
    pub(super) fn is_from_cluster(&self) -> bool {
        self.body.is_object()
    }

    /// Returns the start of a body that is no JSON.
    pub(super) fn text(&self) -> &str {
        &self.raw
    }

    /// Returns the type of the error that the cluster tells.
    pub(super) fn error_type(&self) -> String {
        reason::kind_and_reason(&self.body["error"]).0
    }

    /// Returns the reason that the cluster tells, in short.
    pub(super) fn reason(&self) -> String {
        let (kind, reason) = reason::kind_and_reason(&self.body["error"]);
        match (reason.is_empty(), kind.is_empty()) {
            (false, _) => reason::in_short(&reason),
            (true, false) => kind,
            (true, true) => format!("status {}", self.status),
        }
    }

    /// Returns whether the request was sent on to a node that was lost.
    pub(super) fn is_of_lost_node(&self) -> bool {
        self.status >= 500 && reason::is_of_lost_node(&self.body["error"])
    }

    /// Returns whether the same request may succeed later.
    pub(super) fn may_pass(&self) -> bool {
        let is_busy = matches!(self.status, 429 | 502 | 503 | 504);
        (is_busy || self.is_of_lost_node())
            && !reason::is_read_only(&self.error_type(), &self.reason())
    }
}

//! The reasons that a cluster gives for an error.

use serde_json::Value;

/// Maximum length of a reason that the cluster gives, in characters.
const MAX_REASON: usize = 300;

/// Returns whether the cluster does not write for want of space on a disk.
pub(super) fn is_read_only(kind: &str, reason: &str) -> bool {
    let is_block = kind == "cluster_block_exception" || reason.contains("blocked by");
    let is_of_disk = ["flood", "read-only", "disk usage"]
        .iter()
        .any(|part| reason.contains(part));
    is_block && is_of_disk
}

/// The kinds of errors after a node was lost to which a request had been sent on.
const LOST: [&str; 4] = [
    "node_disconnected_exception",
    "node_not_connected_exception",
    "node_closed_exception",
    "connect_transport_exception",
];

/// Returns whether an error of the cluster comes of a node that was lost. The next request goes to
/// the others.
pub(super) fn is_of_lost_node(error: &Value) -> bool {
    let causes = [error, &error["root_cause"][0], &error["caused_by"]];
    causes.iter().any(|cause| {
        LOST.iter()
            .any(|kind| cause["type"] == *kind)
    })
}

/// Returns a reason in one line, shortened.
pub(super) fn in_short(reason: &str) -> String {
    let line = reason.replace(['\n', '\r', ';'], " ");
    match line.char_indices().nth(MAX_REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Returns the kind and the reason in an error of the cluster.
pub(super) fn kind_and_reason(error: &Value) -> (String, String) {
    let text = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.to_owned()
    };
    if error.is_string() {
        return (String::new(), text(error));
    }
    let cause = &error["caused_by"]["reason"];
    let root = &error["root_cause"][0]["reason"];
    let mut reason = text(&error["reason"]);
    for more in [root, cause] {
        let more = text(more);
        if reason.is_empty() {
            reason = more;
        } else if !reason.contains(&more) {
            reason = format!("{reason}: {more}");
        }
    }
    (text(&error["type"]), reason)
}

//! The troubles of a cluster, each with what to do.

use std::io;
use std::path::Path;

use super::answer::Answer;
use super::reason::{in_short, is_read_only};
use crate::error::Error;

/// Returns an error about the index at the address `shown`.
pub(crate) fn error(shown: &Path, kind: &'static str, problem: impl Into<String>) -> Error {
    Error::Cluster {
        path: shown.to_owned(),
        kind,
        problem: problem.into(),
    }
}

/// Returns the error for a request that was not answered.
pub(super) fn unanswered(shown: &Path, failure: &ureq::Error) -> Error {
    let (kind, problem) = match failure {
        ureq::Error::HostNotFound => (
            "unreachable",
            "no host has this name; check the address".to_owned(),
        ),
        ureq::Error::Timeout(_) => (
            "time-out",
            "no answer in time; try again, or see whether the cluster is overloaded".to_owned(),
        ),
        ureq::Error::Io(error) => io_problem(error),
        other => tls_problem(&other.to_string()),
    };
    error(shown, kind, problem)
}

/// Returns whether a request that failed so may well succeed later.
pub(super) fn may_pass(failure: &ureq::Error) -> bool {
    match failure {
        ureq::Error::Io(error) => error.kind() != io::ErrorKind::InvalidData,
        ureq::Error::Timeout(_) | ureq::Error::ConnectionFailed => true,
        _ => false,
    }
}

fn io_problem(error: &io::Error) -> (&'static str, String) {
    use io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, TimedOut, UnexpectedEof,
    };
    let problem = match error.kind() {
        ConnectionRefused => "nothing listens there; check the address, and that the cluster runs",
        TimedOut => "the host does not answer; check the address, and that the cluster runs",
        ConnectionReset | ConnectionAborted | UnexpectedEof => {
            "the connection was closed without an answer; if the cluster uses TLS, write https://, \
            and see whether it is running"
        }
        io::ErrorKind::InvalidData => return tls_problem(&error.to_string()),
        _ => {
            return (
                "unreachable",
                format!("cannot connect ({error}); check the address, and that the cluster runs"),
            );
        }
    };
    ("unreachable", problem.to_owned())
}

/// Parts of what the TLS library says, and the problem in our words.
const TLS: [(&str, &str); 8] = [
    (
        "UnknownIssuer",
        "an authority that is not known here signed the certificate; name the authority's \
        certificate (PEM) in YINDE_CLUSTER_CA",
    ),
    (
        "not valid for name",
        "the certificate is for another host name; write the name that it is for",
    ),
    (
        "NotValidForName",
        "the certificate is for another host name; write the name that it is for",
    ),
    (
        "certificate expired",
        "the certificate has expired; renew it in the cluster",
    ),
    (
        "Expired",
        "the certificate has expired; renew it in the cluster",
    ),
    (
        "not valid yet",
        "the certificate is not valid yet; check the clocks of this machine and the cluster",
    ),
    (
        "InvalidContentType",
        "no TLS is spoken at this port; write http://, or the port of TLS",
    ),
    (
        "corrupt message",
        "no TLS is spoken at this port; write http://, or the port of TLS",
    ),
];

/// Returns the problem that the TLS library or the HTTP library tells in words.
fn tls_problem(message: &str) -> (&'static str, String) {
    let known = TLS
        .iter()
        .find(|(part, _)| message.contains(part));
    match known {
        Some((_, problem)) => ("certificate", (*problem).to_owned()),
        None if message.contains("certificate") || message.contains("handshake") => (
            "certificate",
            format!("TLS failed ({message}); check the certificate of the cluster"),
        ),
        None => (
            "not-a-cluster",
            format!("the answer is not HTTP ({message}); if the cluster uses TLS, write https://"),
        ),
    }
}

/// Returns the error for an answer with a status that is not a success.
pub(super) fn of_answer(shown: &Path, answer: &Answer, has_password: bool) -> Error {
    let (kind, reason) = (answer.error_type(), answer.reason());
    if is_read_only(&kind, &reason) {
        return read_only(shown);
    }
    if answer
        .text()
        .contains("HTTP request was sent to HTTPS port")
    {
        let problem = "TLS is spoken at this port; write https://";
        return error(shown, "certificate", problem);
    }
    let (kind, problem) = match answer.status {
        401 => (
            "password",
            password_problem(has_password).to_owned(),
        ),
        403 => (
            "forbidden",
            format!("this user may not do that ({reason}); ask who runs the cluster"),
        ),
        404 if kind == "index_not_found_exception" => {
            return Error::NoIndex {
                path: shown.to_owned(),
            };
        }
        408 | 504 => (
            "time-out",
            "the cluster did not finish in time; try again, or see whether it is overloaded"
                .to_owned(),
        ),
        429 => (
            "busy",
            format!("the cluster has too much to do ({reason}); try again later, or add nodes"),
        ),
        502 | 503 => return unavailable(shown, &reason),
        _ if answer.is_of_lost_node() => return unavailable(shown, &reason),
        _ if answer.is_from_cluster() => (
            "refused",
            format!("the cluster refuses ({reason}); see its log"),
        ),
        status => (
            "not-a-cluster",
            format!("what answers there (status {status}) is no OpenSearch; check the address"),
        ),
    };
    error(shown, kind, problem)
}

fn password_problem(has_password: bool) -> &'static str {
    if has_password {
        "the cluster refuses this user or password; check YINDE_CLUSTER_USER and \
        YINDE_CLUSTER_PASSWORD, or the file that YINDE_CLUSTER_CREDENTIALS names"
    } else {
        "the cluster wants a user and a password; set YINDE_CLUSTER_USER and \
        YINDE_CLUSTER_PASSWORD, or name a file in YINDE_CLUSTER_CREDENTIALS"
    }
}

fn read_only(shown: &Path) -> Error {
    error(
        shown,
        "read-only",
        "the cluster refuses to write because a disk is nearly full; free space there or add a \
        node, and run again",
    )
}

/// Returns the error for a document that is refused for a reason that holds for all.
pub(super) fn of_document(shown: &Path, kind: &str, reason: &str) -> Error {
    if is_read_only(kind, reason) {
        return read_only(shown);
    }
    let reason = in_short(reason);
    error(
        shown,
        "forbidden",
        format!("the cluster does not let this index be written ({reason}); ask who runs it"),
    )
}

/// Returns the error for an index that was deleted while it was written.
pub(super) fn deleted(shown: &Path) -> Error {
    error(
        shown,
        "deleted",
        "the index was deleted meanwhile; run again to make it anew",
    )
}

/// Returns the error for a cluster that lacks nodes.
pub(super) fn unavailable(shown: &Path, reason: &str) -> Error {
    error(
        shown,
        "unavailable",
        format!(
            "the cluster cannot answer now ({}); see whether enough of its nodes run",
            in_short(reason)
        ),
    )
}

/// Returns the error for something that only a folder has.
pub(crate) fn not_here(shown: &Path, problem: &str) -> Error {
    error(shown, "not-on-a-cluster", problem)
}

/// Returns the error for an answer that misses some shards.
pub(crate) fn partial(shown: &Path, answered: u64, all: u64) -> Error {
    error(
        shown,
        "partial",
        format!(
            "only {answered} of {all} shards answered, so passages may be missing; \
            wait until the cluster has its nodes again (or see what is there with yinde search \
            --partial)"
        ),
    )
}

/// Returns the error for an answer that lacks what the cluster always tells.
pub(super) fn odd(shown: &Path, lacks: &str) -> Error {
    error(
        shown,
        "not-a-cluster",
        format!("the answer has no {lacks}, so it is not one of OpenSearch; check the address"),
    )
}

//! The advice in an error's message: what to do, apart from what is wrong.

use std::borrow::Cow;

use super::Error;
use super::damage::index_of;
use super::words::{NewVersion, lacks_thread};
use crate::shell;

impl Error {
    /// Returns the end of the message: a semicolon and what to do, or nothing.
    pub(super) fn advice(&self) -> String {
        match self.hint() {
            Some(hint) => format!("; {hint}"),
            None => String::new(),
        }
    }

    /// Returns what to do about the error, if that is known.
    #[must_use]
    pub fn hint(&self) -> Option<Cow<'_, str>> {
        let hint = match self {
            Self::NotText { .. } => "save it as UTF-8",
            Self::Binary { .. } => "remove it or give it another extension",
            Self::NotAFeed { .. } => "download it again or remove it",
            Self::TooLarge { .. } => "split it",
            Self::Changing { .. } => "run again once it is no longer being written",
            Self::Emptied { .. } => "check the path, or pass --allow-empty to remove its briefs",
            Self::SameName { .. } => "rename one of them",
            Self::NotNamed { .. } => {
                "add it to the command, or pass --allow-empty to remove its briefs"
            }
            Self::WouldLose { .. } => "fix or move the file, or run without --rebuild",
            Self::Corpus { .. } => "name the folder that contains your briefs: yinde index FOLDER",
            Self::NotAnIndex { .. } => {
                "move them away, or name an empty or new folder with --index"
            }
            Self::NotAFolder { .. } => "name a folder with --index",
            Self::NoLocks { .. } => "name a folder on a local disk with --index",
            Self::Locked { .. } => "wait for it to end",
            Self::Index { source, .. } if lacks_thread(source) => {
                "end other programs, or raise the limit of processes (ulimit -u)"
            }
            Self::NoPassage { hint, .. } | Self::NeedsPassage { hint, .. } => hint,
            Self::Saved { hint, .. } => hint.as_deref()?,
            Self::Unreadable { problem, .. }
            | Self::Option { problem, .. }
            | Self::Cluster { problem, .. }
            | Self::Query { problem, .. } => parts(problem).1?,
            _ => {
                return self
                    .hint_with_index()
                    .map(Cow::Owned);
            }
        };
        Some(hint.into())
    }

    /// Returns the hint of an error that is mended with a command for its index.
    fn hint_with_index(&self) -> Option<String> {
        let hint = match self {
            Self::NoIndex { path } => format!(
                "create one with: yinde index FOLDER --index {}",
                shell::path(path)
            ),
            Self::NotKept { path, .. } => format!(
                "list those that are: yinde restore --index {}",
                shell::path(path)
            ),
            Self::Damaged { path, .. } => format!(
                "save what can be read: yinde repair --index {index}, or \
                rebuild it: yinde index FOLDER --index {index} --rebuild",
                index = shell::path(index_of(path))
            ),
            Self::Version {
                path, can_upgrade, ..
            } => NewVersion {
                path,
                can_upgrade: *can_upgrade,
            }
            .to_string(),
            _ => return None,
        };
        Some(hint)
    }

    /// Returns the message without what to do about the error, and what to do, if that is known.
    #[must_use]
    pub fn message_and_hint(&self) -> (String, Option<String>) {
        let hint = self.hint().map(Cow::into_owned);
        let message = match (self, &hint) {
            (Self::Query { query, column, .. }, Some(_)) => Self::Query {
                problem: self.problem().to_owned(),
                query: query.clone(),
                column: *column,
            }
            .to_string(),
            (_, Some(hint)) => without(&self.to_string(), hint).to_owned(),
            (_, None) => self.to_string(),
        };
        (message, hint)
    }

    /// Returns what is wrong with a query, without what to do and without the query.
    pub(crate) fn problem(&self) -> &str {
        match self {
            Self::Query { problem, .. } => parts(problem).0,
            _ => "",
        }
    }
}

/// Returns the two parts of a problem that ends with what to do, after its last semicolon.
fn parts(problem: &str) -> (&str, Option<&str>) {
    match problem.rsplit_once("; ") {
        Some((problem, hint)) => (problem, Some(hint)),
        None => (problem, None),
    }
}

/// Returns a message without the hint at its end.
fn without<'m>(message: &'m str, hint: &str) -> &'m str {
    let message = message
        .strip_suffix(hint)
        .unwrap_or(message);
    message
        .strip_suffix("; ")
        .unwrap_or(message)
}

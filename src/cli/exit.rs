//! How a command ends: exit codes and errors.

use std::io;
use std::path::PathBuf;

use serde::Serialize;
use yinde::render;

use super::output::tell;

/// Exit code if something was found or done.
pub(super) const FOUND: u8 = 0;
/// Exit code if nothing was found.
pub(super) const NOTHING: u8 = 1;
/// Exit code after an error, which is printed or returned.
pub(super) const FAILED: u8 = 2;

/// Exit code if something was done, but some briefs could not be read.
pub(super) const INCOMPLETE: u8 = 3;

/// An error that stops a command.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stop {
    #[error(transparent)]
    Yinde(#[from] yinde::Error),
    #[error("cannot write output: {0}")]
    Output(#[from] io::Error),
    /// The settings cannot be read.
    #[error("{0}")]
    Config(String),
    /// A file that the user named.
    #[error("{}: {problem}", path.display())]
    File { path: PathBuf, problem: String },
}

impl Stop {
    /// Returns the exit code, and prints the error, on stdout as JSON too if the command prints
    /// JSON. That the reader closed the pipe (`| head`) is not an error.
    pub(super) fn report(&self, as_json: bool) -> u8 {
        if let Self::Output(error) = self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return FOUND;
        }
        let message = self.to_string();
        // Only a message about a query has several lines, one of which points into the query.
        let is_about_query = matches!(
            self,
            Self::Yinde(yinde::Error::Query { .. })
        );
        let lines: Vec<_> = if is_about_query {
            message
                .lines()
                .map(render::safe)
                .collect()
        } else {
            vec![render::safe(&message)]
        };
        tell(lines.join("\n"));
        if as_json {
            // If this cannot be written, the exit code still tells.
            let _ = render::json::line(&self.json(), &mut io::stdout());
        }
        FAILED
    }

    fn json(&self) -> JsonStop {
        let (kind, (message, hint)) = match self {
            Self::Yinde(error) => (error.kind(), error.message_and_hint()),
            Self::Output(_) => ("output", (self.to_string(), None)),
            Self::Config(_) => ("settings", (self.to_string(), None)),
            Self::File { .. } => ("file", (self.to_string(), None)),
        };
        let error = JsonError {
            kind,
            message,
            hint,
        };
        JsonStop { error }
    }
}

/// An error as JSON.
#[derive(Serialize)]
struct JsonStop {
    error: JsonError,
}

#[derive(Serialize)]
struct JsonError {
    kind: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

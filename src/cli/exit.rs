//! How a command ends: exit codes and errors.

use std::io;
use std::path::PathBuf;

/// Exit code if something was found or done.
pub(super) const FOUND: u8 = 0;
/// Exit code if nothing was found.
pub(super) const NOTHING: u8 = 1;
/// Exit code after an error, which is printed or returned.
pub(super) const FAILED: u8 = 2;

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
    /// Returns the exit code, and prints the error. That the reader closed the pipe (`| head`) is
    /// not an error.
    pub(super) fn report(&self) -> u8 {
        if let Self::Output(error) = self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return FOUND;
        }
        let message = self.to_string();
        let lines: Vec<_> = message
            .lines()
            .map(yinde::render::safe)
            .collect();
        anstream::eprintln!("yinde: {}", lines.join("\n"));
        FAILED
    }
}

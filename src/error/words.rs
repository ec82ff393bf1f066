//! The parts of messages that depend on their values.

use std::fmt::{self, Display, Write};
use std::io::ErrorKind;
use std::path::Path;

use tantivy::TantivyError;

use crate::shell;

/// A number of briefs, with its noun.
pub(super) struct Briefs(pub usize);

impl Display for Briefs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 brief"),
            number => write!(f, "{number} briefs"),
        }
    }
}

/// The process that has a lock, in parentheses, or nothing if it is unknown.
pub(super) struct Holder<'a>(pub Option<&'a str>);

impl Display for Holder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(holder) => write!(f, " ({holder})"),
            None => Ok(()),
        }
    }
}

/// A path, on one line and without characters that a terminal would obey.
pub(super) struct Shown<'a>(pub &'a Path);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string_lossy().chars() {
            let shown = if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            };
            f.write_char(shown)?;
        }
        Ok(())
    }
}

/// An error of the search library.
pub(super) struct Library<'a>(pub &'a TantivyError);

impl Display for Library<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if lacks_thread(self.0) {
            return f.write_str("the system starts no more threads");
        }
        Display::fmt(self.0, f)
    }
}

/// Whether the operating system did not start a thread.
pub(super) fn lacks_thread(error: &TantivyError) -> bool {
    match error {
        TantivyError::SystemError(problem) => problem.contains("spawn"),
        TantivyError::IoError(error) => error.kind() == ErrorKind::WouldBlock,
        _ => false,
    }
}

/// Advice about an index of another version.
pub(super) struct NewVersion<'a> {
    pub(super) path: &'a Path,
    pub(super) can_upgrade: bool,
}

impl Display for NewVersion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let index = shell::path(self.path);
        if self.can_upgrade {
            return write!(
                f,
                "bring it up to date: yinde upgrade --index {index}"
            );
        }
        write!(
            f,
            "rebuild it: yinde index FOLDER --index {index} --rebuild"
        )
    }
}

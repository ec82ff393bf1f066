//! The parts of messages that depend on their values.

use std::fmt::{self, Display};

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

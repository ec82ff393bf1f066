//! The error for a name that is not among a fixed set of names.

use std::error::Error;
use std::fmt;

/// A name that does not belong to a fixed set of names.
///
/// ```
/// use yinde::model::Lang;
///
/// let error = "fr".parse::<Lang>().unwrap_err();
/// assert_eq!(error.to_string(), r#"unknown language "fr"; expected en, zh or mixed"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName {
    /// Noun for what the names stand for: `language`.
    pub noun: &'static str,
    /// The name, as given: `fr`.
    pub name: String,
    /// The names of the set: `["en", "zh", "mixed"]`.
    pub expected: Vec<&'static str>,
}

impl UnknownName {
    pub(super) fn new<const N: usize>(
        noun: &'static str,
        name: &str,
        expected: [&'static str; N],
    ) -> Self {
        Self {
            noun,
            name: name.to_owned(),
            expected: expected.to_vec(),
        }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { noun, name, .. } = self;
        write!(f, "unknown {noun} {name:?}; expected ")?;
        let last = self
            .expected
            .len()
            .saturating_sub(1);
        for (i, expected) in self.expected.iter().enumerate() {
            let separator = match i {
                0 => "",
                i if i == last => " or ",
                _ => ", ",
            };
            write!(f, "{separator}{expected}")?;
        }
        Ok(())
    }
}

impl Error for UnknownName {}

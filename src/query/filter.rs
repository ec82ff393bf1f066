//! Filters: conditions that narrow a search without ranking it.

use std::fmt;

use super::field::Field;
use super::value::Value;

/// A value that a passage must have in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// The field.
    pub field: Field,
    /// The value.
    pub value: Value,
}

impl Filter {
    /// Parses the `value` of `field`.
    ///
    /// # Errors
    /// Returns the problem in words if `value` is not a value of `field`.
    pub fn new(field: Field, value: &str) -> Result<Self, String> {
        let value = (field.parse)(value)?;
        Ok(Self { field, value })
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.field.name(),
            self.value
        )
    }
}

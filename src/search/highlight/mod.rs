//! Spans of matches in a passage's text.

pub(in crate::search) mod near;
pub mod needle;
pub mod snippet;

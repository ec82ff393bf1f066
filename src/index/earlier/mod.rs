//! Indexes of earlier versions: the forms in which they store briefs and passages.
//!
//! Such an index is not searched, since a query would not find what it contains. It is brought up
//! to date from what it stores: [`form`] turns that into the types of this version.
//!
//! When a stored form changes, bump [`FORMAT`](super::FORMAT), copy the types that are read here
//! into a file named after the old format, and add it to [`form`]. Fields that the old format does
//! not have get a value there that says "unknown".

mod format_4;

use super::manifest::FORMAT;
use super::passage;
use super::record::{self, BriefRecord};
use crate::model::StoredPassage;

/// How a version stores briefs and passages.
#[derive(Clone, Copy)]
pub(super) struct StoredForm {
    /// Returns the list of briefs in these bytes, or what is wrong with the bytes.
    pub(super) briefs: fn(&[u8]) -> Result<Vec<BriefRecord>, String>,
    /// Returns the passage in these bytes, or `None` if they are damaged.
    pub(super) passage: fn(&[u8]) -> Option<StoredPassage>,
}

/// Returns the form of the version with this number, or `None` if this version cannot read it.
pub(super) fn form(format: u32) -> Option<StoredForm> {
    match format {
        // Format 6 differs in where the checksums are.
        6 | FORMAT => Some(StoredForm {
            briefs: record::read_briefs,
            passage: passage::from_bytes,
        }),
        4 => Some(format_4::FORM),
        _ => None,
    }
}

/// Returns the versions of the decoder and the parsers in a fingerprint. The analysis comes before
/// them.
pub(super) fn parsers(fingerprint: &str) -> &str {
    let mut parts = fingerprint.rsplitn(3, ' ');
    let analysis = parts.nth(2).unwrap_or_default();
    fingerprint[analysis.len()..].trim()
}

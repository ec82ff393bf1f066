//! How long the passages of each kind are: quotations against the authors' own words.

use std::collections::HashMap;

use super::scan::by_brief;
use crate::analysis::{normalize, tokens};
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::model::Kind;

/// The kinds in the order of the rows of trends.
const KINDS: [Kind; 4] = [Kind::Quote, Kind::Prose, Kind::Item, Kind::Heading];

/// The passages of a kind.
pub(super) struct OfKind {
    pub kind: Kind,
    /// Number of briefs that have some.
    pub briefs: usize,
    /// Number of their words and Han characters.
    pub tokens: u64,
}

/// Counts the passages of `briefs`, kind by kind.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn kinds(index: &Index, briefs: &[&BriefRecord]) -> Result<Vec<OfKind>> {
    let lengths = by_brief(index, briefs, |_, passages| {
        let mut lengths: HashMap<Kind, u64> = HashMap::new();
        for passage in passages {
            let normalized = normalize(&passage.text).text;
            let length = tokens(&normalized).len() as u64;
            *lengths
                .entry(passage.label.kind)
                .or_default() += length;
        }
        lengths
    })?;
    let of_kind = |kind: Kind| {
        let of_kind = lengths
            .iter()
            .filter_map(|lengths| lengths.get(&kind));
        OfKind {
            kind,
            briefs: of_kind.clone().count(),
            tokens: of_kind.sum(),
        }
    };
    Ok(KINDS.map(of_kind).into())
}

//! The order of passages in time: by date, source and ordinal.

use crate::model::{BriefLabel, PassageLabel};

/// Returns the key that sorts briefs by date, those without a date last, and then by source.
pub(super) fn in_time(brief: &BriefLabel) -> (bool, &str, &str) {
    let date = brief.date.as_deref();
    (
        date.is_none(),
        date.unwrap_or_default(),
        &brief.source,
    )
}

/// Returns a passage's number in its brief.
pub(super) fn ordinal(passage: &PassageLabel) -> u32 {
    let ordinal = passage.id.rsplit_once('#');
    ordinal
        .and_then(|(_, ordinal)| ordinal.parse().ok())
        .unwrap_or_default()
}

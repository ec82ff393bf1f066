//! The factors by which the score of a passage is lowered: one for its length, one if it is a
//! heading. Both are at most 1.

use std::sync::LazyLock;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, Score};

use super::weights;
use crate::index::Columns;

/// Returns the factor for the length of a passage.
pub(super) fn length_factor(columns: &Columns, doc: DocId) -> Score {
    let length = columns.lengths.fieldnorm_id(doc);
    LENGTH_FACTORS[usize::from(length)]
}

/// Returns the factor for a heading, or `None` if the passage is not a heading.
pub(super) fn heading_factor(columns: &Columns, doc: DocId) -> Option<Score> {
    if columns.kind.get_val(doc) == columns.heading {
        Some(weights::HEADING_PASSAGE)
    } else {
        None
    }
}

/// The factor for the length of a passage, by the byte that encodes the length.
static LENGTH_FACTORS: LazyLock<[Score; 256]> = LazyLock::new(|| {
    let mut factors = [0.0; 256];
    for (id, factor) in (0..=u8::MAX).zip(&mut factors) {
        *factor = weights::length_factor(FieldNormReader::id_to_fieldnorm(id));
    }
    factors
});

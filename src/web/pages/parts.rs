//! A long brief is shown in parts, so that no page is large.

use std::ops::Range;

use crate::index::StoredPassage;
use crate::render::Matches;

/// Maximum length of the text of a part and of what is around it, in bytes.
const MAX_BYTES: usize = 26_000;
/// Length of what is around the text of a passage, in bytes.
const AROUND: usize = 330;
/// Length of the mark of a match, in bytes.
const MARK: usize = 13;
/// Maximum length of the text that is shown of a passage, in bytes.
pub(super) const MAX_TEXT: usize = 12_000;

/// Returns the parts of a brief, as ranges of its passages. Matches take room too.
pub(super) fn parts(passages: &[StoredPassage], matches: &Matches) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, passage) in passages.iter().enumerate() {
        let marks = matches.get(&passage.label.id);
        let marks = MARK * marks.map_or(0, Vec::len);
        let length = passage.text.len().min(MAX_TEXT) + marks + AROUND;
        if bytes + length > MAX_BYTES && at > start {
            parts.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += length;
    }
    parts.push(start..passages.len());
    parts
}

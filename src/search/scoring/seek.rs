//! Seeking for passages that a document set may have passed already, which tantivy doesn't allow.

use std::ops::Range;

use tantivy::query::{Explanation, Scorer};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet};

/// Moves `docs` to the first passage that is not before `target`, unless it is already there or
/// further on. Returns the passage that `docs` is at then.
pub(super) fn catch_up<D: DocSet + ?Sized>(docs: &mut D, target: DocId) -> DocId {
    if docs.doc() < target {
        docs.seek(target)
    } else {
        docs.doc()
    }
}

/// Calls `visit` with each of `docs` in `range`, in order. They must be at their first passage.
pub(super) fn each_in(docs: &mut dyn DocSet, range: &Range<DocId>, mut visit: impl FnMut(DocId)) {
    catch_up(docs, range.start);
    let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
    loop {
        let filled = docs.fill_buffer(&mut buffer);
        for doc in &buffer[..filled] {
            if *doc >= range.end {
                return;
            }
            visit(*doc);
        }
        if filled < buffer.len() {
            return;
        }
    }
}

/// Returns the score of `doc` if `scorer` matches it.
pub(super) fn score_of(scorer: &mut dyn Scorer, doc: DocId) -> Option<f32> {
    if catch_up(scorer, doc) == doc {
        Some(scorer.score())
    } else {
        None
    }
}

/// Returns tantivy's explanation of the score of `doc`, without its parts.
pub(super) fn explanation(what: &'static str, scorer: &mut dyn Scorer, doc: DocId) -> Explanation {
    let score = score_of(scorer, doc).unwrap_or(0.0);
    Explanation::new(what, score)
}

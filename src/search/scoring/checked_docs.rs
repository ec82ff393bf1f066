//! The passages that several posting lists have in common and that pass a further, more expensive
//! check.

use tantivy::postings::SegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

use super::seek::catch_up;

/// Decides whether a passage matches that all lists have.
pub(super) trait Check: Send {
    /// Returns `doc` if that passage matches; otherwise a later passage, before which no passage
    /// matches. All `lists` are at `doc`.
    fn check(&mut self, lists: &mut [SegmentPostings], doc: DocId) -> DocId;
}

/// The passages that all lists have and that pass the check.
pub(super) struct CheckedDocs<C> {
    /// Never empty. The first list leads: the others are moved to where it is.
    lists: Vec<SegmentPostings>,
    pub check: C,
}

impl<C: Check> CheckedDocs<C> {
    /// Starts at the first match from where the first of `lists` is. There must be a list.
    pub(super) fn new(lists: Vec<SegmentPostings>, check: C) -> Self {
        let mut docs = Self { lists, check };
        docs.advance_to_match();
        docs
    }

    /// Moves from where the first list is to the next match.
    fn advance_to_match(&mut self) -> DocId {
        loop {
            let doc = self.doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let next = match self.beyond(doc) {
                Some(later) => later,
                None => self
                    .check
                    .check(&mut self.lists, doc),
            };
            if next == doc {
                return doc;
            }
            self.lists[0].seek(next);
        }
    }

    /// Moves the other lists to `doc`. If one of them doesn't have it, returns the next passage
    /// that this list has.
    fn beyond(&mut self, doc: DocId) -> Option<DocId> {
        let others = self.lists[1..].iter_mut();
        let mut docs = others.map(|list| catch_up(list, doc));
        docs.find(|&other| other > doc)
    }
}

impl<C: Check> DocSet for CheckedDocs<C> {
    fn advance(&mut self) -> DocId {
        if self.lists[0].advance() == TERMINATED {
            return TERMINATED;
        }
        self.advance_to_match()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.lists[0].seek(target);
        self.advance_to_match()
    }

    fn doc(&self) -> DocId {
        self.lists[0].doc()
    }

    fn size_hint(&self) -> u32 {
        let sizes = self
            .lists
            .iter()
            .map(DocSet::size_hint);
        sizes.min().unwrap_or(0)
    }
}

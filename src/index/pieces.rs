//! Pieces of briefs, which bound the memory of a run: the terms of a passage take many times the
//! memory of its text, so only a few pieces are analysed at a time.

use super::record::NewBrief;
use crate::model::Passage;

/// Maximum number of passages in a piece.
const MAX_PASSAGES: usize = 256;
/// Bytes of text after which a piece ends.
const ENOUGH_BYTES: usize = 64 << 10;
/// Number of pieces, for each core, that are analysed before they are written.
const PIECES_PER_CORE: usize = 16;
/// Bytes of text after which a batch of pieces ends, for each core.
const BATCH_BYTES: usize = 512 << 10;

/// Some passages of a brief, in order.
pub(crate) struct Piece<'a> {
    pub(crate) brief: &'a NewBrief,
    pub(super) passages: &'a [Passage],
    /// Whether it is the first piece of the brief.
    pub(crate) is_first: bool,
}

impl Piece<'_> {
    fn bytes(&self) -> usize {
        let texts = self
            .passages
            .iter()
            .map(|passage| passage.text.len());
        texts.sum()
    }
}

/// Returns the pieces of `briefs`, in order. Every brief has at least one.
pub(super) fn of(briefs: &[NewBrief]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(briefs.len());
    for brief in briefs {
        let mut rest = brief.brief.passages.as_slice();
        let mut is_first = true;
        while is_first || !rest.is_empty() {
            let (passages, after) = rest.split_at(first_piece(rest));
            pieces.push(Piece {
                brief,
                passages,
                is_first,
            });
            is_first = false;
            rest = after;
        }
    }
    pieces
}

/// Returns the number of passages in the first piece of `passages`.
fn first_piece(passages: &[Passage]) -> usize {
    let mut bytes = 0;
    for (at, passage) in passages.iter().enumerate() {
        if at == MAX_PASSAGES || bytes >= ENOUGH_BYTES {
            return at;
        }
        bytes += passage.text.len();
    }
    passages.len()
}

/// Splits `pieces` into batches, each large enough to keep all cores busy.
pub(super) fn batches<'a, 'p>(pieces: &'p [Piece<'a>]) -> Vec<&'p [Piece<'a>]> {
    let cores = rayon::current_num_threads();
    let mut batches = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let end = at + 1;
        bytes += piece.bytes();
        if end - start >= PIECES_PER_CORE * cores || bytes >= BATCH_BYTES * cores {
            batches.push(&pieces[start..end]);
            start = end;
            bytes = 0;
        }
    }
    if start < pieces.len() {
        batches.push(&pieces[start..]);
    }
    batches
}

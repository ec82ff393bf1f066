//! Pairs the passages of a brief that translate each other.
//!
//! The evidence is what a dictionary explains of either passage, numbers, Latin words, lengths and
//! nearness. Each brief is paired by itself, so what else the index holds changes nothing. The
//! pairs keep the order of both languages, and a passage is in at most one of them; a pair may have
//! up to three passages on a side.

mod block;
mod candidates;
mod chain;
mod chinese;
mod english;
mod glosses;
mod known;
mod pair;
mod quotient;
mod score;
mod stem_set;
mod stemmed;
mod told;
mod unit;

pub(super) use pair::pair;
pub(crate) use score::length_variance;
pub(super) use told::told;
pub(crate) use unit::HAN_PER_WORD;

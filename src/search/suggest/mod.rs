//! Hints besides the hits: why there are none, similar spellings, unknown labels.

mod candidate;
pub(in crate::search) mod expand;
pub(in crate::search) mod relax;
pub(in crate::search) mod scripts;
mod similar_chinese;
mod similar_english;
pub(in crate::search) mod spelling;
pub(in crate::search) mod suggestion;
pub(in crate::search) mod unknown;
mod written;
pub(in crate::search) mod zero_hits;

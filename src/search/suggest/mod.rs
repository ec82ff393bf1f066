//! What to say besides the hits: why there are none, similar spellings, labels that no passage has.

pub(in crate::search) mod nothing;
pub(in crate::search) mod spelling;
pub(in crate::search) mod unknown;

//! Re-indexing: what changed and nothing else.

//! A Chinese–English dictionary: which English words a Chinese word may be translated by.
//!
//! Two lists make it: CC-CEDICT, reduced, and our own terms, organisations, people and places of
//! this field (`data/`, each with its licence). Both are read when a text or a query needs them
//! first, never by a plain search. Nothing here knows briefs, queries or the index.

pub mod dictionary;
pub mod english;
pub mod forms;
pub mod heads;
pub mod lines;
pub mod list;
pub mod numbers;
pub mod segment;
pub mod stems;
pub mod table;

pub use dictionary::{Dictionary, dictionary, dictionary_with};
pub use list::Term;

/// Names the data and the rules by which they are read. Passages are paired by them, so a change of
/// either changes this name and, with it, the fingerprint of the parsers.
pub const FINGERPRINT: &str = "lexicon-2";

//! Search in the other language: each word of a query stands for its translations.
//!
//! It is a list of its own, with scores of its own. Every hit says by which words it was found, or
//! that its translation was.

mod coherence;
mod languages;
mod merge;
mod parts;
mod postings;
mod reverse;
mod score;
mod tier;
mod units;

pub use merge::search;

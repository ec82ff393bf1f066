//! Passages that have another form of a query's words: a full name for a short one or an acronym, a
//! Chinese word for its pinyin, a numbered part of a law in the other numbering.
//!
//! They come after all others, each with its reason, and no total counts them. They never change
//! what a phrase in quotation marks finds.

mod numbered;
mod piece;
mod pieces;
mod pinyin;
mod tier;

pub(super) use tier::add;

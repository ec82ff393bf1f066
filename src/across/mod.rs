//! The two languages of a collection beside each other: the pairs of passages that translate
//! each other, and the terms that a sentence gives in both languages.
//!
//! It stands on the search API and the stored passages, and knows no fields, columns or formats.

mod beside;
mod cover;
mod gloss;
mod glossary;
mod halves;
mod inside;
mod pairs;
mod translations;

pub use beside::{Beside, Translated};
pub use gloss::{Gloss, glosses};
pub use glossary::{Entry, glossary};
pub use pairs::{Pair, pairs};
pub use translations::{Translation, Use, translations};

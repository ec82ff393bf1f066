//! The data that the pipelines pass on: plain types without logic.

mod brief;
mod kind;
mod lang;
mod source;
mod stored;
mod unknown_name;

pub use brief::{Brief, Passage, Section, Twin, Warning};
pub use kind::Kind;
pub use lang::Lang;
pub use source::stem;
pub use stored::{BriefLabel, CitationData, PassageLabel, StoredPassage};
pub use unknown_name::UnknownName;

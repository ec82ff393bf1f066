//! The second pipeline: request → query → plan → hits with the spans of their matches.
//!
//! Nothing here knows terminals, colours, formats or widths: a snippet is made from a hit's spans
//! by a renderer.

pub mod across;
mod answer;
mod candidates;
mod collect;
pub mod cursor;
#[cfg(test)]
mod elsewhere_tests;
mod forms;
mod group;
pub mod highlight;
pub mod ids;
mod issues;
mod note;
#[cfg(test)]
mod partition_tests;
mod passages;
mod plan;
mod request;
mod results;
mod run;
mod scoring;
mod stable;
mod suggest;
mod terms;
mod topic;
mod two_phases;

pub(crate) use answer::tantivy_query;
pub use answer::{NO_DATE, search, unknown_labels};
pub use group::{Group, Groups};
pub use note::Note;
pub use passages::{around, passages, twins};
pub use request::Request;
pub use results::{Above, Across, Hit, LinkMatch, OtherForms, Results, Via, Way};
pub use scoring::collect::{Counts, Sort};
pub use scoring::explain::{Explanation, Reason};
#[cfg(feature = "cluster")]
pub(crate) use scoring::weights::HEADING_PASSAGE;
pub use stable::{Resolved, State, resolve, resolve_passage, stable_id};
pub use suggest::expand::Expanded;
pub use suggest::suggestion::Suggestion;
pub use suggest::unknown::UnknownLabel;
pub use suggest::zero_hits::{Missing, Without, ZeroHits};
pub use topic::is_topic;

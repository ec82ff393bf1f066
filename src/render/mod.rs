//! Results to bytes, one file a format. Nothing here opens an index.
//!
//! [`FORMATS`] lists the formats of a search's answer: a new one is a file and a row.

mod answer;
pub mod atom;
pub mod batch;
pub mod bench;
mod brief;
pub mod cite;
mod counts;
pub mod csv;
pub mod desk;
mod explanation;
pub(crate) mod facet;
mod files;
mod format;
pub mod glossary;
pub mod html;
mod indent;
pub mod json;
pub mod json_outline;
pub(crate) mod label;
pub mod list;
pub mod markdown;
pub mod notes;
pub mod outline;
mod pairs;
mod path;
pub(crate) mod plural;
mod safe;
mod score;
mod shown;
mod shown_format;
pub(crate) mod snippet;
mod style;
pub(crate) mod summary;
pub(crate) mod table;
pub mod text;
pub mod translations;
mod wrap;

pub use answer::Answer;
pub use files::Files;
pub use format::{FORMATS, Format};
pub use pairs::{PAIR_FORMATS, PairFormat};
pub use plural::plural;
pub use safe::{fit, safe};
pub use shown::{Matches, Shown};
pub use shown_format::{SHOWN_FORMATS, ShownFormat};
pub use snippet::{Piece, snippet};
pub use style::Style;
pub use table::TableFormat;

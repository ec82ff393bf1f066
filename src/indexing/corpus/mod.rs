//! The corpus: finds and reads the files of briefs. Nothing else reads them.

mod exclude;
mod file;
mod names;
mod read;
mod root;
mod walk;

pub use file::{BriefFile, Found, Problem, Root};
pub use read::{MAX_BYTES, read};
pub use walk::{roots, walk};

pub(super) use file::entry_path;
pub(super) use names::{is_under, is_under_any};

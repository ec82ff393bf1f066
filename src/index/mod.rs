//! The index on disk: its fields, its generations, writing and opening it.
//!
//! Walking folders and parsing briefs are not done here, nor is searching. No type of tantivy's is
//! public outside the crate.
//!
//! ```text
//! index/CURRENT       names the generation in force, with its manifest's hash
//! index/LOCK          locked by the run that writes
//! index/g-000007/     one state: tantivy's files, briefs, added, checksums,
//!                     manifest.json
//! ```
//!
//! **Nothing in a generation changes once `CURRENT` names it.** A run makes a new generation beside
//! it, syncs every new file and folder, then replaces `CURRENT` by a rename: a reader sees the old
//! state or the new one, and if the run is stopped before the rename, the old state is still whole.
//!
//! **Every byte that is read was checked.** `CURRENT` has the hash of the manifest, the manifest
//! the lengths and hashes of the files, `checksums` those of their blocks, and each block is
//! checked when it is first read.

mod added;
mod brief_list;
mod budget;
mod checksum;
mod columns;
mod consistency;
mod directory;
mod disk;
mod document;
mod documents;
mod draft;
mod earlier;
#[cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, reason = "only a cluster is elsewhere")
)]
mod elsewhere;
#[cfg(test)]
pub(crate) mod faults;
#[cfg(test)]
mod format;
mod generation;
mod headings;
mod labelled;
mod labels;
mod live;
mod lock;
mod manifest;
#[cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, reason = "only a cluster is elsewhere")
)]
mod memory;
mod merging;
mod names;
mod open;
mod ownership;
mod passage;
mod pieces;
mod pointer;
mod queue;
mod read;
mod record;
mod records;
mod recover;
#[cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, reason = "only a cluster is elsewhere")
)]
mod remote;
mod repair;
mod salvage;
pub(crate) mod schema;
mod session;
#[cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, reason = "only a cluster is elsewhere")
)]
mod shape;
mod statistics;
mod status;
mod stored;
#[cfg(test)]
pub(crate) mod trace;
mod verify;
#[cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, reason = "only a cluster is elsewhere")
)]
mod view;
mod writer;

pub use crate::model::{BriefLabel, PassageLabel, StoredPassage};
pub use checksum::FileRecord;
pub use live::{LiveIndex, Opened};
pub use manifest::{EarlierState, FORMAT, Manifest, fingerprint};
pub use open::{Index, SegmentSize, briefs, briefs_of_any_version};
pub use record::{BriefRecord, Container, NewBrief, Origin, SectionCount, TopicCount};
pub use repair::{Lost, Repaired, repair};
pub use session::Session;
pub use statistics::TokenCounts;
pub use status::{Folder, Status, earlier_states, status};
pub use verify::{Verified, verify};
pub use writer::Writer;

pub(crate) use added::AddedPassages;
#[cfg(feature = "cluster")]
pub(crate) use added::{Added, AddedBrief, AddedNow};
pub(crate) use columns::Columns;
#[cfg(feature = "cluster")]
pub(crate) use document::PassageDocument;
#[cfg(feature = "cluster")]
pub(crate) use documents::{Analysed, analyse_each};
#[cfg(any(test, feature = "cluster"))]
pub(crate) use elsewhere::{Elsewhere, FieldValue, Found, Gathered, Labels as ColumnLabels};
pub(crate) use elsewhere::{Keep, Wanted};
pub(crate) use labels::{date_number, normalize_label};
#[cfg(any(test, feature = "cluster"))]
pub(crate) use passage::from_bytes as passage_from_bytes;
#[cfg(feature = "cluster")]
pub(crate) use pieces::Piece;
#[cfg(feature = "cluster")]
pub(crate) use record::checksum;
#[cfg(feature = "cluster")]
pub(crate) use record::outdated;
pub(crate) use schema::Fields;
#[cfg(feature = "cluster")]
pub(crate) use schema::{CHINESE_WORDS, EXACT, HEADING, ORDINAL, RECORD, SOURCE, TERM_LIST};
pub(crate) use shape::{Phrase, Shape};
#[cfg(feature = "cluster")]
pub(crate) use status::of_briefs as status_of_briefs;
pub(crate) use tantivy::schema::Field as IndexField;

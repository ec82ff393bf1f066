//! The briefs that the index contains before a run.

use std::collections::HashMap;
use std::path::Path;

use super::corpus::is_under;
use super::options::Options;
use super::report::Failure;
use crate::error::{Error, Result};
use crate::index::BriefRecord;
use crate::place::{self, Session};

/// Returns the records of the index's briefs. A rebuild goes on if they can never be read.
///
/// # Errors
/// Returns an error if there is an index that cannot be read.
pub(super) fn records(
    index: &Path,
    session: Option<&Session>,
    options: &Options,
) -> Result<Vec<BriefRecord>> {
    if let Some(session) = session
        && !options.rebuild
    {
        return Ok(session.briefs());
    }
    let records = if options.rebuild {
        place::briefs_to_rebuild(index)
    } else {
        place::briefs_of_any_version(index)
    };
    match records {
        Err(Error::NoIndex { .. }) => Ok(Vec::new()),
        Err(error) if options.rebuild && error.is_lasting() => Ok(Vec::new()),
        records => records,
    }
}

/// The known briefs, by source and by file.
pub(super) struct KnownBriefs<'a> {
    records: &'a [BriefRecord],
    by_source: HashMap<&'a str, &'a BriefRecord>,
    by_file: HashMap<&'a str, Vec<&'a BriefRecord>>,
}

impl<'a> KnownBriefs<'a> {
    pub(super) fn new(records: &'a [BriefRecord]) -> Self {
        let mut by_source = HashMap::with_capacity(records.len());
        let mut by_file: HashMap<&str, Vec<&BriefRecord>> = HashMap::new();
        for record in records {
            by_source.insert(source(record), record);
            by_file
                .entry(record.file())
                .or_default()
                .push(record);
        }
        Self {
            records,
            by_source,
            by_file,
        }
    }

    /// Returns all known briefs.
    pub(super) fn records(&self) -> &'a [BriefRecord] {
        self.records
    }

    /// Returns whether no brief is known.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Returns the brief with this source.
    pub(super) fn get(&self, source: &str) -> Option<&'a BriefRecord> {
        self.by_source.get(source).copied()
    }

    /// Returns whether the brief with this source is known.
    pub(super) fn has(&self, source: &str) -> bool {
        self.by_source.contains_key(source)
    }

    /// Returns the briefs in the file with this source: none if the file is not known.
    pub(super) fn in_file(&self, source: &str) -> &[&'a BriefRecord] {
        self.by_file
            .get(source)
            .map_or(&[], Vec::as_slice)
    }

    /// Returns whether the file with this source is known.
    pub(super) fn has_file(&self, source: &str) -> bool {
        self.by_file.contains_key(source)
    }

    /// Returns the sources of all known briefs, in any order.
    pub(super) fn sources(&self) -> impl Iterator<Item = &'a str> {
        self.records.iter().map(source)
    }

    /// Returns the number of passages in the known briefs.
    pub(super) fn count_passages(&self) -> usize {
        let passages = self
            .records
            .iter()
            .map(|brief| brief.passages);
        passages.sum()
    }

    /// Returns the length of the known briefs' text, in bytes.
    pub(super) fn count_bytes(&self) -> usize {
        let bytes = self
            .records
            .iter()
            .map(|brief| brief.bytes);
        bytes.sum()
    }

    /// Returns a failure to read the brief with this source, or all briefs under it. The index
    /// keeps the known briefs among them.
    pub(super) fn failure(&self, source: &str, error: Error) -> Failure {
        let kept = self
            .sources()
            .any(|known| is_under(known, source));
        Failure { error, kept }
    }
}

fn source(brief: &BriefRecord) -> &str {
    &brief.label.source
}

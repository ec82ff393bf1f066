//! Reads and parses the new and changed briefs of a file.

use std::collections::HashSet;

use super::compare;
use super::corpus;
use super::plan::ChangedFile;
use super::report::{OnProgress, Progress};
use crate::error::{Error, Result};
use crate::formats::{self, Parsed, RawBrief, Refusal};
use crate::index::{BriefRecord, Container, NewBrief, Origin};
use crate::model::Warning;
use crate::place::Writer;

/// A file whose new and changed briefs were read.
pub(super) struct ReadFile {
    pub(super) outcomes: Vec<Outcome>,
    /// The brief, to be written. `None` if it cannot be read, and for a container: its briefs are
    /// written one by one, because they may be too many to hold in memory.
    pub(super) brief: Option<NewBrief>,
}

/// The outcome for a brief, or for a file that cannot be read.
pub(super) struct Outcome {
    pub(super) source: String,
    /// The problems of a brief that was indexed, or why it was not.
    pub(super) result: Result<Problems>,
}

/// The problems of a brief that is indexed all the same.
pub(super) struct Problems {
    pub(super) warnings: Vec<Warning>,
    pub(super) remarks: Vec<Warning>,
}

/// Reads and parses the new and changed briefs of a file.
///
/// # Errors
/// Returns an error if the index cannot be written, which ends the run. A brief that cannot be read
/// is an [`Outcome`].
pub(super) fn read(
    changed: &ChangedFile,
    writer: &Writer,
    on_progress: OnProgress<'_>,
) -> Result<ReadFile> {
    let file = &changed.compared.file;
    let mut reading = Reading::new(changed, writer, on_progress);
    match corpus::read(&file.path) {
        Ok(bytes) => reading.add_file(bytes)?,
        Err(error) => reading.note(&file.source, Err(error)),
    }
    Ok(ReadFile {
        outcomes: reading.outcomes,
        brief: reading.brief,
    })
}

/// A file that is being read.
struct Reading<'a> {
    changed: &'a ChangedFile,
    writer: &'a Writer,
    on_progress: OnProgress<'a>,
    container: Option<Container>,
    /// Sources of the briefs that are indexed already.
    indexed: HashSet<String>,
    outcomes: Vec<Outcome>,
    brief: Option<NewBrief>,
    /// Why the index cannot be written.
    index_error: Option<Error>,
}

impl<'a> Reading<'a> {
    fn new(changed: &'a ChangedFile, writer: &'a Writer, on_progress: OnProgress<'a>) -> Self {
        Self {
            changed,
            writer,
            on_progress,
            container: changed.compared.container(),
            indexed: HashSet::new(),
            outcomes: Vec::new(),
            brief: None,
            index_error: None,
        }
    }

    fn add_file(&mut self, bytes: Vec<u8>) -> Result<()> {
        let file = &self.changed.compared.file;
        // If the file changed since it was compared, new briefs in it wait for the next run, which
        // must look at it again.
        if let Some(container) = &mut self.container
            && container.hash != compare::hash(&bytes)
        {
            container.hash.clear();
        }
        let listed = formats::for_each_brief(
            &file.source,
            bytes,
            &mut |source, raw| {
                self.add_brief(source, raw);
            },
        );
        if let Some(error) = self.index_error.take() {
            return Err(error);
        }
        if let Err(refusal) = listed {
            let error = Error::refused(file.path.clone(), refusal);
            self.note(&file.source, Err(error));
        }
        let mut outcomes = self.outcomes.iter();
        if outcomes.any(|outcome| outcome.result.is_err()) {
            self.mark_incomplete();
        }
        Ok(())
    }

    fn add_brief(&mut self, source: &str, raw: Result<RawBrief, Refusal>) {
        let Some(id) = self.changed.ids.get(source) else {
            return;
        };
        let compared = &self.changed.compared;
        // Of two entries with the same source the first that can be read counts. The others were
        // reported when the container was compared.
        let is_reported = raw.is_err() && compared.is_unreadable(source);
        let is_repeated = self.indexed.contains(source);
        if is_reported || is_repeated || self.index_error.is_some() {
            return;
        }
        let result = raw.and_then(|raw| self.index(id, raw));
        if result.is_ok() {
            self.indexed
                .insert(source.to_owned());
        }
        let refused = |refusal| Error::refused(compared.file.path_of(source), refusal);
        self.note(source, result.map_err(refused));
    }

    /// Parses a brief. Returns its problems.
    fn index(&mut self, id: &str, raw: RawBrief) -> Result<Problems, Refusal> {
        let root = &self.changed.compared.file.root;
        let container = self.container.clone();
        let hash = raw.hash();
        let Parsed {
            brief,
            text,
            warnings,
            remarks,
        } = raw.parse()?;
        let bytes = text.len();
        drop(text);
        let origin = Origin {
            id,
            root,
            container,
            bytes,
            hash,
        };
        let record = BriefRecord::of(&brief, origin);
        let brief = NewBrief { brief, record };
        if self.container.is_some() {
            self.index_error = self.writer.add(&[brief]).err();
        } else {
            self.brief = Some(brief);
        }
        Ok(Problems { warnings, remarks })
    }

    fn note(&mut self, source: &str, result: Result<Problems>) {
        (self.on_progress)(Progress::Indexed);
        let source = source.to_owned();
        self.outcomes
            .push(Outcome { source, result });
    }

    /// Makes all briefs of a container lose its hash, so that the next run looks at it again.
    fn mark_incomplete(&mut self) {
        let Some(container) = &mut self.container else {
            return;
        };
        container.hash.clear();
        let compared = &self.changed.compared;
        for entry in &compared.entries {
            let root = &compared.file.root;
            self.writer
                .set_place(&entry.source, root, Some(container));
        }
    }
}

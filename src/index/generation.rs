//! Generations: the one in force, and removing the others.

use std::path::{Path, PathBuf};

use super::directory::Files;
use super::disk;
use super::earlier::{self, StoredForm};
use super::manifest::{self, EarlierState, Manifest};
use super::names::{self, BRIEFS, MANIFEST};
use super::ownership;
use super::pointer::{self, Pointer};
use super::read;
use super::record::{BriefRecord, NewBrief};
use super::recover;
use super::stored::StoredPassages;
use crate::error::{Error, Result};

/// One state of an index, with its manifest and its checksums checked.
#[derive(Clone)]
pub(super) struct Generation {
    /// The content of `CURRENT` when it was read.
    pub pointer: Pointer,
    /// Its folder.
    pub path: PathBuf,
    /// Its contents.
    pub manifest: Manifest,
}

impl Generation {
    /// Finds the generation in force in `root`.
    ///
    /// # Errors
    /// Returns an error if there is no index, its manifest or its checksums are damaged, or another
    /// version wrote it.
    pub(super) fn current(root: &Path) -> Result<Self> {
        let generation = Self::of_any_version(root)?;
        if generation.manifest.is_current() {
            return Ok(generation);
        }
        Err(generation.other_version(root))
    }

    /// Finds the generation in force in `root`, which another version may have written.
    ///
    /// # Errors
    /// Returns an error if there is no index, or its manifest or its checksums are damaged.
    pub(super) fn of_any_version(root: &Path) -> Result<Self> {
        Self::named(root, Pointer::read(root)?)
    }

    /// Reads the manifest of the generation that `pointer` names, and the checksums.
    pub(super) fn named(root: &Path, pointer: Pointer) -> Result<Self> {
        let mut generation = Self::without_checksums(root, pointer)?;
        generation
            .manifest
            .read_checksums(&generation.path)?;
        Ok(generation)
    }

    /// Reads only the manifest of the generation that `pointer` names, for what it tells: the files
    /// cannot be opened.
    pub(super) fn without_checksums(root: &Path, pointer: Pointer) -> Result<Self> {
        let path = root.join(&pointer.generation);
        let bytes = read::read_file(&path.join(MANIFEST))?;
        let manifest = Manifest::parse(root, &path, &bytes, &pointer.hash)?;
        Ok(Self {
            pointer,
            path,
            manifest,
        })
    }

    /// Returns the error for a generation of another version.
    fn other_version(&self, root: &Path) -> Error {
        Error::Version {
            path: root.to_owned(),
            found: self.manifest.version(),
            can_upgrade: earlier::form(self.manifest.format).is_some(),
        }
    }

    /// Returns the form in which it stores briefs and passages.
    ///
    /// # Errors
    /// Returns an error if this version cannot read it.
    pub(super) fn form(&self, root: &Path) -> Result<StoredForm> {
        let form = earlier::form(self.manifest.format);
        form.ok_or_else(|| self.other_version(root))
    }

    /// Returns what a later generation tells of it.
    pub(super) fn state(&self) -> EarlierState {
        EarlierState {
            generation: self.pointer.generation.clone(),
            hash: self.pointer.hash.clone(),
            made: self.manifest.made.clone(),
            briefs: self.manifest.briefs,
            passages: self.manifest.passages,
        }
    }

    /// Returns the names of this generation and of the earlier ones that are kept.
    pub(super) fn kept(&self) -> Vec<String> {
        let mut names = vec![self.pointer.generation.clone()];
        for state in &self.manifest.earlier {
            names.push(state.generation.clone());
        }
        names
    }

    /// Reads the list of briefs, by source. The briefs that another parser may read differently
    /// have no hash, so that a run reads them again.
    pub(super) fn briefs(&self) -> Result<Vec<BriefRecord>> {
        let path = self.path.join(BRIEFS);
        let bytes = self
            .manifest
            .read(&self.path, BRIEFS)?;
        let root = self
            .path
            .parent()
            .unwrap_or(&self.path);
        let form = self.form(root)?;
        let mut briefs = (form.briefs)(&bytes).map_err(|e| Error::damaged(&path, e))?;
        let fingerprint = &self.manifest.fingerprint;
        if earlier::parsers(fingerprint) != earlier::parsers(&manifest::fingerprint()) {
            for brief in &mut briefs {
                brief.forget_file();
            }
        }
        Ok(briefs)
    }
}

/// The briefs of an earlier version, as they are stored.
pub(super) struct Earlier {
    root: PathBuf,
    passages: StoredPassages,
}

impl Earlier {
    /// Opens what `generation` stores.
    ///
    /// # Errors
    /// Returns an error if any of it cannot be read.
    pub(super) fn open(root: &Path, generation: &Generation) -> Result<Self> {
        let files = Files::open(
            &generation.path,
            &generation.manifest.files,
        )?;
        let (passages, problems) = StoredPassages::open(&files, generation.form(root)?);
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem);
        }
        Ok(Self {
            root: root.to_owned(),
            passages,
        })
    }

    /// Returns the brief with this record, to be analysed again.
    ///
    /// # Errors
    /// Returns an error if its passages cannot be read or are not all there.
    pub(super) fn brief(&self, record: BriefRecord) -> Result<NewBrief> {
        let source = &record.label.source;
        let passages = self.passages.of(source);
        let passages = passages.map_err(|e| Error::damaged(&self.root, e))?;
        if passages.len() != record.passages {
            let problem = format!(
                "{} of {} passages of {source} are stored",
                passages.len(),
                record.passages
            );
            return Err(Error::damaged(&self.root, problem));
        }
        Ok(recover::brief(record, passages))
    }
}

/// Finishes the work of a run that was stopped after it replaced `CURRENT`: readers see the new
/// file, but its rename may not be on the disk yet, and other generations may still be there.
///
/// A run that finds nothing to do calls this too, so that whatever it reports as indexed is safe.
pub(super) fn recover(root: &Path, current: &Generation) -> Result<()> {
    disk::sync(root).map_err(Error::io(root, "sync"))?;
    remove_others(root, &current.kept());
    Ok(())
}

/// Removes every generation that is not in `kept`, and a new `CURRENT` that was never renamed. A
/// file that cannot be removed now is removed by the next run, so failures do not matter.
pub(super) fn remove_others(root: &Path, kept: &[String]) {
    pointer::remove_unfinished(root);
    for name in names::generations(root) {
        if !kept.contains(&name) {
            ownership::remove_generation(&root.join(name));
        }
    }
}

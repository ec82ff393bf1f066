//! Generations: the one in force, and removing the others.

use std::path::{Path, PathBuf};

use super::disk;
use super::manifest::Manifest;
use super::names::{self, BRIEFS, MANIFEST};
use super::ownership;
use super::pointer::{self, Pointer};
use super::read;
use super::record::{self, BriefRecord};
use crate::error::{Error, Result};

/// One state of an index, with its manifest checked.
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
    /// Returns an error if there is no index, its manifest is damaged or another version wrote it.
    pub(super) fn current(root: &Path) -> Result<Self> {
        let pointer = Pointer::read(root)?;
        let path = root.join(&pointer.generation);
        let file = path.join(MANIFEST);
        let bytes = read::read_file(&file)?;
        let manifest = Manifest::parse(root, &path, &bytes, &pointer.hash)?;
        Ok(Self {
            pointer,
            path,
            manifest,
        })
    }

    /// Reads the list of briefs, by source.
    pub(super) fn briefs(&self) -> Result<Vec<BriefRecord>> {
        let path = self.path.join(BRIEFS);
        let Some(recorded) = self.manifest.file(BRIEFS) else {
            return Err(Error::damaged(
                &path,
                "the manifest does not list it",
            ));
        };
        let bytes = recorded.read(&path)?;
        record::read_briefs(&bytes).map_err(|problem| Error::damaged(&path, problem))
    }
}

/// Finishes the work of a run that was stopped after it replaced `CURRENT`: readers see the new
/// file, but its rename may not be on the disk yet, and other generations may still be there.
///
/// A run that finds nothing to do calls this too, so that whatever it reports as indexed is safe.
pub(super) fn recover(root: &Path, current: &Generation) -> Result<()> {
    disk::sync(root).map_err(Error::io(root, "sync"))?;
    remove_others(root, &current.pointer.generation);
    Ok(())
}

/// Removes every generation but `keep`, and a new `CURRENT` that was never renamed. A file that
/// cannot be removed now is removed by the next run, so failures do not matter.
pub(super) fn remove_others(root: &Path, keep: &str) {
    pointer::remove_unfinished(root);
    for name in names::generations(root) {
        if name != keep {
            ownership::remove_generation(&root.join(name));
        }
    }
}

//! A generation in the making.
//!
//! Nothing in a generation changes once `CURRENT` names it. So a run makes a new one beside it:
//! links to the files that stay, new files for what is new. Only when every new file and folder is
//! on the disk does [`Draft::commit`] replace `CURRENT`.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::checksum::{self, FileRecord};
use super::disk;
use super::generation::{self, Generation};
use super::lock::Lock;
use super::manifest::Manifest;
use super::names::{self, ADDED, BRIEFS, CHECKSUMS, MANIFEST, MARK, META};
use super::ownership;
use super::pointer::{self, Pointer};
use crate::error::{Error, Result};

/// A generation in the making. Its folder is removed if it is dropped without [`Draft::commit`].
pub(super) struct Draft {
    root: PathBuf,
    /// Its folder.
    pub path: PathBuf,
    name: String,
    /// The files that it shares with the generation before.
    pub shared: Vec<FileRecord>,
    committed: bool,
    _lock: Lock,
}

impl Draft {
    /// Makes a folder for a new generation: empty, or with the files of `base`.
    pub(super) fn begin(root: &Path, base: Option<&Generation>, lock: Lock) -> Result<Self> {
        let name = next_name(root);
        let path = root.join(&name);
        pointer::write_none(root)?;
        disk::create_dir(&path).map_err(Error::io(&path, "create"))?;
        let mut draft = Self {
            root: root.to_owned(),
            path,
            name,
            shared: Vec::new(),
            committed: false,
            _lock: lock,
        };
        let mark = draft.path.join(MARK);
        disk::write(&mark, ownership::MARK_TEXT).map_err(Error::io(&mark, "write"))?;
        // Before anything else is in the folder, which without its mark nobody would remove.
        disk::sync(&mark).map_err(Error::io(&mark, "sync"))?;
        disk::sync(&draft.path).map_err(Error::io(&draft.path, "sync"))?;
        if let Some(base) = base {
            draft.share(base)?;
        }
        Ok(draft)
    }

    /// Adds the files of `base`, but not those that are written again: its list of briefs, its days
    /// and its checksums.
    fn share(&mut self, base: &Generation) -> Result<()> {
        for file in &base.manifest.files {
            let from = base.path.join(&file.name);
            let to = self.path.join(&file.name);
            match file.name.as_str() {
                BRIEFS | ADDED | CHECKSUMS => {}
                META => {
                    // tantivy replaces this file, so it must be a copy and not a link. A copy is
                    // not read through the checks of `directory`, so it is checked here.
                    let bytes = file.read(&from)?;
                    disk::write(&to, &bytes).map_err(Error::io(&to, "write"))?;
                }
                _ => {
                    disk::link(&from, &to).map_err(Error::io(&to, "create"))?;
                    self.shared.push(file.clone());
                }
            }
        }
        Ok(())
    }

    /// Seals the generation, which needs the files `living` and no others, and makes it the
    /// generation in force.
    ///
    /// # Errors
    /// Returns an error if a file operation fails. The index is then as it was, unless only the
    /// sync after the rename failed: readers see the new generation then, and the next run makes
    /// sure that it is on the disk.
    pub(super) fn commit(
        mut self,
        mut manifest: Manifest,
        living: &HashSet<PathBuf>,
    ) -> Result<Manifest> {
        manifest.files = self.seal(living)?;
        let checksums = self.write_checksums(&manifest.files)?;
        manifest.files.push(checksums);
        let hash = self.write_manifest(&manifest)?;
        let pointer = Pointer {
            generation: self.name.clone(),
            hash,
        };
        pointer.write(&self.root)?;
        // From here on the generation is in force, whatever else fails: dropping the draft must
        // not remove it.
        self.committed = true;
        // Until the folder is synced, a power cut could bring the old CURRENT back. The files that
        // it names must still be there then, so they are removed after the sync.
        disk::sync(&self.root).map_err(Error::io(&self.root, "sync"))?;
        let mut kept = vec![self.name.clone()];
        for state in &manifest.earlier {
            kept.push(state.generation.clone());
        }
        generation::remove_others(&self.root, &kept);
        Ok(manifest)
    }

    /// Writes and syncs the checksums of the blocks of `files`, and returns the record of that.
    fn write_checksums(&self, files: &[FileRecord]) -> Result<FileRecord> {
        let path = self.path.join(CHECKSUMS);
        disk::write(&path, &checksum::pack(files)).map_err(Error::io(&path, "write"))?;
        disk::sync(&path).map_err(Error::io(&path, "sync"))?;
        FileRecord::of(&path, CHECKSUMS)
    }

    /// Writes and syncs the manifest, and syncs the folder that lists all new files. Returns the
    /// hash of the manifest.
    fn write_manifest(&self, manifest: &Manifest) -> Result<String> {
        let file = self.path.join(MANIFEST);
        let json = serde_json::to_vec(manifest);
        let bytes = json.map_err(|e| Error::io(&self.path, "write")(e.into()))?;
        disk::write(&file, &bytes).map_err(Error::io(&file, "write"))?;
        disk::sync(&file).map_err(Error::io(&file, "sync"))?;
        disk::sync(&self.path).map_err(Error::io(&self.path, "sync"))?;
        // From here on the manifest shows that the folder is a generation, whatever a power cut
        // leaves. Before, only the mark did.
        let mark = self.path.join(MARK);
        disk::remove_file(&mark).map_err(Error::io(&mark, "remove"))?;
        disk::sync(&self.path).map_err(Error::io(&self.path, "sync"))?;
        Ok(checksum::hash(&bytes))
    }

    /// Removes the files that are not needed, syncs the new files, and returns the records of all.
    fn seal(&self, living: &HashSet<PathBuf>) -> Result<Vec<FileRecord>> {
        let listed = fs::read_dir(&self.path).and_then(Iterator::collect);
        let entries: Vec<fs::DirEntry> = listed.map_err(Error::io(&self.path, "read"))?;
        // In parallel, since a sync mostly waits for the disk.
        let sealed: Vec<Option<FileRecord>> = entries
            .par_iter()
            .map(|entry| self.seal_file(&entry.path(), living))
            .collect::<Result<_>>()?;
        let mut files: Vec<FileRecord> = sealed
            .into_iter()
            .flatten()
            .collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    /// Removes, or syncs and records, the file at `path`.
    fn seal_file(&self, path: &Path, living: &HashSet<PathBuf>) -> Result<Option<FileRecord>> {
        let name = path.file_name().unwrap_or_default();
        if name == MARK {
            return Ok(None);
        }
        let is_own = [BRIEFS, ADDED, META]
            .iter()
            .any(|own| name == *own);
        let is_needed = is_own || living.contains(Path::new(name));
        if !is_needed {
            disk::remove_file(path).map_err(Error::io(path, "remove"))?;
            return Ok(None);
        }
        let name = name.to_string_lossy();
        // A shared file was synced and recorded by an earlier run. Its record is kept and not made
        // again: a new checksum over a damaged file would hide the damage.
        if let Some(shared) = self
            .shared
            .iter()
            .find(|file| file.name == name)
        {
            return Ok(Some(shared.clone()));
        }
        disk::sync(path).map_err(Error::io(path, "sync"))?;
        FileRecord::of(path, &name).map(Some)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.committed {
            // If it cannot be removed now, the next run removes it.
            ownership::remove_generation(&self.path);
        }
    }
}

/// Returns the name of the next generation.
fn next_name(root: &Path) -> String {
    // Not only the current one counts: if CURRENT is damaged, the generation that it named must not
    // be written into.
    let mut names = names::generations(root);
    let pointer = Pointer::read(root).ok();
    names.extend(pointer.map(|pointer| pointer.generation));
    names::next_generation(&names)
}

//! `LOCK`, the file that keeps two runs from writing an index at once.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::disk;
use super::names::{CURRENT, GENERATION, LOCK};
use crate::error::{Error, Result};

/// The right to write an index. It ends when this is dropped, or with the process, however that
/// ends: the lock is the operating system's, and no file has to be removed.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Locks the index in `root`, which is created if it is missing.
    ///
    /// # Errors
    /// Returns an error if another process has the lock, `root` contains files that are not an
    /// index, or a file operation fails.
    pub(super) fn acquire(root: &Path) -> Result<Self> {
        prepare(root)?;
        let path = root.join(LOCK);
        let mut file = open(&path).map_err(Error::io(&path, "open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(locked(root, &mut file)),
            Err(TryLockError::Error(e)) => return Err(Error::io(&path, "lock")(e)),
        }
        // This fails if the disk is full. The lock is held all the same, only without a name.
        let _ = write_holder(&mut file);
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: if another thread is starting a process at this moment,
        // that process has the open file too, and with it the lock.
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    // The content says who holds the lock, so opening must not remove it.
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false);
    options.open(path)
}

/// Returns the error for a lock that another process holds.
fn locked(root: &Path, file: &mut File) -> Error {
    let mut holder = String::new();
    let _ = file.read_to_string(&mut holder);
    let holder = holder.trim();
    Error::Locked {
        path: root.to_owned(),
        holder: (!holder.is_empty()).then(|| holder.to_owned()),
    }
}

fn write_holder(file: &mut File) -> io::Result<()> {
    let now = jiff::Timestamp::now();
    let since = now.strftime("%F %T UTC");
    let holder = format!(
        "process {} since {since}\n",
        std::process::id()
    );
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(holder.as_bytes())
}

/// Makes sure that `root` is a folder that is empty or already an index.
fn prepare(root: &Path) -> Result<()> {
    if !root.exists() {
        create_synced(root)?;
    }
    for entry in fs::read_dir(root).map_err(Error::io(root, "read"))? {
        let name = entry
            .map_err(Error::io(root, "read"))?
            .file_name();
        if !belongs_to_index(&name.to_string_lossy()) {
            return Err(Error::NotAnIndex {
                path: root.to_owned(),
            });
        }
    }
    Ok(())
}

/// Whether a file of this name may be in the folder of an index. Hidden files, which systems put
/// anywhere, may.
fn belongs_to_index(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with(CURRENT)
        || name == LOCK
        || name.starts_with(GENERATION)
}

/// Creates a folder and those above it that are missing.
///
/// A new folder is on the disk only when the folder above it is synced, which lists its name.
fn create_synced(root: &Path) -> Result<()> {
    let mut missing = Vec::new();
    for folder in root.ancestors() {
        if is_here(folder) || folder.exists() {
            break;
        }
        missing.push(folder);
    }
    fs::create_dir_all(root).map_err(Error::io(root, "create"))?;
    for created in missing {
        let parent = created
            .parent()
            .filter(|parent| !is_here(parent));
        let parent = parent.unwrap_or(Path::new("."));
        disk::sync(parent).map_err(Error::io(parent, "sync"))?;
    }
    Ok(())
}

/// Whether `folder` is the empty path, which means the current folder.
fn is_here(folder: &Path) -> bool {
    folder.as_os_str().is_empty()
}

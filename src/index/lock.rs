//! `LOCK`, the file that keeps two runs from writing an index at once.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::disk;
use super::names::LOCK;
use super::ownership::{self, HOLDER};
use super::read::read_own;
use crate::error::{Error, Result};

/// Time between two tries to get a lock.
const PAUSE: Duration = Duration::from_millis(50);

/// Linux's number for a file system without locks (`ENOLCK`), beside those of an operation that is
/// not supported.
const NO_LOCKS: i32 = 37;

/// The right to write an index. It ends when this is dropped, or with the process, however that
/// ends: the lock is the operating system's, and no file has to be removed.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Locks the index in `root`, which is created if it is missing. If another process has the
    /// lock, tries again for as long as `patience`.
    ///
    /// # Errors
    /// Returns an error if another process has the lock, `root` contains files that are not an
    /// index, or a file operation fails.
    pub(super) fn acquire(root: &Path, patience: Duration) -> Result<Self> {
        prepare(root)?;
        let path = root.join(LOCK);
        let mut file = open(&path).map_err(Error::io(&path, "open"))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(locked(root, &mut file)),
                Err(TryLockError::Error(error)) => return Err(no_lock(&path, error)),
            }
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

/// Returns the error for a lock that the operating system does not give.
fn no_lock(path: &Path, error: io::Error) -> Error {
    let is_without_locks = error.raw_os_error() == Some(NO_LOCKS);
    if is_without_locks || error.kind() == io::ErrorKind::Unsupported {
        return Error::NoLocks {
            path: path.to_owned(),
        };
    }
    Error::io(path, "lock")(error)
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

/// Returns the process that wrote the index in `root` last or writes it now, and since when.
pub(super) fn last_holder(root: &Path) -> Option<String> {
    let bytes = read_own(&root.join(LOCK))?;
    let holder = String::from_utf8_lossy(&bytes);
    let holder = holder.trim();
    (!holder.is_empty()).then(|| holder.to_owned())
}

fn write_holder(file: &mut File) -> io::Result<()> {
    let now = jiff::Timestamp::now();
    let since = now.strftime("%F %T UTC");
    let holder = format!(
        "{HOLDER}{} since {since}\n",
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
    ownership::check_folder(root)
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
    fs::create_dir_all(root).map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Error::not_a_folder(root),
        _ => Error::io(root, "create")(error),
    })?;
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

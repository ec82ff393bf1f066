//! A generation's files as tantivy reads and writes them.
//!
//! **Every byte that is read was checked.** A file that the manifest lists is checked against its
//! checksums as it is read, a block at a time, each block once in a process: a search pays for the
//! blocks that it touches, and a damaged block is an error, never an answer. A run reads the files
//! that it merges through the same checks, so no damage gets into a new file.
//!
//! Files that a run writes are synced and recorded when the generation is sealed, so nothing is
//! synced here. A generation has one writer and does not change later, so nothing is locked or
//! watched here.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::checksum::{BLOCK, FileRecord};
use super::disk;
use super::names::{ADDED, BRIEFS, CHECKSUMS, META};
use super::read::{self, unreadable};
use crate::error::{Error, Result};

/// tantivy's list of the files that it may delete. The manifest serves instead.
const MANAGED: &str = ".managed.json";

/// The files of one generation.
#[derive(Debug, Clone)]
pub(super) struct Files {
    path: PathBuf,
    mapped: MmapDirectory,
    /// The recorded files, all mapped when the index is opened: a run that ends removes their
    /// names, and if tantivy cannot open a file of positions then, it assumes that there is none.
    checked: Arc<HashMap<PathBuf, Arc<Checked>>>,
    /// The record of the list of segments, or `None` while this generation is being written.
    meta: Option<FileRecord>,
    /// The list of segments: tantivy reads it twice.
    meta_read: Arc<OnceLock<Vec<u8>>>,
    failure: Failure,
}

/// Why a file could not be written: the first reason, for tantivy goes on and fails elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure(Arc<Mutex<Option<Error>>>);

impl Failure {
    fn note(&self, path: &Path, error: &io::Error) {
        let source = io::Error::new(error.kind(), error.to_string());
        self.lock()
            .get_or_insert(Error::io(path, "write")(source));
    }

    /// Returns the reason, if a file could not be written.
    pub(super) fn take(&self) -> Option<Error> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Error>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files {
    /// Opens the files in `path`, of which `recorded` are known. If the list of segments is among
    /// these, nothing can be written.
    ///
    /// # Errors
    /// Returns an error if a recorded file is missing or has another length.
    pub(super) fn open(path: &Path, recorded: &[FileRecord]) -> Result<Self> {
        let (files, mut problems) = Self::open_readable(path, recorded)?;
        if problems.is_empty() {
            Ok(files)
        } else {
            Err(problems.remove(0))
        }
    }

    /// Opens the files in `path`, of which `recorded` are known. Returns an error for each recorded
    /// file that is missing or has another length, too.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be read.
    pub(super) fn open_readable(
        path: &Path,
        recorded: &[FileRecord],
    ) -> Result<(Self, Vec<Error>)> {
        fs::metadata(path).map_err(unreadable(path))?;
        let mut problems = Vec::new();
        let mapped = MmapDirectory::open(path).map_err(|e| Error::index(path)(e.into()))?;
        let mut checked = HashMap::new();
        let mut meta = None;
        for record in recorded {
            match record.name.as_str() {
                META => meta = Some(record.clone()),
                // tantivy does not read these.
                BRIEFS | ADDED | CHECKSUMS => {}
                name => match Checked::open(&mapped, record, &path.join(name)) {
                    Ok(file) => {
                        checked.insert(PathBuf::from(name), Arc::new(file));
                    }
                    Err(problem) => problems.push(problem),
                },
            }
        }
        let files = Self {
            path: path.to_owned(),
            mapped,
            checked: Arc::new(checked),
            meta,
            meta_read: Arc::default(),
            failure: Failure::default(),
        };
        Ok((files, problems))
    }

    /// The folder of the files.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the recorded file with this name, if it could be opened.
    pub(super) fn recorded(&self, name: &str) -> Option<Arc<dyn FileHandle>> {
        let file = self.checked.get(Path::new(name))?;
        Some(Arc::clone(file) as Arc<dyn FileHandle>)
    }

    /// Returns the names of the recorded files that have this ending and could be opened, sorted.
    pub(super) fn names(&self, ending: &str) -> impl Iterator<Item = String> {
        let mut names = Vec::new();
        for path in self.checked.keys() {
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(ending) {
                names.push(name);
            }
        }
        names.sort();
        names.into_iter()
    }

    /// Returns where it is noted why a file could not be written.
    pub(super) fn failure(&self) -> Failure {
        self.failure.clone()
    }
}

/// A file whose blocks are checked when they are first read.
#[derive(Debug)]
struct Checked {
    file: Arc<dyn FileHandle>,
    record: FileRecord,
    /// Whether each block was found to be undamaged.
    seen: Vec<AtomicBool>,
}

impl Checked {
    /// Opens the file at `path`.
    fn open(mapped: &MmapDirectory, record: &FileRecord, path: &Path) -> Result<Self> {
        // tantivy would open a pipe, and wait for ever.
        read::length(path).map_err(unreadable(path))?;
        let file = mapped.get_file_handle(Path::new(&record.name));
        let file = file.map_err(|e| Error::index(path)(e.into()))?;
        Self::new(file, record, path)
    }

    /// Wraps the file at `path`, whose length must be as recorded: reading beyond the end of a
    /// file through a memory map would kill the process.
    fn new(file: Arc<dyn FileHandle>, record: &FileRecord, path: &Path) -> Result<Self> {
        if file.len() as u64 != record.bytes {
            let problem = format!(
                "{} bytes instead of {}",
                file.len(),
                record.bytes
            );
            return Err(Error::damaged(path, problem));
        }
        let blocks = file.len().div_ceil(BLOCK);
        let mut seen = Vec::new();
        seen.resize_with(blocks, AtomicBool::default);
        Ok(Self {
            file,
            record: record.clone(),
            seen,
        })
    }

    fn check(&self, block: usize) -> io::Result<()> {
        // Relaxed is enough: the flag guards no other memory. Two threads may both check a block,
        // which costs a microsecond and does no harm.
        if self.seen[block].load(Ordering::Relaxed) {
            return Ok(());
        }
        let start = block * BLOCK;
        let end = (start + BLOCK).min(self.file.len());
        let bytes = self.file.read_bytes(start..end)?;
        if self.record.block_checksum(block) != Some(crc32fast::hash(&bytes)) {
            return Err(damaged(&self.record.name, block));
        }
        self.seen[block].store(true, Ordering::Relaxed);
        Ok(())
    }
}

fn damaged(name: &str, block: usize) -> io::Error {
    let problem = format!("{name}: checksum mismatch in block {block} of {BLOCK} bytes");
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

impl FileHandle for Checked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if !range.is_empty() {
            let last = (range.end - 1) / BLOCK;
            for block in range.start / BLOCK..=last {
                self.check(block)?;
            }
        }
        self.file.read_bytes(range)
    }
}

impl HasLen for Checked {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.checked.get(path) {
            Some(file) => Ok(Arc::clone(file) as Arc<dyn FileHandle>),
            None => self.mapped.get_file_handle(path),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            return Err(OpenReadError::FileDoesNotExist(
                path.to_owned(),
            ));
        }
        let Some(meta) = self
            .meta
            .as_ref()
            .filter(|_| path == Path::new(META))
        else {
            return self.mapped.atomic_read(path);
        };
        if let Some(bytes) = self.meta_read.get() {
            return Ok(bytes.clone());
        }
        let bytes = meta.read(&self.path.join(path));
        let bytes = bytes.map_err(|e| {
            let damage = io::Error::new(io::ErrorKind::InvalidData, e);
            OpenReadError::wrap_io_error(damage, path.to_owned())
        })?;
        Ok(self
            .meta_read
            .get_or_init(|| bytes)
            .clone())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        // The generation in force may have the same file under the same name. Only this name is
        // removed.
        let whole = self.path.join(path);
        disk::remove_file(&whole).map_err(|e| DeleteError::IoError {
            io_error: Arc::new(e),
            filepath: whole,
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let whole = self.path.join(path);
        match disk::create_new(&whole) {
            Ok(file) => Ok(BufWriter::new(Box::new(Written {
                file,
                path: whole,
                failure: self.failure.clone(),
            }))),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(whole))
            }
            Err(e) => {
                self.failure.note(&whole, &e);
                Err(OpenWriteError::wrap_io_error(e, whole))
            }
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        // This need not be atomic, since nobody reads this generation yet. The old file is removed
        // and not overwritten, since it may be a link to a file of the generation in force.
        let whole = self.path.join(path);
        match disk::remove_file(&whole) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => disk::write(&whole, data),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A new file.
struct Written {
    file: File,
    path: PathBuf,
    failure: Failure,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = disk::append(&mut self.file, &self.path, bytes);
        if let Err(error) = &written {
            self.failure.note(&self.path, error);
        }
        written.map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for Written {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.flush()
    }
}

//! A generation's files as tantivy reads and writes them.
//!
//! **What is read was checked.** A file that the manifest lists is checked against its checksums as
//! it is read, a block at a time, each once in a process: a search pays for the blocks that it
//! touches, and a damaged one is an error, never an answer. Files that a run writes are synced and
//! recorded when the generation is sealed, so nothing is synced here. There is one writer for a
//! generation and nothing in it changes later, so there are no locks here and no watching.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::disk;
use super::store::{BLOCK, BRIEFS, FileRecord, META, read_checked};
use crate::error::{Error, Result};

/// tantivy's list of the files that it may delete; the manifest serves instead.
const MANAGED: &str = ".managed.json";

/// The files of one generation.
#[derive(Debug, Clone)]
pub(super) struct Files {
    path: PathBuf,
    mapped: MmapDirectory,
    /// All files that are known, mapped already: a run that ends takes their names away, and
    /// tantivy takes a file of positions that it cannot open for one that is not there.
    checked: Arc<HashMap<PathBuf, Arc<Checked>>>,
    /// The list of segments as recorded; `None` where this generation is being written.
    meta: Option<FileRecord>,
}

impl Files {
    /// The files in `path`, of which `recorded` are known. Where the list of segments is among
    /// them, nothing can be written.
    pub(super) fn open(path: &Path, recorded: &[FileRecord]) -> Result<Self> {
        let mapped = MmapDirectory::open(path).map_err(|e| Error::damaged(path, e))?;
        let mut checked = HashMap::new();
        for record in recorded
            .iter()
            .filter(|file| file.name != META && file.name != BRIEFS)
        {
            let name = PathBuf::from(&record.name);
            let file = mapped
                .get_file_handle(&name)
                .map_err(|e| Error::damaged(&path.join(&name), e))?;
            // A shorter file under a memory map would kill the process.
            if file.len() as u64 != record.bytes {
                let problem = format!("{} bytes instead of {}", file.len(), record.bytes);
                return Err(Error::damaged(&path.join(&name), problem));
            }
            let seen = (0..file.len().div_ceil(BLOCK))
                .map(|_| AtomicBool::new(false))
                .collect();
            checked.insert(
                name,
                Arc::new(Checked {
                    file,
                    record: record.clone(),
                    seen,
                }),
            );
        }
        let meta = recorded.iter().find(|file| file.name == META).cloned();
        Ok(Self {
            path: path.to_owned(),
            mapped,
            checked: Arc::new(checked),
            meta,
        })
    }
}

/// A file whose blocks are checked when they are first read.
#[derive(Debug)]
struct Checked {
    file: Arc<dyn FileHandle>,
    record: FileRecord,
    seen: Vec<AtomicBool>,
}

impl Checked {
    fn check(&self, block: usize) -> io::Result<()> {
        if self.seen[block].load(Ordering::Relaxed) {
            return Ok(());
        }
        let bytes = self
            .file
            .read_bytes(block * BLOCK..((block + 1) * BLOCK).min(self.file.len()))?;
        if self.record.checksum(block) != Some(crc32fast::hash(&bytes)) {
            return Err(damaged(&self.record.name, block));
        }
        self.seen[block].store(true, Ordering::Relaxed);
        Ok(())
    }
}

fn damaged(name: &str, block: usize) -> io::Error {
    let problem = format!("{name} is damaged: block {block} of {BLOCK} bytes has another checksum");
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

impl FileHandle for Checked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if !range.is_empty() {
            (range.start / BLOCK..=(range.end - 1) / BLOCK)
                .try_for_each(|block| self.check(block))?;
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
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        match &self.meta {
            Some(meta) if path == Path::new(META) => {
                let wrong = |e: Error| {
                    OpenReadError::wrap_io_error(
                        io::Error::new(io::ErrorKind::InvalidData, e),
                        path.to_owned(),
                    )
                };
                read_checked(&self.path.join(path), meta).map_err(wrong)
            }
            _ => self.mapped.atomic_read(path),
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        // The generation before may hold the same file under the same name: only this name goes.
        let whole = self.path.join(path);
        disk::remove_file(&whole).map_err(|e| DeleteError::IoError {
            io_error: Arc::new(e),
            filepath: whole,
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let whole = self.path.join(path);
        match disk::create_new(&whole) {
            Ok(file) => Ok(BufWriter::new(Box::new(Written { file, path: whole }))),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(whole))
            }
            Err(e) => Err(OpenWriteError::wrap_io_error(e, whole)),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        // Nobody reads this generation yet. The old file goes first, since it may be a link to one
        // that counts.
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
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::may(&self.path)?;
        self.file.write(bytes)
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

//! Where an index lives, and how one state of it gives way to the next.
//!
//! ```text
//! index/CURRENT       names the generation that counts, with its manifest's hash
//! index/LOCK          held by the run that writes
//! index/g-000007/     one state: tantivy's files, briefs.json, manifest.json
//! ```
//!
//! **Nothing in a generation changes once CURRENT names it.** A run makes a new generation beside it, syncs every
//! file and folder, then replaces CURRENT by a rename: a reader sees the old state or the new one, and whatever
//! stops the run before the rename leaves the old one whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::{analysis, brief};

/// Version of the layout of an index.
pub const FORMAT: u32 = 1;

const CURRENT: &str = "CURRENT";
const LOCK: &str = "LOCK";
const MANIFEST: &str = "manifest.json";
const GENERATION: &str = "g-";

/// What a generation consists of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the version that wrote it.
    pub format: u32,
    /// What made its terms and passages; see [`fingerprint`].
    pub fingerprint: String,
    /// Every file but the manifest itself.
    pub files: Vec<FileRecord>,
    /// Number of briefs.
    pub briefs: usize,
    /// Number of passages.
    pub passages: usize,
    /// Bytes of text.
    pub bytes: usize,
}

/// A file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// BLAKE3 of its content, in hexadecimal.
    pub hash: String,
}

/// Names the analysis and the parsers: an index with another fingerprint is refused.
#[must_use]
pub fn fingerprint() -> String {
    format!("{} {}", analysis::FINGERPRINT, brief::FINGERPRINT)
}

/// The generation that counts, with its manifest checked.
pub(super) struct Generation {
    pub path: PathBuf,
    pub manifest: Manifest,
}

/// Finds the generation that counts in `root`.
pub(super) fn current(root: &Path) -> Result<Generation> {
    // A run that ends between the two reads sweeps the generation away; the new CURRENT then names another.
    let mut last = None;
    for _ in 0..10 {
        let pointer = read_pointer(root)?;
        if last.as_ref() == Some(&pointer) {
            break;
        }
        let path = root.join(&pointer.0);
        match fs::read(path.join(MANIFEST)) {
            Ok(bytes) => return Ok(Generation { manifest: check(root, &path, &bytes, &pointer.1)?, path }),
            Err(e) if e.kind() == io::ErrorKind::NotFound => last = Some(pointer),
            Err(e) => return Err(Error::io(&path.join(MANIFEST), "read")(e)),
        }
    }
    let gone = last.map_or_else(|| root.to_owned(), |(name, _)| root.join(name).join(MANIFEST));
    Err(Error::Damaged { path: gone, problem: "the file is missing".into() })
}

fn read_pointer(root: &Path) -> Result<(String, String)> {
    let path = root.join(CURRENT);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(Error::NoIndex { path: root.to_owned() });
        }
        Err(e) if e.kind() == io::ErrorKind::InvalidData => String::new(),
        Err(e) => return Err(Error::io(&path, "read")(e)),
    };
    let mut words = text.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some(name), Some(hash), None) if name.starts_with(GENERATION) && !name.contains(['/', '\\', '.']) => {
            Ok((name.to_owned(), hash.to_owned()))
        }
        _ => Err(Error::Damaged { path, problem: "it does not name a generation".into() }),
    }
}

fn check(root: &Path, generation: &Path, bytes: &[u8], hash: &str) -> Result<Manifest> {
    let path = generation.join(MANIFEST);
    if blake3::hash(bytes).to_hex().as_str() != hash {
        return Err(Error::Damaged { path, problem: "its checksum is another".into() });
    }
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|e| Error::Damaged { path, problem: e.to_string() })?;
    if manifest.format != FORMAT || manifest.fingerprint != fingerprint() {
        let found = format!("format {}, {}", manifest.format, manifest.fingerprint);
        return Err(Error::Version { path: root.to_owned(), found });
    }
    // A shorter file under a memory map kills the process: find that out while it can still be said.
    for file in &manifest.files {
        let path = generation.join(&file.name);
        let found = fs::metadata(&path).map_err(|e| damaged(&path, &e))?.len();
        if found != file.bytes {
            return Err(Error::Damaged { path, problem: format!("{found} bytes instead of {}", file.bytes) });
        }
    }
    Ok(manifest)
}

fn damaged(path: &Path, e: &io::Error) -> Error {
    Error::Damaged { path: path.to_owned(), problem: e.to_string() }
}

/// The right to write an index; given up when dropped, or when the process ends in whatever way.
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock of `root`, which is created where it is missing.
pub(super) fn lock(root: &Path) -> Result<Lock> {
    prepare(root)?;
    let path = root.join(LOCK);
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path)
        .map_err(Error::io(&path, "open"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            return Err(Error::Locked { path: root.to_owned(), holder: holder.trim().to_owned() });
        }
        Err(TryLockError::Error(e)) => return Err(Error::io(&path, "lock")(e)),
    }
    let holder = format!("process {} since {}\n", std::process::id(), jiff::Timestamp::now().strftime("%F %T UTC"));
    let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder.as_bytes()));
    written.map_err(Error::io(&path, "write"))?;
    Ok(Lock { _file: file })
}

/// Makes sure that `root` is a folder that is empty or an index already.
fn prepare(root: &Path) -> Result<()> {
    fs::create_dir_all(root).map_err(Error::io(root, "create"))?;
    for entry in fs::read_dir(root).map_err(Error::io(root, "read"))? {
        let name = entry.map_err(Error::io(root, "read"))?.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with('.') || name.starts_with(CURRENT) || name == LOCK || name.starts_with(GENERATION);
        if !ours {
            return Err(Error::NotAnIndex { path: root.to_owned() });
        }
    }
    Ok(())
}

/// Removes what earlier runs left behind, then makes an empty folder for a new generation.
pub(super) fn begin(root: &Path, _lock: &Lock) -> Result<PathBuf> {
    let current = read_pointer(root).map(|(name, _)| name).ok();
    sweep(root, current.as_deref());
    let number = current.as_deref().and_then(|name| name.strip_prefix(GENERATION)?.parse::<u64>().ok()).unwrap_or(0);
    let path = root.join(format!("{GENERATION}{:06}", number + 1));
    fs::create_dir(&path).map_err(Error::io(&path, "create"))?;
    Ok(path)
}

/// Seals the generation in `path` and makes it the one that counts.
pub(super) fn commit(root: &Path, path: &Path, mut manifest: Manifest, _lock: &Lock) -> Result<Manifest> {
    manifest.files = seal(path)?;
    let bytes = serde_json::to_vec(&manifest).map_err(|e| Error::io(path, "write")(e.into()))?;
    let file = path.join(MANIFEST);
    fs::write(&file, &bytes).map_err(Error::io(&file, "write"))?;
    sync(&file)?;
    sync(path)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let pointer = format!("{name} {}\n", blake3::hash(&bytes).to_hex());
    let new = root.join(format!("{CURRENT}.new"));
    fs::write(&new, pointer).map_err(Error::io(&new, "write"))?;
    sync(&new)?;
    let target = root.join(CURRENT);
    fs::rename(&new, &target).map_err(Error::io(&target, "replace"))?;
    sync(root)?;
    sweep(root, Some(&name));
    Ok(manifest)
}

/// Syncs and hashes every file of a generation.
fn seal(path: &Path) -> Result<Vec<FileRecord>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::io(path, "read"))? {
        let entry = entry.map_err(Error::io(path, "read"))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(".tantivy") {
            continue;
        }
        sync(&entry.path())?;
        let (bytes, hash) = hash_file(&entry.path())?;
        files.push(FileRecord { name, bytes, hash });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Length and BLAKE3 of a file.
pub(super) fn hash_file(path: &Path) -> Result<(u64, String)> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(Error::io(path, "open"))?;
    let bytes = io::copy(&mut file, &mut hasher).map_err(Error::io(path, "read"))?;
    Ok((bytes, hasher.finalize().to_hex().to_string()))
}

fn sync(path: &Path) -> Result<()> {
    File::open(path).and_then(|f| f.sync_all()).map_err(Error::io(path, "sync"))
}

/// Removes every generation but `keep`. What cannot be removed now goes at the next run.
fn sweep(root: &Path, keep: Option<&str>) {
    let Ok(entries) = fs::read_dir(root) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(GENERATION) && Some(&*name) != keep {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

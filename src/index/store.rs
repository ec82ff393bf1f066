//! Where an index lives, and how one state of it gives way to the next.
//!
//! ```text
//! index/CURRENT       names the generation that counts, with its manifest's hash
//! index/LOCK          held by the run that writes
//! index/g-000007/     one state: tantivy's files, briefs, manifest.json
//! ```
//!
//! **Nothing in a generation changes once CURRENT names it.** A run makes a new generation beside
//! it (links to the files that stay, new files for what is new), syncs every new file and folder,
//! then replaces CURRENT by a rename: a reader sees the old state or the new one, and whatever
//! stops the run before the rename leaves the old one whole.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::disk;
use super::statistics::TokenCounts;
use crate::analysis;
use crate::error::{Error, Result};
use crate::formats::{self, decode};

/// Version of the layout of an index.
pub const FORMAT: u32 = 4;

/// Bytes that share a checksum. A search checks each block that it touches.
pub(super) const BLOCK: usize = 8 << 10;

/// The file of a generation that lists its briefs.
pub(super) const BRIEFS: &str = "briefs";

const CURRENT: &str = "CURRENT";
const LOCK: &str = "LOCK";
const MANIFEST: &str = "manifest.json";
/// tantivy's list of segments. It has the same name in every generation.
pub(super) const META: &str = "meta.json";
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
    /// Terms by field.
    pub lengths: TokenCounts,
    /// Ids of the segments whose passages are in the order of sources, and in that of their brief.
    pub in_order: Vec<String>,
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
    /// CRC-32 of each block, in eight hexadecimal digits, one after the other; kept as text, since
    /// a search needs few of them.
    pub blocks: String,
}

impl FileRecord {
    /// The checksum of a block; `None` where there is none.
    pub(super) fn checksum(&self, block: usize) -> Option<u32> {
        u32::from_str_radix(self.blocks.get(block * 8..block * 8 + 8)?, 16).ok()
    }
}

/// Names the decoder, the parsers and the analysis: an index with another fingerprint is refused.
#[must_use]
pub fn fingerprint() -> String {
    format!(
        "{} {} {}",
        analysis::FINGERPRINT,
        formats::FINGERPRINT,
        decode::FINGERPRINT
    )
}

/// The generation that counts, with its manifest checked.
pub(super) struct Generation {
    pub path: PathBuf,
    pub manifest: Manifest,
}

/// Finds the generation that counts in `root`.
pub(super) fn current(root: &Path) -> Result<Generation> {
    let (name, hash) = read_pointer(root)?;
    let path = root.join(name);
    let file = path.join(MANIFEST);
    let bytes = fs::read(&file).map_err(|e| Error::damaged(&file, e))?;
    Ok(Generation {
        manifest: check(root, &path, &bytes, &hash)?,
        path,
    })
}

/// The text of CURRENT, which changes with every run that changes the index; empty where there is
/// none.
pub(super) fn state(root: &Path) -> String {
    fs::read_to_string(root.join(CURRENT)).unwrap_or_default()
}

fn read_pointer(root: &Path) -> Result<(String, String)> {
    let path = root.join(CURRENT);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Err(no_pointer(root));
        }
        Err(e) if e.kind() == io::ErrorKind::InvalidData => String::new(),
        Err(e) => return Err(Error::io(&path, "read")(e)),
    };
    let pointer = text
        .strip_suffix('\n')
        .and_then(|line| line.split_once(' '));
    match pointer {
        Some((name, hash)) if is_generation(name) => Ok((name.to_owned(), hash.to_owned())),
        _ => Err(Error::damaged(&path, "it does not name a generation")),
    }
}

/// Without CURRENT there is no index; but where a sealed generation is, it was lost, and that must
/// be said.
fn no_pointer(root: &Path) -> Error {
    let sealed = |name: &String| root.join(name).join(MANIFEST).exists();
    let lost = generations(root).iter().any(sealed);
    if lost {
        Error::damaged(&root.join(CURRENT), "the file is missing")
    } else {
        Error::NoIndex {
            path: root.to_owned(),
        }
    }
}

fn is_generation(name: &str) -> bool {
    name.strip_prefix(GENERATION)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn generations(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_generation(name))
        .collect()
}

fn check(root: &Path, generation: &Path, bytes: &[u8], hash: &str) -> Result<Manifest> {
    let path = generation.join(MANIFEST);
    if blake3::hash(bytes).to_hex().as_str() != hash {
        return Err(Error::damaged(
            &path,
            "its checksum is not the one in CURRENT",
        ));
    }
    let parsed = serde_json::from_slice::<Manifest>(bytes).map_err(|e| Error::damaged(&path, e));
    let (format, found) = if let Ok(manifest) = &parsed {
        (manifest.format, manifest.fingerprint.clone())
    } else {
        // Another version's may say other things besides.
        let version: Version =
            serde_json::from_slice(bytes).map_err(|e| Error::damaged(&path, e))?;
        (version.format, version.fingerprint)
    };
    if format == FORMAT && found == fingerprint() {
        parsed
    } else {
        Err(Error::Version {
            path: root.to_owned(),
            found: format!("format {format}, {found}"),
        })
    }
}

/// What every version's manifest says first.
#[derive(Deserialize)]
struct Version {
    format: u32,
    fingerprint: String,
}

/// Checks every byte of the generation that counts against its recorded checksums. Gives the bytes
/// read.
pub(super) fn verify(root: &Path) -> Result<(Manifest, u64, Vec<Error>)> {
    let Generation { path, manifest } = current(root)?;
    let mut bytes = 0;
    let mut damaged = Vec::new();
    for file in &manifest.files {
        let whole = path.join(&file.name);
        match record(&whole, &file.name) {
            Ok(found) if found == *file => bytes += found.bytes,
            Ok(_) => damaged.push(Error::damaged(&whole, "its checksum is another")),
            Err(e) => damaged.push(e),
        }
    }
    Ok((manifest, bytes, damaged))
}

/// The right to write an index; given up when dropped, or when the process ends in whatever way.
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would do, but for a process that is being started by another thread just now: it
        // has the file too.
        let _ = self.file.unlock();
    }
}

/// Takes the lock of `root`, which is created where it is missing.
pub(super) fn lock(root: &Path) -> Result<Lock> {
    prepare(root)?;
    let path = root.join(LOCK);
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(Error::io(&path, "open"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            return Err(Error::Locked {
                path: root.to_owned(),
                holder: holder.trim().to_owned(),
            });
        }
        Err(TryLockError::Error(e)) => return Err(Error::io(&path, "lock")(e)),
    }
    let holder = format!(
        "process {} since {}\n",
        std::process::id(),
        jiff::Timestamp::now().strftime("%F %T UTC")
    );
    // On a full disk this fails; then the lock is held all the same, only namelessly.
    let _ = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(holder.as_bytes()));
    Ok(Lock { file })
}

/// Makes sure that `root` is a folder that is empty or an index already.
fn prepare(root: &Path) -> Result<()> {
    if !root.exists() {
        create_synced(root)?;
    }
    for entry in fs::read_dir(root).map_err(Error::io(root, "read"))? {
        let name = entry.map_err(Error::io(root, "read"))?.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with('.')
            || name.starts_with(CURRENT)
            || name == LOCK
            || name.starts_with(GENERATION);
        if !ours {
            return Err(Error::NotAnIndex {
                path: root.to_owned(),
            });
        }
    }
    Ok(())
}

/// Makes a folder and those above it that are missing, and sees that their names are on the disk.
fn create_synced(root: &Path) -> Result<()> {
    let missing: Vec<&Path> = root
        .ancestors()
        .take_while(|a| !a.as_os_str().is_empty() && !a.exists())
        .collect();
    fs::create_dir_all(root).map_err(Error::io(root, "create"))?;
    for made in missing {
        let parent = made
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        disk::sync(parent).map_err(Error::io(parent, "sync"))?;
    }
    Ok(())
}

/// A generation in the making; the folder goes when this is dropped without [`Draft::commit`].
pub(super) struct Draft {
    root: PathBuf,
    pub path: PathBuf,
    name: String,
    /// The files that it shares with the generation before.
    pub shared: Vec<FileRecord>,
    committed: bool,
    _lock: Lock,
}

impl Draft {
    /// Removes what earlier runs left behind, then makes a folder for a new generation: empty, or
    /// with the files of `base`.
    pub(super) fn begin(root: &Path, base: Option<&Generation>, lock: Lock) -> Result<Self> {
        let counts = read_pointer(root).map(|(name, _)| name).ok();
        sweep(root, counts.as_deref());
        let number = |name: &String| name.strip_prefix(GENERATION)?.parse::<u64>().ok();
        // Where CURRENT is damaged, what it named is still there and must not be written into.
        let last = generations(root)
            .iter()
            .chain(&counts)
            .filter_map(number)
            .max()
            .unwrap_or(0);
        let name = format!("{GENERATION}{:06}", last.saturating_add(1));
        let path = root.join(&name);
        disk::create_dir(&path).map_err(Error::io(&path, "create"))?;
        let mut draft = Self {
            root: root.to_owned(),
            path,
            name,
            shared: Vec::new(),
            committed: false,
            _lock: lock,
        };
        if let Some(base) = base {
            draft.share(base)?;
        }
        Ok(draft)
    }

    fn share(&mut self, base: &Generation) -> Result<()> {
        for file in base
            .manifest
            .files
            .iter()
            .filter(|file| file.name != BRIEFS)
        {
            let (from, to) = (base.path.join(&file.name), self.path.join(&file.name));
            if file.name == META {
                // tantivy writes this one again, so it is a copy and checked here.
                let bytes = read_checked(&from, file)?;
                disk::write(&to, &bytes).map_err(Error::io(&to, "write"))?;
            } else {
                disk::link(&from, &to).map_err(Error::io(&to, "create"))?;
                self.shared.push(file.clone());
            }
        }
        Ok(())
    }

    /// Seals the generation, which needs the files `living` and no others, and makes it the one
    /// that counts.
    pub(super) fn commit(
        mut self,
        mut manifest: Manifest,
        living: &HashSet<PathBuf>,
    ) -> Result<Manifest> {
        manifest.files = self.seal(living)?;
        let bytes =
            serde_json::to_vec(&manifest).map_err(|e| Error::io(&self.path, "write")(e.into()))?;
        let file = self.path.join(MANIFEST);
        disk::write(&file, &bytes).map_err(Error::io(&file, "write"))?;
        for path in [&file, &self.path] {
            disk::sync(path).map_err(Error::io(path, "sync"))?;
        }
        self.point_to(&format!(
            "{} {}\n",
            self.name,
            blake3::hash(&bytes).to_hex()
        ))?;
        // From here on the generation counts, whatever else goes wrong.
        self.committed = true;
        disk::sync(&self.root).map_err(Error::io(&self.root, "sync"))?;
        sweep(&self.root, Some(&self.name));
        Ok(manifest)
    }

    fn point_to(&self, pointer: &str) -> Result<()> {
        let new = self.root.join(format!("{CURRENT}.new"));
        disk::write(&new, pointer.as_bytes()).map_err(Error::io(&new, "write"))?;
        disk::sync(&new).map_err(Error::io(&new, "sync"))?;
        let target = self.root.join(CURRENT);
        disk::rename(&new, &target).map_err(Error::io(&target, "replace"))
    }

    /// Removes what is not needed; syncs and records what is new.
    fn seal(&self, living: &HashSet<PathBuf>) -> Result<Vec<FileRecord>> {
        let entries = fs::read_dir(&self.path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = entries.map_err(Error::io(&self.path, "read"))?;
        let mut files: Vec<FileRecord> = entries
            .par_iter()
            .filter_map(|entry| self.seal_file(&entry.path(), living).transpose())
            .collect::<Result<_>>()?;
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    fn seal_file(&self, path: &Path, living: &HashSet<PathBuf>) -> Result<Option<FileRecord>> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name != BRIEFS && name != META && !living.contains(Path::new(&name)) {
            disk::remove_file(path).map_err(Error::io(path, "remove"))?;
            return Ok(None);
        }
        if let Some(shared) = self.shared.iter().find(|file| file.name == name) {
            return Ok(Some(shared.clone()));
        }
        disk::sync(path).map_err(Error::io(path, "sync"))?;
        record(path, &name).map(Some)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.committed {
            // If it cannot be removed now, the next run does it.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Reads a whole file that must be what was recorded of it.
pub(super) fn read_checked(path: &Path, recorded: &FileRecord) -> Result<Vec<u8>> {
    let bytes = fs::read(path).map_err(|e| Error::damaged(path, e))?;
    let sound = recorded.hash == blake3::hash(&bytes).to_hex().as_str();
    if sound {
        Ok(bytes)
    } else {
        Err(Error::damaged(path, "its checksum is another"))
    }
}

/// Length and checksums of a file.
fn record(path: &Path, name: &str) -> Result<FileRecord> {
    let mut file = File::open(path).map_err(Error::io(path, "open"))?;
    let mut hasher = blake3::Hasher::new();
    let mut blocks = String::new();
    let mut bytes = 0;
    let mut block = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        let read = Read::by_ref(&mut file)
            .take(BLOCK as u64)
            .read_to_end(&mut block)
            .map_err(Error::io(path, "read"))?;
        if read == 0 {
            break;
        }
        hasher.update(&block);
        let checksum = format!("{:08x}", crc32fast::hash(&block));
        blocks.push_str(&checksum);
        bytes += read as u64;
    }
    Ok(FileRecord {
        name: name.to_owned(),
        bytes,
        hash: hasher.finalize().to_hex().to_string(),
        blocks,
    })
}

/// Puts right what a run that was stopped left: the rename of CURRENT may not be on the disk yet,
/// though readers see it, and other generations may lie about.
pub(super) fn settle(root: &Path, counts: &Generation) -> Result<()> {
    disk::sync(root).map_err(Error::io(root, "sync"))?;
    sweep(root, counts.path.file_name().and_then(|name| name.to_str()));
    Ok(())
}

/// Removes every generation but `keep`, and what a run stopped half-way left beside CURRENT. What
/// cannot be removed now goes at the next run. Where it is not known which generation counts, all
/// stay.
fn sweep(root: &Path, keep: Option<&str>) {
    let Some(keep) = keep else { return };
    let _ = fs::remove_file(root.join(format!("{CURRENT}.new")));
    for name in generations(root).iter().filter(|name| *name != keep) {
        let _ = fs::remove_dir_all(root.join(name));
    }
}

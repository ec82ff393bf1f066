//! The corpus: finds and reads brief files. Nothing else reads them.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use crate::brief::EXTENSIONS;
use crate::decode;
use crate::error::{Error, Result};

/// The largest file, in bytes, that is read as a brief.
pub const MAX_BYTES: u64 = 64 << 20;
/// Times that a file is read that changes meanwhile.
const READS: usize = 3;

/// A file that holds a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path under its root, with `/`; with the root's name before it where another root has the same path.
    pub source: String,
    /// Its length in bytes when it was found.
    pub bytes: u64,
    /// When it was last written to, as far as that is known.
    pub modified: Option<SystemTime>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The briefs, by source.
    pub files: Vec<BriefFile>,
    /// What could not be looked at.
    pub problems: Vec<Error>,
    /// Sources that start so may still be there, in folders that could not be looked into.
    pub unseen: Vec<String>,
    /// Roots without a brief.
    pub empty: Vec<PathBuf>,
}

/// Finds the briefs under `roots`.
///
/// A brief is a file with one of the known extensions that isn't hidden and isn't a README. A root may also be a
/// single file. Symbolic links are followed; one that leads back to a folder above itself is left out.
///
/// # Errors
/// Where a root is missing.
pub fn walk(roots: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    let (mut seen_roots, mut seen) = (HashSet::new(), HashSet::new());
    let mut by_root: Vec<(&Path, Vec<BriefFile>)> = Vec::new();
    for root in roots {
        let real =
            fs::canonicalize(root).map_err(|_| Error::Corpus { path: root.clone(), problem: "no such folder" })?;
        if !seen_roots.insert(real.clone()) {
            continue;
        }
        let mut files = Vec::new();
        let mut is_empty = true;
        for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e))
        {
            match entry {
                Ok(entry) if is_brief(&entry) => {
                    is_empty = false;
                    // The same file under two roots is one brief.
                    if seen.insert(real.join(entry.path().strip_prefix(root).unwrap_or(entry.path()))) {
                        files.push(brief_file(root, &entry));
                    }
                }
                Ok(_) => {}
                Err(e) if e.loop_ancestor().is_some() => {}
                Err(e) => {
                    let path = e.path().unwrap_or(root).to_owned();
                    found.unseen.push(if path == *root { String::new() } else { source(root, &path) });
                    found.problems.push(Error::Io { path, action: "look at", source: e.into() });
                }
            }
        }
        if is_empty {
            found.empty.push(root.clone());
        }
        by_root.push((root, files));
    }
    found.files = named_apart(by_root);
    found.files.sort_by(|a, b| a.source.cmp(&b.source));
    Ok(found)
}

fn brief_file(root: &Path, entry: &DirEntry) -> BriefFile {
    let metadata = entry.metadata();
    BriefFile {
        path: entry.path().to_owned(),
        source: source(root, entry.path()),
        bytes: metadata.as_ref().map_or(0, fs::Metadata::len),
        modified: metadata.ok().and_then(|m| m.modified().ok()),
    }
}

/// Puts the root's name before each source that another root has too, as much of it as tells the roots apart.
fn named_apart(by_root: Vec<(&Path, Vec<BriefFile>)>) -> Vec<BriefFile> {
    let mut roots_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, (_, files)) in by_root.iter().enumerate() {
        files.iter().for_each(|f| roots_of.entry(&f.source).or_default().push(n));
    }
    let names = root_names(&by_root.iter().map(|(root, _)| *root).collect::<Vec<_>>());
    let shared: HashSet<String> =
        roots_of.into_iter().filter(|(_, roots)| roots.len() > 1).map(|(source, _)| source.to_owned()).collect();
    let rename = |n: usize, mut file: BriefFile| {
        if shared.contains(&file.source) {
            file.source = format!("{}/{}", names[n], file.source);
        }
        file
    };
    let names_of =
        |(n, (_, files)): (usize, (&Path, Vec<BriefFile>))| files.into_iter().map(move |f| (n, f)).collect::<Vec<_>>();
    by_root.into_iter().enumerate().flat_map(names_of).map(|(n, file)| rename(n, file)).collect()
}

/// The last parts of each root's path, as many as make all of them different.
fn root_names(roots: &[&Path]) -> Vec<String> {
    let whole: Vec<Vec<String>> =
        roots.iter().map(|root| parts(&fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()))).collect();
    let longest = whole.iter().map(Vec::len).max().unwrap_or(1);
    let names = |n: usize| -> Vec<String> { whole.iter().map(|p| p[p.len().saturating_sub(n)..].join("/")).collect() };
    let differ = |names: &Vec<String>| names.iter().collect::<HashSet<_>>().len() == names.len();
    (1..longest).map(names).find(differ).unwrap_or_else(|| names(longest))
}

/// Reads the bytes of a brief's file.
///
/// # Errors
/// Where it cannot be read, is too large, or is written to meanwhile.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    for _ in 0..READS {
        let mut file = File::open(path).map_err(Error::io(path, "read"))?;
        let stamp = || fs::metadata(path).and_then(|m| Ok((m.len(), m.modified()?))).map_err(Error::io(path, "read"));
        let before = stamp()?;
        if before.0 > MAX_BYTES {
            return Err(Error::TooLarge { path: path.to_owned(), bytes: before.0, limit: MAX_BYTES });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.0).unwrap_or(0));
        file.by_ref().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(Error::io(path, "read"))?;
        if stamp()? == before && bytes.len() as u64 == before.0 {
            return Ok(bytes);
        }
    }
    Err(Error::Changing { path: path.to_owned() })
}

/// The text in `bytes`, which were read from `path`. A byte order mark is left out.
///
/// # Errors
/// Where they are not text.
pub fn text(path: &Path, bytes: Vec<u8>) -> Result<String> {
    decode::decode(bytes).map_err(|bad| Error::NotText {
        path: path.to_owned(),
        encoding: bad.encoding,
        offset: bad.offset,
    })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_brief(entry: &DirEntry) -> bool {
    if !entry.file_type().is_file() {
        return false;
    }
    let lower = |name: Option<&OsStr>| name.map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = EXTENSIONS.contains(&lower(entry.path().extension()).as_str());
    entry.depth() == 0 || known && lower(entry.path().file_stem()) != "readme"
}

fn source(root: &Path, path: &Path) -> String {
    let under = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    parts(under.unwrap_or_else(|| Path::new(path.file_name().unwrap_or_default()))).join("/")
}

/// The named parts of a path. Bytes that are not UTF-8 become `%FF`, so that two names stay two.
fn parts(path: &Path) -> Vec<String> {
    let named = path.components().filter(|c| matches!(c, std::path::Component::Normal(_)));
    named.map(|c| readable(c.as_os_str())).collect()
}

fn readable(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    out
}

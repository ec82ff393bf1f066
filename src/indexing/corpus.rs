//! The corpus: finds and reads brief files. Nothing else reads them.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, Result};
use crate::formats::{self, decode};

/// The largest file, in bytes, that is read as a brief.
pub const MAX_BYTES: u64 = 64 << 20;
/// Times that a file is read that changes meanwhile.
const READS: usize = 3;

/// A file that holds a brief, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefFile {
    /// Where it is.
    pub path: PathBuf,
    /// The canonical path of the root under which it was found.
    pub root: String,
    /// Its path under its root, with `/`; with the root's name before it where another root has the
    /// same path.
    pub source: String,
    /// Its length in bytes when it was found.
    pub bytes: u64,
}

/// A file or folder that could not be looked at.
#[derive(Debug)]
pub struct Problem {
    /// Why.
    pub error: Error,
    /// The root in which it is, by number.
    root: usize,
    /// Briefs whose source is one of these, or that are in a folder of that name, may still be
    /// there: first with the root's name, then without. An empty name is a whole root.
    pub hides: Vec<String>,
}

impl Problem {
    /// The brief with this source may still be there.
    #[must_use]
    pub fn may_hide(&self, source: &str) -> bool {
        self.hides.iter().any(|start| is_under(source, start))
    }
}

/// `source` is `start`, or in the folder of that name. An empty `start` is a root.
pub(crate) fn is_under(source: &str, start: &str) -> bool {
    source
        .strip_prefix(start)
        .is_some_and(|rest| start.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The briefs, by source.
    pub files: Vec<BriefFile>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    /// Canonical paths of the roots.
    pub roots: Vec<String>,
    /// Roots that have no brief, and could be looked into: as named, and their canonical paths.
    pub empty: Vec<(PathBuf, String)>,
}

/// The roots as they really are, each once.
///
/// # Errors
/// Where one is missing.
pub fn roots(named: &[PathBuf]) -> Result<Vec<(PathBuf, PathBuf)>> {
    let mut roots: Vec<(PathBuf, PathBuf)> = Vec::new();
    for root in named {
        let real = fs::canonicalize(root).map_err(|_| Error::Corpus {
            path: root.clone(),
            problem: "no such folder".to_owned(),
        })?;
        if roots.iter().all(|(_, other)| *other != real) {
            roots.push((root.clone(), real));
        }
    }
    Ok(roots)
}

/// Finds the briefs under `roots`, pairs of a path as named and as it really is.
///
/// A brief's file is one with one of the known endings that isn't hidden and isn't a README. One
/// that is of another format with the same ending is none, unless its source `was_one`: it may be
/// damaged. A root may also be a single file. Symbolic links are followed; one that leads back to a
/// folder above itself is left out.
#[must_use]
pub fn walk(roots: &[(PathBuf, PathBuf)], was_one: &dyn Fn(&str) -> bool) -> Found {
    let names = root_names(
        &roots
            .iter()
            .map(|(_, real)| real.as_path())
            .collect::<Vec<_>>(),
    );
    let mut found = Found {
        roots: roots
            .iter()
            .map(|(_, real)| readable(real.as_os_str()))
            .collect(),
        ..Found::default()
    };
    let mut seen = HashSet::new();
    let mut by_root: Vec<Vec<BriefFile>> = Vec::new();
    for (n, ((root, real), name)) in roots.iter().zip(&names).enumerate() {
        let (mut files, mut is_empty) = (Vec::new(), true);
        let was_one = |path: &Path| {
            let source = source(root, path);
            was_one(&format!("{name}/{source}")) || was_one(&source)
        };
        for entry in WalkDir::new(root)
            .follow_links(true)
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !is_hidden(e))
        {
            match entry {
                Ok(entry) if is_brief(&entry, &was_one) => {
                    is_empty = false;
                    // The same file under two roots is one brief.
                    if seen
                        .insert(real.join(entry.path().strip_prefix(root).unwrap_or(entry.path())))
                    {
                        files.push(brief_file(root, real, &entry));
                    }
                }
                Ok(_) => {}
                Err(e)
                    if e.loop_ancestor().is_some()
                        || e.path()
                            .is_some_and(|path| path != root && is_no_brief(path)) => {}
                Err(e) => {
                    let path = e.path().unwrap_or(root).to_owned();
                    let whole = path == *root;
                    is_empty &= !whole;
                    let source = if whole {
                        String::new()
                    } else {
                        source(root, &path)
                    };
                    let hides = vec![format!("{name}/{source}"), source];
                    found.problems.push(Problem {
                        error: Error::Io {
                            path,
                            action: "look at",
                            source: e.into(),
                        },
                        root: n,
                        hides,
                    });
                }
            }
        }
        if is_empty {
            found.empty.push((root.clone(), readable(real.as_os_str())));
        }
        by_root.push(files);
    }
    found.files = named_apart(by_root, &names, &found.problems);
    found
        .files
        .sort_by(|a, b| (&a.source, &a.path).cmp(&(&b.source, &b.path)));
    let same = |a: &BriefFile, b: &BriefFile| a.source == b.source;
    for pair in found
        .files
        .windows(2)
        .filter(|pair| same(&pair[0], &pair[1]))
    {
        let error = Error::SameName {
            path: pair[1].path.clone(),
            source_name: pair[1].source.clone(),
        };
        found.problems.push(Problem {
            error,
            root: 0,
            hides: Vec::new(),
        });
    }
    found.files.dedup_by(|b, a| same(a, b));
    found
}

fn brief_file(root: &Path, real: &Path, entry: &DirEntry) -> BriefFile {
    BriefFile {
        path: entry.path().to_owned(),
        root: readable(real.as_os_str()),
        source: source(root, entry.path()),
        bytes: entry.metadata().map_or(0, |m| m.len()),
    }
}

/// All files, with the root's name before a source that another root has too, or may have where it
/// can't be seen now.
fn named_apart(
    by_root: Vec<Vec<BriefFile>>,
    names: &[String],
    problems: &[Problem],
) -> Vec<BriefFile> {
    let mut owners: HashMap<String, usize> = HashMap::new();
    for file in by_root.iter().flatten() {
        *owners.entry(file.source.clone()).or_default() += 1;
    }
    // A brief that can't be seen now keeps its claim.
    let hidden_elsewhere = |root: usize, source: &str| {
        problems
            .iter()
            .any(|p| p.root != root && p.hides.last().is_some_and(|start| is_under(source, start)))
    };
    let mut all = Vec::new();
    for (n, (files, name)) in by_root.into_iter().zip(names).enumerate() {
        for mut file in files {
            let apart = format!("{name}/{}", file.source);
            let shared = owners[&file.source] > 1 || hidden_elsewhere(n, &file.source);
            // Where the longer name is taken as well, all that there is to tell the two apart is
            // said as a problem.
            if shared && !owners.contains_key(&apart) {
                file.source = apart;
            }
            all.push(file);
        }
    }
    all
}

/// The last parts of each root's path, as many as make all of them different.
fn root_names(roots: &[&Path]) -> Vec<String> {
    let whole: Vec<Vec<String>> = roots.iter().map(|root| parts(root)).collect();
    let longest = whole.iter().map(Vec::len).max().unwrap_or(1);
    let names = |n: usize| -> Vec<String> {
        whole
            .iter()
            .map(|p| p[p.len().saturating_sub(n)..].join("/"))
            .collect()
    };
    let differ = |names: &Vec<String>| names.iter().collect::<HashSet<_>>().len() == names.len();
    (1..longest)
        .map(names)
        .find(differ)
        .unwrap_or_else(|| names(longest))
}

/// Reads the bytes of a brief's file.
///
/// # Errors
/// Where it cannot be read, is too large, or is written to meanwhile.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    for _ in 0..READS {
        let mut file = File::open(path).map_err(Error::io(path, "read"))?;
        let stamp = || {
            fs::metadata(path)
                .and_then(|m| Ok((m.len(), m.modified()?)))
                .map_err(Error::io(path, "read"))
        };
        let before = stamp()?;
        if before.0 > MAX_BYTES {
            return Err(Error::TooLarge {
                path: path.to_owned(),
                bytes: before.0,
                limit: MAX_BYTES,
            });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.0).unwrap_or(0));
        file.by_ref()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(Error::io(path, "read"))?;
        if stamp()? == before && bytes.len() as u64 == before.0 {
            return Ok(bytes);
        }
    }
    Err(Error::Changing {
        path: path.to_owned(),
    })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A link that leads nowhere and whose name is no brief's. One without an ending may have been a
/// folder.
fn is_no_brief(path: &Path) -> bool {
    let dangling = fs::symlink_metadata(path).is_ok() && fs::metadata(path).is_err();
    let hidden = path
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    dangling && (hidden || path.extension().is_some() && !has_a_briefs_name(path))
}

fn is_brief(entry: &DirEntry, was_one: &dyn Fn(&Path) -> bool) -> bool {
    if !entry.file_type().is_file() {
        return false;
    }
    let path = entry.path();
    entry.depth() == 0 || has_a_briefs_name(path) && (!is_another_format(path) || was_one(path))
}

fn has_a_briefs_name(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| formats::has_brief_name(&name.to_string_lossy()))
}

/// The file is of another format that has the same ending. One that cannot be read may be a brief.
fn is_another_format(path: &Path) -> bool {
    if !path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xml"))
    {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| {
        file.take(formats::SNIFF_BYTES as u64)
            .read_to_end(&mut start)
    });
    read.is_ok() && formats::is_foreign_content(&path.to_string_lossy(), &start)
}

fn source(root: &Path, path: &Path) -> String {
    let under = path
        .strip_prefix(root)
        .ok()
        .filter(|p| !p.as_os_str().is_empty());
    parts(under.unwrap_or_else(|| Path::new(path.file_name().unwrap_or_default()))).join("/")
}

/// The named parts of a path.
fn parts(path: &Path) -> Vec<String> {
    let named = path
        .components()
        .filter(|c| matches!(c, std::path::Component::Normal(_)));
    named.map(|c| readable(c.as_os_str())).collect()
}

fn readable(name: &OsStr) -> String {
    decode::readable(name.as_encoded_bytes())
}

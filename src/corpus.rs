//! The corpus: finds and reads brief files. Nothing else reads them.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::brief::EXTENSIONS;
use crate::error::{Error, Result};

/// A file that holds a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path under its root, with `/`.
    pub source: String,
}

/// Finds the briefs under `roots`, in the order of their sources, and says what could not be looked at.
///
/// A brief is a file with one of the known extensions that isn't hidden and isn't a README. A root may also be a
/// single file.
///
/// # Errors
/// Where a root is missing or no root holds a brief.
pub fn walk(roots: &[PathBuf]) -> Result<(Vec<BriefFile>, Vec<Error>)> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for root in roots {
        if !root.exists() {
            return Err(Error::Corpus { path: root.clone(), problem: "no such folder" });
        }
        for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && (entry.depth() == 0 || is_brief(entry.path())) => {
                    let source = source(root, entry.path());
                    files.push(BriefFile { path: entry.into_path(), source });
                }
                Ok(_) => {}
                Err(e) => problems.push(walk_error(root, e)),
            }
        }
    }
    if files.is_empty() && problems.is_empty() {
        let path = roots.first().cloned().unwrap_or_default();
        return Err(Error::Corpus { path, problem: "no briefs in it (files ending in .txt or .md)" });
    }
    files.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| a.path.cmp(&b.path)));
    Ok((files, problems))
}

/// Reads a brief's text. A byte order mark is left out.
///
/// # Errors
/// Where it cannot be read, or is not text.
pub fn read(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).map_err(Error::io(file, "read"))?;
    decode(file, bytes)
}

/// The text in `bytes`, which were read from `path`.
///
/// # Errors
/// Where they are not text.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String> {
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::NotText { path: path.to_owned(), offset: e.utf8_error().valid_up_to() })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn is_brief(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let name = path.file_stem().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str())) && name != "readme"
}

fn source(root: &Path, path: &Path) -> String {
    let under = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let under = under.unwrap_or_else(|| Path::new(path.file_name().unwrap_or_default()));
    let parts: Vec<_> = under.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

fn walk_error(root: &Path, e: walkdir::Error) -> Error {
    let path = e.path().unwrap_or(root).to_owned();
    Error::Io { path, action: "look at", source: e.into() }
}

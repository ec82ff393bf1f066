//! The walk through one root.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::exclude::Excluded;
use super::file::{BriefFile, Problem, Root};
use super::names;
use crate::error::{Error, Result};
use crate::formats;

/// Maximum number of times that a folder is entered, by different links.
const MAX_VISITS: usize = 16;

/// The walk through one root, and what it finds.
pub(super) struct RootWalk<'a> {
    pub(super) root: &'a Root,
    /// The root's number among all roots.
    pub(super) number: usize,
    /// A name that no other root has.
    pub(super) name: &'a str,
    pub(super) files: Vec<BriefFile>,
    pub(super) problems: Vec<Problem>,
    /// Number of files that are left out, by kind.
    pub(super) left_out: BTreeMap<String, usize>,
    /// Whether the root can be looked at and has no brief.
    pub(super) is_empty: bool,
    excluded: Excluded,
    /// How often each folder was entered.
    visits: HashMap<PathBuf, usize>,
}

impl<'a> RootWalk<'a> {
    /// Walks through `root` without what `exclude` leaves out. `was_brief` says whether a source
    /// was indexed before.
    ///
    /// # Errors
    /// Returns an error if a pattern of `exclude` is invalid.
    pub(super) fn new(
        root: &'a Root,
        number: usize,
        name: &'a str,
        exclude: &[String],
        was_brief: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let mut walk = Self {
            root,
            number,
            name,
            files: Vec::new(),
            problems: Vec::new(),
            left_out: BTreeMap::new(),
            is_empty: false,
            excluded: Excluded::new(&root.path, exclude)?,
            visits: HashMap::new(),
        };
        walk.walk(was_brief);
        let is_hidden = walk
            .problems
            .iter()
            .any(Problem::hides_root);
        walk.is_empty = walk.files.is_empty() && !is_hidden;
        Ok(walk)
    }

    fn walk(&mut self, was_brief: &dyn Fn(&str) -> bool) {
        // In a fixed order, so that a limit is reached at the same folder each time.
        let entries = WalkDir::new(&self.root.path).sort_by_file_name();
        let mut entries = entries
            .follow_links(true)
            .into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if !self.enters(&entry) {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.look_at(&entry, was_brief),
                Err(error) if self.is_harmless(&error) => {}
                Err(error) => self.add_problem(error),
            }
        }
    }

    /// Returns whether the walk goes into a folder.
    fn enters(&mut self, folder: &DirEntry) -> bool {
        let path = folder.path();
        if !is_visible(folder) {
            return false;
        }
        if folder.depth() > 0 && self.excluded.has(path, true) {
            self.leave_out("excluded folder");
            return false;
        }
        // Links can lead to a folder by more ways than there are files on the disk.
        let canonical = fs::canonicalize(path);
        let visits = self
            .visits
            .entry(canonical.unwrap_or_else(|_| path.to_owned()))
            .or_default();
        *visits += 1;
        if *visits > MAX_VISITS {
            let error = Error::Unreadable {
                path: path.to_owned(),
                problem: format!(
                    "more than {MAX_VISITS} links lead to this folder; remove some of them"
                ),
            };
            self.add_problem_at(path, error);
            return false;
        }
        if let Err(error) = self.excluded.enter(path) {
            self.problems.push(Problem {
                root: self.number,
                hides: Vec::new(),
                error,
            });
        }
        true
    }

    fn look_at(&mut self, entry: &DirEntry, was_brief: &dyn Fn(&str) -> bool) {
        let path = entry.path();
        if !is_visible(entry) {
            return;
        }
        if entry.depth() > 0 && self.excluded.has(path, false) {
            self.leave_out("excluded file");
        } else if self.is_brief(entry, was_brief) {
            self.add(entry);
        } else if entry.depth() > 0 {
            self.leave_out(&kind(path));
        }
    }

    fn leave_out(&mut self, kind: &str) {
        *self
            .left_out
            .entry(kind.to_owned())
            .or_default() += 1;
    }

    fn is_brief(&self, entry: &DirEntry, was_brief: &dyn Fn(&str) -> bool) -> bool {
        if !entry.file_type().is_file() {
            return false;
        }
        let path = entry.path();
        let is_root = entry.depth() == 0;
        if is_root || !has_brief_name(path) {
            return is_root;
        }
        if !is_other_format(path) {
            return true;
        }
        let source = self.source(path);
        was_brief(&self.longer_source(&source)) || was_brief(&source)
    }

    fn add(&mut self, entry: &DirEntry) {
        self.files.push(BriefFile {
            path: entry.path().to_owned(),
            root: self.root.recorded(),
            source: self.source(entry.path()),
            bytes: entry
                .metadata()
                .map_or(0, |metadata| metadata.len()),
        });
    }

    /// Returns whether nothing is lost by this error: the walk met a loop of links, or a link that
    /// leads nowhere and never was a brief.
    fn is_harmless(&self, error: &walkdir::Error) -> bool {
        if error.loop_ancestor().is_some() {
            return true;
        }
        let path = error.path();
        path.is_some_and(|path| path != self.root.path && is_irrelevant_link(path))
    }

    fn add_problem(&mut self, error: walkdir::Error) {
        let path = error
            .path()
            .unwrap_or(&self.root.path)
            .to_owned();
        // Its own message would name the path again.
        let cause = error
            .into_io_error()
            .unwrap_or_else(|| io::Error::other("a loop of links"));
        let leads_nowhere = cause.kind() == io::ErrorKind::NotFound && path.is_symlink();
        let error = if leads_nowhere {
            Error::Unreadable {
                path: path.clone(),
                problem: "a link that leads nowhere; correct it or remove it".to_owned(),
            }
        } else {
            Error::io(&path, "look at")(cause)
        };
        self.add_problem_at(&path, error);
    }

    /// Notes that what is at `path` cannot be looked at.
    fn add_problem_at(&mut self, path: &Path, error: Error) {
        let source = if path == self.root.path {
            String::new()
        } else {
            self.source(path)
        };
        self.problems.push(Problem {
            root: self.number,
            hides: vec![self.longer_source(&source), source],
            error,
        });
    }

    fn source(&self, path: &Path) -> String {
        names::source(&self.root.path, path)
    }

    /// Returns a source with the root's name before it.
    pub(super) fn longer_source(&self, source: &str) -> String {
        format!("{}/{source}", self.name)
    }
}

/// Returns the kind of a file that is not a brief: its extension in lower case.
fn kind(path: &Path) -> String {
    match path.extension() {
        _ if has_brief_extension(path) => "README".to_owned(),
        Some(extension) => extension
            .to_string_lossy()
            .to_lowercase(),
        None => "no extension".to_owned(),
    }
}

/// Returns whether a file is none of the briefs only because of its name.
fn has_brief_extension(path: &Path) -> bool {
    let renamed = path.with_file_name("a");
    let extension = path.extension().unwrap_or_default();
    has_brief_name(&renamed.with_extension(extension)) && !has_brief_name(path)
}

fn is_visible(entry: &DirEntry) -> bool {
    let is_root = entry.depth() == 0;
    is_root || !names::is_hidden(entry.file_name())
}

/// Returns whether a link leads nowhere and its name is not a brief's. A link without an extension
/// may have led to a folder of briefs.
fn is_irrelevant_link(path: &Path) -> bool {
    let is_dangling = fs::symlink_metadata(path).is_ok() && fs::metadata(path).is_err();
    let is_hidden = path
        .file_name()
        .is_some_and(names::is_hidden);
    let is_other_file = path.extension().is_some() && !has_brief_name(path);
    is_dangling && (is_hidden || is_other_file)
}

fn has_brief_name(path: &Path) -> bool {
    let Some(name) = path.file_name() else {
        return false;
    };
    formats::has_brief_name(&name.to_string_lossy())
}

/// Returns whether the file is of another format with the same extension. A file that cannot be
/// read may be a brief.
fn is_other_format(path: &Path) -> bool {
    let name = path.to_string_lossy();
    if !formats::shares_extension(&name) {
        return false;
    }
    match first_bytes(path) {
        Ok(start) => formats::is_foreign_content(&name, &start),
        Err(_) => false,
    }
}

fn first_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    let file = File::open(path)?;
    file.take(formats::SNIFF_BYTES as u64)
        .read_to_end(&mut start)?;
    Ok(start)
}

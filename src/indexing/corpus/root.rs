//! The walk through one root.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::file::{BriefFile, Problem, Root};
use super::names;
use crate::error::Error;
use crate::formats;

/// The walk through one root, and what it finds.
pub(super) struct RootWalk<'a> {
    pub(super) root: &'a Root,
    /// The root's number among all roots.
    pub(super) number: usize,
    /// A name that no other root has.
    pub(super) name: &'a str,
    pub(super) files: Vec<BriefFile>,
    pub(super) problems: Vec<Problem>,
    /// Number of files that are not read, by extension.
    pub(super) left_out: BTreeMap<String, usize>,
    /// Whether the root can be looked at and has no brief.
    pub(super) is_empty: bool,
}

impl<'a> RootWalk<'a> {
    /// Walks through `root`. `was_brief` says whether a source was indexed before.
    pub(super) fn new(
        root: &'a Root,
        number: usize,
        name: &'a str,
        was_brief: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut walk = Self {
            root,
            number,
            name,
            files: Vec::new(),
            problems: Vec::new(),
            left_out: BTreeMap::new(),
            is_empty: false,
        };
        let entries = WalkDir::new(&root.path).follow_links(true);
        for entry in entries
            .into_iter()
            .filter_entry(is_visible)
        {
            match entry {
                Ok(entry) if walk.is_brief(&entry, was_brief) => walk.add(&entry),
                Ok(entry) => walk.leave_out(&entry),
                Err(error) if walk.is_harmless(&error) => {}
                Err(error) => walk.add_problem(error),
            }
        }
        let is_hidden = walk
            .problems
            .iter()
            .any(Problem::hides_root);
        walk.is_empty = walk.files.is_empty() && !is_hidden;
        walk
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

    /// Counts a file that is not read because of its kind. A README is of a kind that is read.
    fn leave_out(&mut self, entry: &DirEntry) {
        let path = entry.path();
        if !entry.file_type().is_file() || is_readme(path) {
            return;
        }
        let extension = path
            .extension()
            .map(names::readable);
        let extension = extension
            .unwrap_or_default()
            .to_lowercase();
        *self
            .left_out
            .entry(extension)
            .or_default() += 1;
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
        let source = if path == self.root.path {
            String::new()
        } else {
            self.source(&path)
        };
        self.problems.push(Problem {
            root: self.number,
            hides: vec![self.longer_source(&source), source],
            error: Error::io(&path, "look at")(error.into()),
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

fn is_readme(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default();
    stem.eq_ignore_ascii_case("readme")
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

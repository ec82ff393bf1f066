//! Names of briefs and roots: a brief's source is its path under a root, as text.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Component, Path};

use crate::formats::decode;

/// Returns whether `source` is `start`, or is in the folder or container of that name. Everything
/// is under an empty `start`.
pub(in crate::indexing) fn is_under(source: &str, start: &str) -> bool {
    let Some(rest) = source.strip_prefix(start) else {
        return false;
    };
    start.is_empty() || rest.is_empty() || rest.starts_with('/')
}

/// Returns whether `source` is under one of `starts`.
pub(in crate::indexing) fn is_under_any(source: &str, starts: &[String]) -> bool {
    starts
        .iter()
        .any(|start| is_under(source, start))
}

/// Returns whether a file of this name is hidden.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes()
        .starts_with(b".")
}

/// Returns the path of the file at `path` under `root`, with `/`. If `root` is that file itself,
/// its name.
pub(super) fn source(root: &Path, path: &Path) -> String {
    let under = path
        .strip_prefix(root)
        .unwrap_or(Path::new(""));
    let mut names = components(under);
    if names.is_empty() {
        names.extend(path.file_name().map(readable));
    }
    names.join("/")
}

/// Returns a name for each root: the last components of its path, as many of them as make all names
/// differ.
pub(super) fn root_names<'a>(roots: impl Iterator<Item = &'a Path>) -> Vec<String> {
    let paths: Vec<Vec<String>> = roots.map(components).collect();
    let longest = paths
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(1);
    for count in 1..longest {
        let names = last_components(&paths, count);
        if all_differ(&names) {
            return names;
        }
    }
    last_components(&paths, longest)
}

/// Returns the last `count` components of each path, with `/`.
fn last_components(paths: &[Vec<String>], count: usize) -> Vec<String> {
    let mut names = Vec::with_capacity(paths.len());
    for path in paths {
        let start = path.len().saturating_sub(count);
        names.push(path[start..].join("/"));
    }
    names
}

fn all_differ(names: &[String]) -> bool {
    let different: HashSet<&String> = names.iter().collect();
    different.len() == names.len()
}

/// Returns the named components of a path: not `/`, `.` or `..`.
fn components(path: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for component in path.components() {
        if let Component::Normal(name) = component {
            names.push(readable(name));
        }
    }
    names
}

/// Returns a name as text. Bytes that are not UTF-8 become `%FF`.
pub(super) fn readable(name: &OsStr) -> String {
    decode::readable(name.as_encoded_bytes())
}

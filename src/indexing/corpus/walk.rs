//! The walk through all roots: finds the files of briefs, and a source of its own for each.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::mem;
use std::path::PathBuf;

use super::file::{BriefFile, Found, Problem, Root};
use super::names;
use super::root::RootWalk;
use crate::error::{Error, Result};

/// Returns the roots at these paths, each once.
///
/// # Errors
/// Returns an error if a root does not exist.
pub fn roots(paths: &[PathBuf]) -> Result<Vec<Root>> {
    let mut roots: Vec<Root> = Vec::new();
    for path in paths {
        let path = path.clone();
        let Ok(canonical) = fs::canonicalize(&path) else {
            let problem = "no such folder".to_owned();
            return Err(Error::Corpus { path, problem });
        };
        if roots
            .iter()
            .all(|root| root.canonical != canonical)
        {
            roots.push(Root { path, canonical });
        }
    }
    Ok(roots)
}

/// Finds the briefs' files under `roots`.
///
/// A brief's file has a known extension, is not hidden and is not a README. A file whose content is
/// of another format (XML that is not a feed) is skipped, unless `was_brief` says that its source
/// was indexed before: then it is probably damaged. A root may also be a single file. Symbolic
/// links are followed; a link that leads back to a folder above itself is skipped, and so is a
/// folder that very many links lead to. Left out is what the patterns of `exclude`, or files called
/// `.yindeignore`, name in the syntax of `.gitignore`.
///
/// # Errors
/// Returns an error if a pattern of `exclude` is invalid.
pub fn walk(roots: &[Root], exclude: &[String], was_brief: &dyn Fn(&str) -> bool) -> Result<Found> {
    let paths = roots
        .iter()
        .map(|root| root.canonical.as_path());
    let names = names::root_names(paths);
    let mut walks = Vec::with_capacity(roots.len());
    for (number, root) in roots.iter().enumerate() {
        walks.push(RootWalk::new(
            root,
            number,
            &names[number],
            exclude,
            was_brief,
        )?);
    }
    drop_repeated_files(&mut walks);

    let mut found = Found::default();
    for walk in &mut walks {
        found
            .roots
            .push(walk.root.recorded());
        found
            .problems
            .append(&mut walk.problems);
        for (kind, files) in &walk.left_out {
            *found
                .left_out
                .entry(kind.clone())
                .or_default() += files;
        }
        if walk.is_empty {
            found.empty.push(walk.root.clone());
        }
    }
    found.files = with_distinct_sources(walks, &found.problems);
    found
        .files
        .sort_by(by_source_and_path);
    drop_equal_sources(&mut found);
    Ok(found)
}

fn by_source_and_path(a: &BriefFile, b: &BriefFile) -> Ordering {
    let by_source = a.source.cmp(&b.source);
    by_source.then_with(|| a.path.cmp(&b.path))
}

/// Drops the files that an earlier root has as well: the same file under two roots is one brief.
fn drop_repeated_files(walks: &mut [RootWalk<'_>]) {
    let mut seen = HashSet::new();
    for RootWalk { root, files, .. } in walks {
        files.retain(|file| seen.insert(root.canonical_path(&file.path)));
    }
}

/// Returns all files. The root's name precedes a source that another root has too, or may have in a
/// folder that cannot be looked at now: a brief that is out of sight keeps its source.
fn with_distinct_sources(mut walks: Vec<RootWalk<'_>>, problems: &[Problem]) -> Vec<BriefFile> {
    let owners = count_sources(&walks);
    let mut files = Vec::new();
    for walk in &mut walks {
        for mut file in mem::take(&mut walk.files) {
            let source = &file.source;
            let is_hidden = |p: &Problem| p.may_hide_elsewhere(walk.number, source);
            let is_shared = owners[source] > 1 || problems.iter().any(is_hidden);
            let longer = walk.longer_source(source);
            // If the longer source is taken as well, nothing tells the two files apart, and the
            // second becomes a problem.
            if is_shared && !owners.contains_key(&longer) {
                file.source = longer;
            }
            files.push(file);
        }
    }
    files
}

fn count_sources(walks: &[RootWalk<'_>]) -> HashMap<String, usize> {
    let mut owners: HashMap<String, usize> = HashMap::new();
    for walk in walks {
        for file in &walk.files {
            *owners
                .entry(file.source.clone())
                .or_default() += 1;
        }
    }
    owners
}

/// Drops all but the first of sorted files that have the same source, and notes each as a problem.
fn drop_equal_sources(found: &mut Found) {
    let mut files: Vec<BriefFile> = Vec::with_capacity(found.files.len());
    for file in mem::take(&mut found.files) {
        let last = files.last();
        if last.is_none_or(|last| last.source != file.source) {
            files.push(file);
            continue;
        }
        found.problems.push(Problem {
            error: Error::SameName {
                path: file.path,
                source_name: file.source,
            },
            root: 0,
            hides: Vec::new(),
        });
    }
    found.files = files;
}

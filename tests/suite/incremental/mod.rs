//! Repeated indexing: a run indexes only the changes and loses nothing, and the answers do not
//! depend on the history.

mod concurrency;
mod encodings;
mod history;
mod roots;
mod runs;
mod sources;
mod unreadable;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use yinde::indexing::Report;

use super::support::{Briefs, Ran};

/// Returns the text of a brief in which `word` occurs in three passages.
fn brief(number: usize, word: &str) -> String {
    format!(
        "Brief #{number}: Ports, Rice\n\nA lede with {word}.\n\n1. Ports\n\n\
         The harbour board spoke of united front work 统战工作 in issue {number}.\n\n\
         党是领导一切的，{word}。\n\n2. Rice\n\nPrices of {word} held, said the board.\n"
    )
}

/// The lines of these passages, if the brief is `source`.
fn all_places(source: &str) -> [(String, usize); 3] {
    [3, 9, 13].map(|line| (source.to_owned(), line))
}

/// Returns the path in the folder that contains the corpus and the index.
fn at(briefs: &Briefs, path: &str) -> PathBuf {
    briefs.folder().join(path)
}

/// Writes a brief outside the corpus.
fn write_at(briefs: &Briefs, path: &str, text: String) {
    let path = at(briefs, path);
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(path, text).expect("a brief");
}

fn remove_at(briefs: &Briefs, path: &str) {
    fs::remove_file(at(briefs, path)).expect("a file to remove");
}

fn rename_at(briefs: &Briefs, from: &str, to: &str) {
    fs::rename(at(briefs, from), at(briefs, to)).expect("a rename");
}

/// Creates a link to `target`.
fn link_at(briefs: &Briefs, target: impl AsRef<Path>, path: &str) {
    std::os::unix::fs::symlink(target, at(briefs, path)).expect("a link");
}

/// Returns the numbers of added, updated, removed, unchanged and failed briefs.
fn counts(report: &Report) -> [usize; 5] {
    [
        report.added.len(),
        report.updated.len(),
        report.removed.len(),
        report.unchanged,
        report.failed.len(),
    ]
}

/// Runs `yinde index`, which must succeed.
fn run_index(briefs: &Briefs, args: &[&str]) -> Ran {
    let out = briefs.run(&[&["index"], args].concat());
    assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
    out
}

/// Runs `yinde index`, which must exit with 2 and print a message that contains `expected`.
fn run_index_with_error(briefs: &Briefs, args: &[&str], expected: &str) -> Ran {
    let out = briefs.run(&[&["index"], args].concat());
    assert_eq!(out.code, 2, "{args:?}: {}", out.stderr);
    assert!(
        out.stderr.contains(expected),
        "{args:?}, without {expected:?}: {}",
        out.stderr
    );
    out
}

/// Runs `yinde index`, which must exit with 3, as some briefs cannot be read, and print a message
/// that contains `expected`.
fn run_incomplete_index(briefs: &Briefs, args: &[&str], expected: &str) -> Ran {
    let out = briefs.run(&[&["index"], args].concat());
    assert_eq!(out.code, 3, "{args:?}: {}", out.stderr);
    assert!(
        out.stderr.contains(expected),
        "{args:?}, without {expected:?}: {}",
        out.stderr
    );
    out
}

/// Returns the numbers of passages that each of the words finds.
fn found<const N: usize>(briefs: &Briefs, words: [&str; N]) -> [usize; N] {
    words.map(|word| briefs.places(word).len())
}

/// Returns the content of `CURRENT`.
fn current(briefs: &Briefs) -> String {
    fs::read_to_string(briefs.index().join("CURRENT")).expect("CURRENT")
}

/// Returns the folder of the current generation.
fn generation(briefs: &Briefs) -> PathBuf {
    let current = current(briefs);
    let name = current.split(' ').next();
    briefs
        .index()
        .join(name.expect("a name"))
}

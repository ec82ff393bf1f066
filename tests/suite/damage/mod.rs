//! Damage: killed runs, flipped bits, truncated files. Nothing that a run acknowledged is lost, and
//! no answer is wrong.

mod corrupted;
mod killed;

use std::fs;
use std::path::{Path, PathBuf};

use yinde::index;

use super::support::{Briefs, project, sample};

/// Writes the sample briefs into the corpus.
fn copy_samples(briefs: &Briefs) {
    let corpus = project().join("corpus");
    for record in index::briefs(sample()).expect("the briefs") {
        let source = record.label.source;
        let text = fs::read(corpus.join(&source)).expect("a brief");
        briefs.write(&source, text);
    }
}

/// Runs the program, which must succeed.
fn run(briefs: &Briefs, args: &[&str]) {
    let out = briefs.run(args);
    assert_eq!(out.code, 0, "{}", out.stderr);
}

/// Returns all files that the index needs, `CURRENT` among them.
fn files(root: &Path) -> Vec<PathBuf> {
    let current = root.join("CURRENT");
    let pointer = fs::read_to_string(&current).expect("CURRENT");
    let name = pointer
        .split(' ')
        .next()
        .expect("a name");
    let entries = fs::read_dir(root.join(name)).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.push(current);
    files.sort();
    files
}

/// Damages the first file whose name has this ending. Returns the name.
fn damage_file(index: &Path, ending: &str) -> String {
    let mut files = files(index).into_iter();
    let file = files.find(|file| {
        file.to_string_lossy()
            .ends_with(ending)
    });
    let file = file.expect("a file");
    let mut bytes = fs::read(&file).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&file, bytes).expect("damage");
    let name = file.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

#[test]
fn damaged_index_is_repaired_by_the_command_in_its_message() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    run(&briefs, &["index"]);
    for ending in ["idx", "term", "store", "json", "CURRENT"] {
        let name = damage_file(&briefs.index(), ending);
        let out = briefs.run(&["verify"]);
        assert_eq!(out.code, 2, "{ending}");
        assert!(
            out.stderr.contains(&name),
            "{ending}: {}",
            out.stderr
        );
        let hint = "rebuild it: yinde index FOLDER --index index --rebuild";
        assert!(
            out.stderr.contains(hint),
            "{}",
            out.stderr
        );
        run(&briefs, &["index", "--rebuild"]);
        run(&briefs, &["verify"]);
        let found = briefs.places("\"united front\"");
        assert_eq!(found.len(), 34);
    }
}

#[test]
fn missing_current_file_is_reported_as_damage() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nThe harbour.\n",
    )]);
    fs::remove_file(briefs.index().join("CURRENT")).expect("removed");
    let out = briefs.run(&["search", "harbour"]);
    assert_eq!(out.code, 2);
    let message = "CURRENT: the index is damaged: the file is missing";
    assert!(
        out.stderr.contains(message),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.run(&["index"]).code, 2);
    run(&briefs, &["index", "--rebuild"]);
    assert_eq!(briefs.places("harbour").len(), 1);
}

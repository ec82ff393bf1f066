//! Files of other people in the folder of an index.

use std::fs;
use std::os::unix::fs::symlink;

use super::snapshot;
use crate::support::Briefs;

const BRIEF: &str = "Brief #1: Ports\n\nThe harbour.\n";

/// Asserts that neither kind of run touches the folder of the index, and that both say why.
fn assert_refused(briefs: &Briefs, name: &str) {
    let before = snapshot(briefs.folder());
    for args in [&["index"][..], &["index", "--rebuild"]] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{name}: {}", out.stdout);
        let message = format!("contains files that are not an index ({name})");
        assert!(
            out.stderr.contains(&message),
            "{name}: {}",
            out.stderr
        );
        assert_eq!(
            snapshot(briefs.folder()),
            before,
            "{name}"
        );
    }
}

#[test]
fn files_that_are_called_like_an_index_are_not_touched() {
    for name in [
        "LOCK",
        "CURRENT",
        "CURRENT.new",
        "g-2020/photo.jpg",
        "g-202001/photo.jpg",
        "g-000001/manifest.json",
        "g-000001/meta.json",
        "g-000001/briefs",
        "g-000001/draft",
        "CURRENTS.txt",
    ] {
        let briefs = Briefs::empty();
        briefs.write("a.txt", BRIEF);
        let path = briefs.index().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, "years of work").expect("a file");
        let top = name.split('/').next();
        assert_refused(&briefs, top.expect("a name"));
    }
}

#[test]
fn links_that_are_called_like_an_index_are_not_followed() {
    for name in ["LOCK", "CURRENT", "CURRENT.new", "g-000001"] {
        let briefs = Briefs::empty();
        briefs.write("a.txt", BRIEF);
        let outside = briefs.folder().join("outside");
        fs::create_dir(&outside).expect("a folder");
        fs::write(
            outside.join("thesis.docx"),
            "years of work",
        )
        .expect("a file");
        fs::create_dir(briefs.index()).expect("a folder");
        let target = if name == "g-000001" {
            outside
        } else {
            outside.join("thesis.docx")
        };
        symlink(target, briefs.index().join(name)).expect("a link");
        assert_refused(&briefs, name);
    }
}

#[test]
fn folders_of_others_beside_an_index_are_left_alone() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let photos = briefs.index().join("g-202001");
    fs::create_dir(&photos).expect("a folder");
    fs::write(photos.join("manifest.json"), "{}").expect("a file");
    fs::write(photos.join("photo.jpg"), "a holiday").expect("a file");
    let before = snapshot(&photos);
    for round in 0..2 {
        briefs.write(
            "a.txt",
            format!("{BRIEF}\nRound number{round}.\n"),
        );
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
    }
    let out = briefs.run(&["index", "--rebuild"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!(snapshot(&photos), before);
    // Of the index's own generations only one is there.
    let entries = fs::read_dir(briefs.index()).expect("a folder");
    assert_eq!(entries.count(), 4);
}

#[test]
fn a_folder_with_the_last_number_does_not_end_the_counting() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let last = briefs
        .index()
        .join("g-999999999999999999");
    fs::create_dir(&last).expect("a folder");
    fs::write(last.join("photo.jpg"), "a holiday").expect("a file");
    for round in 0..3 {
        let text = format!("{BRIEF}\nRound number{round}.\n");
        briefs.write("a.txt", text);
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let found = briefs.places(&format!("number{round}"));
        assert_eq!(found.len(), 1);
    }
    assert!(last.join("photo.jpg").exists());
}

#[test]
fn a_file_of_others_in_an_old_generation_stays() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let note = briefs
        .index()
        .join("g-000001/note.txt");
    fs::write(&note, "years of work").expect("a file");
    briefs.write("a.txt", format!("{BRIEF}\nAnother.\n"));
    for _ in 0..2 {
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
    }
    assert_eq!(
        fs::read(&note).expect("the note"),
        b"years of work"
    );
    assert_eq!(briefs.places("harbour").len(), 1);
}

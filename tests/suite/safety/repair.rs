//! `yinde repair`, and going back to earlier states.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use yinde::index;

use super::snapshot;
use crate::support::{Briefs, below, project, rng, sample};

/// Copies the sample index.
pub(super) fn copy() -> Briefs {
    let briefs = Briefs::empty();
    for entry in walkdir::WalkDir::new(sample()) {
        let entry = entry.expect("an entry");
        let below = entry
            .path()
            .strip_prefix(sample())
            .expect("a path below");
        let target = briefs.index().join(below);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
    briefs
}

pub(super) fn generation(root: &Path) -> PathBuf {
    let current = fs::read_to_string(root.join("CURRENT")).expect("CURRENT");
    let name = current.split(' ').next();
    root.join(name.expect("a name"))
}

/// Returns the files of the generation in force.
pub(super) fn files(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(generation(root)).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files
}

pub(super) fn is_sound(briefs: &Briefs) -> bool {
    index::verify(&briefs.index()).is_ok_and(|verified| verified.is_sound())
}

#[test]
fn a_sound_index_is_not_repaired() {
    let briefs = copy();
    let before = fs::read(briefs.index().join("CURRENT")).expect("CURRENT");
    let out = briefs.run(&["repair"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout
            .contains("nothing to repair"),
        "{}",
        out.stdout
    );
    let after = fs::read(briefs.index().join("CURRENT")).expect("CURRENT");
    assert_eq!(after, before);
}

#[test]
fn a_lost_file_other_than_the_text_loses_nothing() {
    for file in files(sample()) {
        let name = file
            .file_name()
            .expect("a name")
            .to_owned();
        let is_text = file
            .extension()
            .is_some_and(|e| e == "store");
        for is_damaged in [false, true] {
            let briefs = copy();
            let target = generation(&briefs.index()).join(&name);
            if is_damaged {
                let mut bytes = fs::read(&target).expect("a file");
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x10;
                fs::write(&target, bytes).expect("damage");
            } else {
                fs::remove_file(&target).expect("removed");
            }
            assert!(!is_sound(&briefs), "{name:?}");
            let out = briefs.run(&["repair"]);
            if is_text {
                assert_ne!(out.code, 0, "{name:?}: {}", out.stdout);
                continue;
            }
            assert!(
                out.stdout
                    .contains("saved 14 briefs, 374 passages"),
                "{name:?}: {} {}",
                out.stdout,
                out.stderr
            );
            assert!(is_sound(&briefs), "{name:?}");
            let found = briefs.places("\"united front\"");
            assert_eq!(found.len(), 34, "{name:?}");
        }
    }
}

#[test]
fn a_damaged_manifest_loses_nothing() {
    let mut rng = rng(11);
    for _ in 0..20 {
        let briefs = copy();
        let manifest = generation(&briefs.index()).join("manifest.json");
        let mut bytes = fs::read(&manifest).expect("a manifest");
        let at = below(&mut rng, bytes.len());
        bytes[at] ^= 1 << below(&mut rng, 8);
        fs::write(&manifest, bytes).expect("damage");
        let out = briefs.run(&["repair"]);
        assert!(
            out.stdout
                .contains("saved 14 briefs, 374 passages"),
            "byte {at}: {} {}",
            out.stdout,
            out.stderr
        );
        assert!(is_sound(&briefs), "byte {at}");
    }
}

#[test]
fn a_lost_pointer_loses_nothing() {
    for text in [None, Some("garbage")] {
        let briefs = copy();
        let current = briefs.index().join("CURRENT");
        match text {
            None => fs::remove_file(&current).expect("removed"),
            Some(text) => fs::write(&current, text).expect("damage"),
        }
        let out = briefs.run(&["repair", "--json"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let json: serde_json::Value = serde_json::from_str(&out.stdout).expect("JSON");
        assert_eq!(json["briefs"], 14);
        assert_eq!(json["lost"], serde_json::json!([]));
        assert!(is_sound(&briefs));
    }
}

#[test]
fn lost_passages_are_named_and_read_again() {
    let mut rng = rng(9);
    let mut has_partly_lost = false;
    for _ in 0..6 {
        let briefs = copy();
        let files = files(&briefs.index());
        let mut files = files.iter();
        let store = files.find(|file| {
            file.extension()
                .is_some_and(|e| e == "store")
        });
        let store = store.expect("a store");
        let mut bytes = fs::read(store).expect("a store");
        let at = below(&mut rng, bytes.len());
        bytes[at] ^= 1;
        fs::write(store, bytes).expect("damage");
        let out = briefs.run(&["repair"]);
        assert!(
            [2, 3].contains(&out.code),
            "{} {}",
            out.stdout,
            out.stderr
        );
        if out.code == 2 {
            // The block that says where the others are is gone.
            continue;
        }
        has_partly_lost = true;
        assert!(
            out.stdout
                .contains("passages are left"),
            "{}",
            out.stdout
        );
        // However many passages cannot be read, they are counted and not listed.
        assert!(
            out.stderr.lines().count() <= 3,
            "{}",
            out.stderr
        );
        assert!(is_sound(&briefs));
        let corpus = project().join("corpus");
        let corpus = corpus.to_str().expect("a path");
        let again = briefs.run(&["index", corpus]);
        assert_eq!(again.code, 0, "{}", again.stderr);
        assert_eq!(
            briefs
                .places("\"united front\"")
                .len(),
            34
        );
        assert!(is_sound(&briefs));
    }
    assert!(has_partly_lost);
}

#[test]
fn what_cannot_be_read_now_is_not_given_up() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nThe harbour.\n",
    )]);
    briefs.write("b.txt", "Brief #2: Rice\n\nThe mill.\n");
    assert_eq!(briefs.run(&["index"]).code, 0);
    let files = files(&briefs.index());
    let mut files = files.iter();
    let store = files.find(|file| {
        file.extension()
            .is_some_and(|e| e == "store")
    });
    let store = store.expect("a store");
    let moved = briefs.folder().join("moved.store");
    fs::rename(store, &moved).expect("moved");
    // The system refuses to open it, which says nothing about what was written.
    symlink(store, store).expect("a link to itself");
    let before = snapshot(&generation(&briefs.index()));
    let verified = briefs.run(&["verify"]);
    assert!(
        verified
            .stdout
            .contains("1 of 16 files cannot be read")
            && !verified.stdout.contains("repair"),
        "{}",
        verified.stdout
    );
    let out = briefs.run(&["repair"]);
    assert_eq!(out.code, 2, "{}", out.stdout);
    assert!(
        out.stderr
            .contains(".store: cannot read"),
        "{}",
        out.stderr
    );
    assert_eq!(
        snapshot(&generation(&briefs.index())),
        before
    );
    fs::rename(&moved, store).expect("moved back");
    assert!(is_sound(&briefs));
}

/// Returns 60 indexed briefs of which one was changed and one removed since, so that the index has
/// a list of deleted passages.
pub(super) fn changed_once() -> Briefs {
    let briefs = Briefs::empty();
    for number in 0..60 {
        let name = format!("{number:02}.txt");
        let text = format!("Brief #{number}: Ports\n\nThe harbour of old.\n");
        briefs.write(&name, text);
    }
    assert_eq!(briefs.run(&["index"]).code, 0);
    briefs.write(
        "07.txt",
        "Brief #7: Ports\n\nThe harbour of now.\n",
    );
    briefs.remove("08.txt");
    assert_eq!(briefs.run(&["index"]).code, 0);
    briefs
}

#[test]
fn a_lost_list_of_deleted_passages_brings_nothing_back() {
    for is_damaged in [false, true] {
        let briefs = changed_once();
        let files = files(&briefs.index());
        let mut files = files.iter();
        let list = files.find(|file| {
            file.extension()
                .is_some_and(|e| e == "del")
        });
        let list = list.expect("a list of deleted passages");
        if is_damaged {
            let mut bytes = fs::read(list).expect("a list");
            bytes[0] ^= 1;
            fs::write(list, bytes).expect("damage");
        } else {
            fs::remove_file(list).expect("removed");
        }
        let out = briefs.run(&["repair"]);
        assert_eq!(
            out.code, 0,
            "{} {}",
            out.stdout, out.stderr
        );
        assert!(
            out.stdout
                .contains("saved 59 briefs, 118 passages"),
            "{}",
            out.stdout
        );
        assert!(is_sound(&briefs));
        assert_eq!(briefs.places("old").len(), 58);
        assert_eq!(briefs.places("now").len(), 1);
    }
}

#[test]
fn unfinished_generations_are_saved_last() {
    let briefs = copy();
    let few = Briefs::of(&[("a.txt", "Brief #1: Ports\n\nOld.\n")]);
    let unfinished = briefs.index().join("g-000099");
    fs::create_dir(&unfinished).expect("a folder");
    for file in files(&few.index()) {
        let name = file.file_name().expect("a name");
        if name != "manifest.json" && name != "briefs" {
            fs::copy(&file, unfinished.join(name)).expect("a copy");
        }
    }
    fs::write(
        unfinished.join("draft"),
        "yinde is making this generation\n",
    )
    .expect("a mark");
    fs::remove_file(briefs.index().join("CURRENT")).expect("removed");
    let out = briefs.run(&["repair"]);
    assert!(
        out.stdout
            .contains("saved 14 briefs, 374 passages"),
        "{} {}",
        out.stdout,
        out.stderr
    );
    assert!(is_sound(&briefs));
    let left = fs::read_dir(briefs.index()).expect("a folder");
    assert_eq!(left.count(), 3);
}

#[test]
fn earlier_states_are_kept_and_gone_back_to() {
    let briefs = Briefs::empty();
    let write = |round: usize| {
        let text = format!("Brief #1: Ports\n\nThe harbour number{round}.\n");
        briefs.write("a.txt", text);
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
    };
    let found = |round: usize| {
        briefs
            .places(&format!("number{round}"))
            .len()
    };
    let kept = || {
        let out = briefs.run(&["restore", "--json"]);
        let kept: Vec<serde_json::Value> = serde_json::from_str(&out.stdout).expect("JSON");
        let names = kept.iter().map(|state| {
            let name = state["generation"].as_str();
            name.expect("a name").to_owned()
        });
        names.collect::<Vec<String>>()
    };
    write(0);
    assert_eq!(kept(), [""; 0]);
    assert_eq!(
        briefs
            .run(&["index", "--keep", "2"])
            .code,
        0
    );
    for round in 1..5 {
        write(round);
    }
    let states = kept();
    assert_eq!(states.len(), 2);
    // An ordinary run keeps them, and no more.
    let entries = fs::read_dir(briefs.index()).expect("a folder");
    assert_eq!(entries.count(), 5);
    let out = briefs.run(&["restore", &states[1]]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!([found(2), found(4)], [1, 0]);
    assert!(is_sound(&briefs));
    // The state before is kept, so that one can go forward again.
    let out = briefs.run(&["restore", &kept()[0]]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!([found(2), found(4)], [0, 1]);
    let out = briefs.run(&["restore", "g-000099"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("no earlier state g-000099 is kept"),
        "{}",
        out.stderr
    );
    assert_eq!(
        briefs
            .run(&["index", "--keep", "0"])
            .code,
        0
    );
    let entries = fs::read_dir(briefs.index()).expect("a folder");
    assert_eq!(entries.count(), 3);
}

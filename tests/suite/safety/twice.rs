//! Indexes that are damaged in two places: nothing wrong is saved, and nothing is lost in silence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::test_runner::TestRng;
use yinde::{Index, Request};

use super::repair::{changed_once, copy, files, generation, is_sound};
use crate::support::{Briefs, below, rng, sample};

/// The faults of a generation's lists, beside which another file is damaged.
const FAULTS: [&str; 7] = [
    "none",
    "checksums changed",
    "checksums lost",
    "manifest changed",
    "manifest lost",
    "both lost",
    "pointer changed",
];

/// Changes a random bit of a file.
fn flip(path: &Path, rng: &mut TestRng) {
    let mut bytes = fs::read(path).expect("a file");
    let at = below(rng, bytes.len());
    bytes[at] ^= 1 << below(rng, 8);
    fs::write(path, bytes).expect("damage");
}

fn damage_lists(briefs: &Briefs, fault: &str, rng: &mut TestRng) {
    let generation = generation(&briefs.index());
    let checksums = generation.join("checksums");
    let manifest = generation.join("manifest.json");
    match fault {
        "checksums changed" => flip(&checksums, rng),
        "checksums lost" => fs::remove_file(checksums).expect("removed"),
        "manifest changed" => flip(&manifest, rng),
        "manifest lost" => fs::remove_file(manifest).expect("removed"),
        "both lost" => {
            fs::remove_file(checksums).expect("removed");
            fs::remove_file(manifest).expect("removed");
        }
        "pointer changed" => {
            let path = briefs.index().join("CURRENT");
            let pointer = fs::read_to_string(&path).expect("CURRENT");
            let (start, end) = pointer.split_at(pointer.len() - 2);
            let digit = if end.starts_with('0') {
                "1\n"
            } else {
                "0\n"
            };
            fs::write(path, start.to_owned() + digit).expect("damage");
        }
        _ => {}
    }
}

/// Returns the file of the generation in force that has this ending.
fn file(briefs: &Briefs, ending: &str) -> PathBuf {
    let files = files(&briefs.index());
    let mut files = files.into_iter().filter(|file| {
        file.extension()
            .is_some_and(|e| e == ending)
    });
    files.next().expect("a file")
}

/// Returns the texts of all passages, by id.
fn texts(root: &Path) -> BTreeMap<String, String> {
    let index = Index::open(root).expect("it opens");
    let query = "lang:en OR lang:zh OR lang:mixed";
    let request = Request::from_options(query, [("limit", "0")]).expect("a request");
    let results = yinde::search(&index, &request).expect("an answer");
    let hits = results.hits.into_iter();
    hits.map(|hit| (hit.passage.label.id, hit.passage.text))
        .collect()
}

#[test]
fn no_wrong_text_is_saved() {
    let right = texts(sample());
    assert_eq!(right.len(), 374);
    let mut rng = rng(12);
    let mut saved_all = 0;
    for fault in FAULTS {
        for _ in 0..12 {
            let briefs = copy();
            flip(&file(&briefs, "store"), &mut rng);
            damage_lists(&briefs, fault, &mut rng);
            let out = briefs.run(&["repair"]);
            let told = format!("{fault}: {} {}", out.stdout, out.stderr);
            assert!([0, 2, 3].contains(&out.code), "{told}");
            assert!(
                !out.stderr.contains("panicked"),
                "{told}"
            );
            if out.code == 2 {
                // Nothing of the store can be read.
                continue;
            }
            assert!(is_sound(&briefs), "{told}");
            let saved = texts(&briefs.index());
            for (id, text) in &saved {
                assert_eq!(
                    Some(text),
                    right.get(id),
                    "{id}, {told}"
                );
            }
            assert_eq!(out.code == 0, saved == right, "{told}");
            saved_all += usize::from(out.code == 0);
        }
    }
    // The bit may be in a part of the store that says nothing about the passages.
    assert!(saved_all < 20, "{saved_all}");
}

#[test]
fn nothing_that_was_removed_comes_back() {
    let mut rng = rng(13);
    for fault in FAULTS {
        for is_lost in [false, true] {
            let briefs = changed_once();
            let deletions = file(&briefs, "del");
            if is_lost {
                fs::remove_file(deletions).expect("removed");
            } else {
                flip(&deletions, &mut rng);
            }
            damage_lists(&briefs, fault, &mut rng);
            let out = briefs.run(&["repair"]);
            let told = format!(
                "{fault}, {is_lost}: {} {}",
                out.stdout, out.stderr
            );
            assert!([0, 3].contains(&out.code), "{told}");
            assert!(is_sound(&briefs), "{told}");
            assert_eq!(briefs.places("old").len(), 58, "{told}");
            assert_eq!(briefs.places("now").len(), 1, "{told}");
        }
    }
}

#[test]
fn lost_checksums_cost_neither_days_nor_earlier_states() {
    let briefs = Briefs::empty();
    for round in 0..3 {
        let text = format!("Brief #1: Ports\n\nThe harbour number{round}.\n");
        briefs.write("a.txt", text);
        assert_eq!(
            briefs
                .run(&["index", "--keep", "2"])
                .code,
            0
        );
    }
    fs::remove_file(generation(&briefs.index()).join("checksums")).expect("removed");
    let out = briefs.run(&["repair"]);
    assert_eq!(
        out.code, 0,
        "{} {}",
        out.stdout, out.stderr
    );
    let states = briefs.run(&["restore"]);
    assert_eq!(
        states
            .stdout
            .matches("g-0000")
            .count(),
        2,
        "{}",
        states.stdout
    );
    let back = briefs.run(&["restore", "g-000002"]);
    assert_eq!(back.code, 0, "{}", back.stderr);
    assert_eq!(briefs.places("number1").len(), 1);
}

#[test]
fn a_damaged_number_of_the_generation_is_made_good_by_the_hash() {
    let briefs = copy();
    let path = briefs.index().join("CURRENT");
    let pointer = fs::read_to_string(&path).expect("CURRENT");
    fs::write(&path, pointer.replacen('1', "3", 1)).expect("damage");
    let out = briefs.run(&["repair"]);
    assert!(
        out.stdout
            .contains("saved 14 briefs, 374 passages"),
        "{} {}",
        out.stdout,
        out.stderr
    );
    assert_eq!(texts(&briefs.index()), texts(sample()));
}

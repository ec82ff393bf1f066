//! Manifests that name files outside their folder.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::test_runner::TestRng;
use yinde::index::{self, Index};
use yinde::indexing::Options;
use yinde::search::Request;

use super::snapshot;
use crate::fuzz::rounds::{Rounds, seeded};
use crate::support::{Briefs, below};

const BRIEF: &str = "Brief #1: Ports\n\nThe harbour.\n";

/// Returns the folder of the generation in force.
fn generation(briefs: &Briefs) -> PathBuf {
    let current = fs::read_to_string(briefs.index().join("CURRENT")).expect("CURRENT");
    let name = current.split(' ').next();
    briefs
        .index()
        .join(name.expect("a name"))
}

/// Changes the manifest, and makes `CURRENT` have its hash.
fn forge(briefs: &Briefs, change: impl FnOnce(String) -> String) {
    let generation = generation(briefs);
    let path = generation.join("manifest.json");
    let manifest = change(fs::read_to_string(&path).expect("a manifest"));
    fs::write(&path, &manifest).expect("a manifest");
    let hash = blake3::hash(manifest.as_bytes()).to_hex();
    let name = generation
        .file_name()
        .expect("a name");
    let pointer = format!("{} {hash}\n", name.to_string_lossy());
    fs::write(briefs.index().join("CURRENT"), pointer).expect("CURRENT");
}

#[test]
fn a_manifest_names_no_file_outside_its_folder() {
    let precious = tempfile::tempdir().expect("a folder");
    let thesis = precious.path().join("thesis.docx");
    fs::write(&thesis, "years of work").expect("a file");
    let absolute = thesis
        .to_str()
        .expect("a path")
        .to_owned();
    let names = [
        absolute.as_str(),
        "../../thesis.docx",
        "../CURRENT",
        "..",
        "",
        "sub/file.store",
        // A folder of this name is there.
        "0123456789abcdef0123456789abcdef.x/../../../thesis.docx",
        "0123456789abcdef0123456789abcdef.store\0",
        "0123456789abcdef0123456789abcdef.sto\nre",
        "thesis.docx",
        "/",
    ];
    for name in names {
        let briefs = Briefs::of(&[("a.txt", BRIEF)]);
        fs::write(
            briefs.folder().join("thesis.docx"),
            "years of work",
        )
        .expect("a file");
        let within = generation(&briefs).join("0123456789abcdef0123456789abcdef.x");
        fs::create_dir(within).expect("a folder");
        forge(&briefs, |manifest| {
            let name = serde_json::json!(name);
            let hash = blake3::hash(b"years of work").to_hex();
            let record =
                format!(r#"{{"name":{name},"bytes":13,"hash":"{hash}","blocks":"6e9f0bdc"}}"#);
            manifest.replacen(
                "\"files\":[",
                &format!("\"files\":[{record},"),
                1,
            )
        });
        let before = snapshot(briefs.folder());
        briefs.write("b.txt", "Brief #2: Rice\n\nThe mill.\n");
        for args in [&["index"][..], &["search", "harbour"], &["verify"]] {
            let out = briefs.run(args);
            assert_eq!(out.code, 2, "{name} {args:?}");
            assert!(
                out.stderr
                    .contains("manifest.json: the index is damaged"),
                "{name}: {}",
                out.stderr
            );
        }
        briefs.remove("b.txt");
        let mut after = snapshot(briefs.folder());
        let lock = briefs.index().join("LOCK");
        after.insert(lock.clone(), before[&lock].clone());
        assert_eq!(after, before, "{name}");
        assert_eq!(
            fs::read(&thesis).expect("the thesis"),
            b"years of work"
        );
        let rebuilt = briefs.run(&["index", "--rebuild"]);
        assert_eq!(rebuilt.code, 0, "{}", rebuilt.stderr);
        assert_eq!(
            fs::read(briefs.folder().join("thesis.docx")).expect("the thesis"),
            b"years of work"
        );
    }
}

#[test]
fn a_manifest_names_no_earlier_state_outside_its_index() {
    let other = Briefs::of(&[(
        "other.txt",
        "Brief #3: Debt\n\nThe secret.\n",
    )]);
    let other = generation(&other);
    let manifest = fs::read(other.join("manifest.json")).expect("a manifest");
    let hash = blake3::hash(&manifest).to_hex();
    let name = other.to_str().expect("a path");
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    forge(&briefs, |manifest| {
        let state = serde_json::json!({
            "generation": name, "hash": hash.as_str(), "made": "", "briefs": 1, "passages": 2,
        });
        manifest.replacen(
            "\"earlier\":[",
            &format!("\"earlier\":[{state}"),
            1,
        )
    });
    let before = snapshot(&other);
    for args in [&["restore", name][..], &["search", "harbour"], &["index"]] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{args:?}: {}", out.stdout);
        assert!(
            out.stderr
                .contains("which is no generation"),
            "{}",
            out.stderr
        );
    }
    assert_eq!(snapshot(&other), before);
}

#[test]
fn links_in_a_generation_are_not_written_through() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let outside = briefs.folder().join("outside");
    fs::create_dir(&outside).expect("a folder");
    // Every file of the generation is a link to a file elsewhere.
    for entry in fs::read_dir(generation(&briefs)).expect("a folder") {
        let path = entry.expect("a file").path();
        let target = outside.join(path.file_name().expect("a name"));
        fs::rename(&path, &target).expect("moved");
        symlink(&target, &path).expect("a link");
    }
    let before = snapshot(&outside);
    for round in 0..3 {
        briefs.write(
            "b.txt",
            format!("Brief #2: Rice\n\nThe mill number{round}.\n"),
        );
        briefs.run(&["index"]);
        assert_eq!(snapshot(&outside), before);
    }
    briefs.run(&["index", "--rebuild"]);
    assert_eq!(snapshot(&outside), before);
    assert_eq!(briefs.places("harbour").len(), 1);
}

#[test]
fn pipes_and_devices_in_place_of_files_are_refused() {
    for file in ["CURRENT", "manifest.json", "briefs", "store"] {
        for device in [false, true] {
            let briefs = Briefs::of(&[("a.txt", BRIEF)]);
            let path = match file {
                "CURRENT" => briefs.index().join(file),
                "store" => {
                    let files = fs::read_dir(generation(&briefs)).expect("a folder");
                    let mut paths = files.map(|entry| entry.expect("a file").path());
                    paths
                        .find(|path| {
                            path.extension()
                                .is_some_and(|e| e == "store")
                        })
                        .expect("a store")
                }
                _ => generation(&briefs).join(file),
            };
            fs::remove_file(&path).expect("removed");
            if device {
                symlink("/dev/zero", &path).expect("a link");
            } else {
                let made = std::process::Command::new("mkfifo")
                    .arg(&path)
                    .status();
                assert!(made.expect("mkfifo").success());
            }
            for args in [
                &["search", "harbour"][..],
                &["index"],
                &["verify"],
                &["list", "issues"],
            ] {
                let out = briefs.run(args);
                // A list needs no store, a search no list of briefs.
                let is_read = match args[0] {
                    "list" | "index" => file != "store",
                    "search" => file != "briefs",
                    _ => true,
                };
                assert!(
                    out.code == 2 || !is_read && out.code == 0,
                    "{file} {args:?}: {out:?}"
                );
            }
        }
    }
}

/// Changes a few bytes of a manifest, so that most are still JSON.
fn mutate(manifest: &str, rng: &mut TestRng) -> String {
    let mut bytes = manifest.as_bytes().to_vec();
    for _ in 0..=below(rng, 3) {
        let at = below(rng, bytes.len());
        let pieces = [
            "0",
            "9",
            "-1",
            "\"",
            "[]",
            "{}",
            "null",
            "../",
            "ff",
            "99999999999999999999",
            "",
        ];
        let piece = pieces[below(rng, pieces.len())];
        let end = (at + below(rng, 4)).min(bytes.len());
        bytes.splice(at..end, piece.bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Opens, searches, verifies and updates the index in `root`, whatever it is.
fn use_index(briefs: &Briefs) {
    let root = briefs.index();
    if let Ok(index) = Index::open(&root) {
        let request = Request::from_options("harbour", []).expect("a request");
        let _ = yinde::search(&index, &request);
    }
    let _ = index::verify(&root);
    let _ = index::status(&root);
    let options = Options::default();
    let _ = yinde::reindex(
        &[briefs.corpus()],
        &root,
        options,
        &|_| {},
    );
    let _ = index::repair(&root, Duration::ZERO);
}

/// Uses indexes with changed manifests: none of it panics, and nothing outside the index changes.
#[test]
fn no_manifest_makes_yinde_panic() {
    let mut rng = seeded();
    let mut rounds = Rounds::new(150);
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    fs::write(
        briefs.folder().join("thesis.docx"),
        "years of work",
    )
    .expect("a file");
    let root = briefs.index();
    let before = snapshot(&root);
    let others = || [briefs.corpus(), briefs.folder().join("thesis.docx")].map(|p| snapshot(&p));
    let others_before = others();
    let mut slowest = Duration::ZERO;
    while rounds.begin() {
        forge(&briefs, |manifest| {
            mutate(&manifest, &mut rng)
        });
        let start = Instant::now();
        use_index(&briefs);
        slowest = slowest.max(start.elapsed());
        assert!(
            slowest < Duration::from_mins(1),
            "{slowest:?} in round {}",
            rounds.begun
        );
        assert_eq!(others(), others_before);
        fs::remove_dir_all(&root).expect("removed");
        for (path, bytes) in &before {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("restored");
        }
    }
    rounds.report(
        "manifest",
        &format!("the slowest took {slowest:?}"),
    );
}

//! Damage: killed runs, flipped bits, cut files. Nothing acknowledged is lost, nothing wrong is
//! answered.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use yinde::index::{self, Index};
use yinde::query;
use yinde::search::{self, Request};

use super::support::{Briefs, project};

fn rng(seed: u8) -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])
}

fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

fn copy_samples(briefs: &Briefs) {
    for record in index::briefs(super::support::sample()).expect("the briefs") {
        let text =
            std::fs::read(project().join("corpus").join(&record.label.source)).expect("a brief");
        briefs.write(&record.label.source, text);
    }
}

/// Kills runs at random moments. What a run acknowledged stays; what it did not is there whole or
/// not at all.
fn kill(times: usize, seed: u8) {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    briefs.write(
        "marker.txt",
        "Brief #99: Marker\n\nRound number0 stands here.\n",
    );
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let mut rng = rng(seed);
    let mut acknowledged = 0;
    let (mut killed, mut finished) = (0, 0);
    // From the first instruction to a little more than a run takes, however fast the machine is
    // just now.
    let mut longest = 150_000.0;
    for round in 1..=times {
        // The marker and another brief change together, so that a half-done state would show.
        let number = format!("number{round}");
        briefs.write(
            "marker.txt",
            format!("Brief #99: Marker\n\nRound {number} stands here.\n"),
        );
        briefs.write(
            "2023/twin.txt",
            format!("Brief #98: Twin\n\nIts twin {number} stands 这里有一句话 here.\n"),
        );
        let mut child = briefs
            .command(&["index", "--quiet"])
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some microseconds"
        )]
        std::thread::sleep(Duration::from_micros(
            below(&mut rng, longest as usize) as u64
        ));
        child.kill().expect("a kill");
        if child.wait().expect("it ends").success() {
            acknowledged = round;
            finished += 1;
            longest *= 0.95;
        } else {
            killed += 1;
            longest *= 1.02;
        }
        let index = Index::open(&briefs.index()).expect("always openable");
        let found: Vec<usize> = (0..=round)
            .filter(|n| total(&index, &format!("\"number{n}\"")) > 0)
            .collect();
        let [state] = found[..] else {
            panic!("round {round}: {found:?}")
        };
        assert!(
            state >= acknowledged,
            "round {round}: {acknowledged} was acknowledged, {state} is there"
        );
        assert_eq!(
            total(&index, &format!("\"number{state}\"")),
            if state == 0 { 1 } else { 2 }
        );
        assert_eq!(total(&index, "\"united front\""), 34);
        if round % 20 == 0 {
            assert_eq!(
                index::verify(&briefs.index())
                    .expect("a manifest")
                    .damaged
                    .len(),
                0
            );
        }
    }
    assert!(
        killed > times / 10 && finished > 0,
        "{killed} killed, {finished} finished: the moments are badly chosen"
    );
    // No lock is stuck and nothing is left behind.
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!(
        std::fs::read_dir(briefs.index()).expect("a folder").count(),
        3
    );
}

#[test]
fn two_hundred_killed_runs_lose_nothing() {
    kill(200, 1);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_killed_runs_lose_nothing() {
    kill(1000, 2);
}

fn total(index: &Index, text: &str) -> usize {
    search::search(index, &Request::new(query::parse(text).expect("a query")))
        .expect("an answer")
        .total
}

/// What a search gives: ids and scores of the hits, or that it fails.
fn answer(root: &Path, text: &str) -> Result<Vec<(String, String)>, yinde::Error> {
    let mut request = Request::new(query::parse(text).expect("a query"));
    request.facets = true;
    let results = search::search(&Index::open(root)?, &request)?;
    Ok(results
        .hits
        .into_iter()
        .map(|h| (h.passage.label.id, format!("{} {:?}", h.score, h.snippet)))
        .collect())
}

const QUERIES: &[&str] = &[
    "\"united front\"",
    "统战工作",
    "what did the regulators decide?",
    "data -security",
    "lang:zh since:2020",
];

/// All files of the index that it needs, `CURRENT` among them.
fn files(root: &Path) -> Vec<PathBuf> {
    let name = std::fs::read_to_string(root.join("CURRENT")).expect("CURRENT");
    let generation = root.join(name.split(' ').next().expect("a name"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(generation)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.push(root.join("CURRENT"));
    files.sort();
    files
}

/// Damages a file, sees what `verify` and `search` make of it, and mends it.
fn damaged(root: &Path, file: &Path, bad: &[u8], expected: &[Vec<(String, String)>]) {
    let good = std::fs::read(file).expect("a file");
    if good == bad {
        return;
    }
    std::fs::write(file, bad).expect("damage");
    let found = index::verify(root).map_or(true, |v| !v.damaged.is_empty());
    assert!(found, "verify finds no damage in {}", file.display());
    for (text, expected) in QUERIES.iter().zip(expected) {
        if let Ok(answer) = answer(root, text) {
            assert_eq!(
                answer,
                *expected,
                "a wrong answer to {text} with damage in {}",
                file.display()
            );
        }
    }
    std::fs::write(file, good).expect("mended");
}

#[test]
fn two_thousand_flipped_bits_are_found_and_give_no_wrong_answer() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    briefs.write("tiny.txt", "Brief #1: Ports\n\nA tariff.\n");
    assert_eq!(briefs.run(&["index"]).code, 0);
    // A second run, so that there are a list of deleted passages and more than one segment.
    briefs.write(
        "tiny.txt",
        "Brief #1: Ports\n\nThe united front of 2019 is gone 统战工作.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    let root = briefs.index();
    let expected: Vec<_> = QUERIES
        .iter()
        .map(|q| answer(&root, q).expect("an answer"))
        .collect();
    let files = files(&root);
    let endings: std::collections::BTreeSet<_> =
        files.iter().filter_map(|f| f.extension()).collect();
    assert!(endings.len() >= 8, "{endings:?}");
    let mut rng = rng(3);
    for n in 0..2000 {
        let file = &files[n % files.len()];
        let mut bytes = std::fs::read(file).expect("a file");
        let at = below(&mut rng, bytes.len());
        bytes[at] ^= 1 << below(&mut rng, 8);
        damaged(&root, file, &bytes, &expected);
    }
    for n in 0..200 {
        let file = &files[n % files.len()];
        let mut bytes = std::fs::read(file).expect("a file");
        bytes.truncate(below(&mut rng, bytes.len()));
        damaged(&root, file, &bytes, &expected);
    }
    for file in &files {
        let good = std::fs::read(file).expect("a file");
        std::fs::remove_file(file).expect("gone");
        assert!(
            index::verify(&root).map_or(true, |v| !v.damaged.is_empty()),
            "{}",
            file.display()
        );
        assert!(
            QUERIES
                .iter()
                .zip(&expected)
                .all(|(q, e)| answer(&root, q).map_or(true, |a| a == *e))
        );
        std::fs::write(file, good).expect("mended");
    }
    assert_eq!(
        QUERIES
            .iter()
            .map(|q| answer(&root, q).expect("an answer"))
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn a_damaged_index_says_what_mends_it_and_that_mends_it() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    assert_eq!(briefs.run(&["index"]).code, 0);
    for ending in ["idx", "term", "store", "json", "CURRENT"] {
        let file = files(&briefs.index())
            .into_iter()
            .find(|f| f.to_string_lossy().ends_with(ending))
            .expect("a file");
        let mut bytes = std::fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        std::fs::write(&file, bytes).expect("damage");
        let out = briefs.run(&["verify"]);
        assert_eq!(out.code, 2, "{ending}");
        let name = file.file_name().expect("a name").to_string_lossy();
        assert!(out.stderr.contains(&*name), "{ending}: {}", out.stderr);
        assert!(
            out.stderr
                .contains("rebuild it: yinde index FOLDER --index index --rebuild"),
            "{}",
            out.stderr
        );
        assert_eq!(briefs.run(&["index", "--rebuild"]).code, 0, "{ending}");
        assert_eq!(briefs.run(&["verify"]).code, 0);
        assert_eq!(briefs.places("\"united front\"").len(), 34);
    }
}

#[test]
fn a_lost_current_is_damage_and_no_empty_index() {
    let briefs = Briefs::of(&[("a.txt", "Brief #1: Ports\n\nThe harbour.\n")]);
    std::fs::remove_file(briefs.index().join("CURRENT")).expect("lost");
    let out = briefs.run(&["search", "harbour"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("CURRENT: the index is damaged: the file is missing"),
        "{}",
        out.stderr
    );
    assert_eq!(briefs.run(&["index"]).code, 2);
    assert_eq!(briefs.run(&["index", "--rebuild"]).code, 0);
    assert_eq!(briefs.places("harbour").len(), 1);
}

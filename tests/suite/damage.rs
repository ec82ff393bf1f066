//! Damage: killed runs, flipped bits, truncated files. Nothing that a run acknowledged is lost, and
//! no answer is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use yinde::index::{self, Index};
use yinde::query;
use yinde::search::{self, Request};

use super::support::{Briefs, project, sample};

fn rng(seed: u8) -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])
}

fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

fn copy_samples(briefs: &Briefs) {
    let corpus = project().join("corpus");
    for record in index::briefs(sample()).expect("the briefs") {
        let source = record.label.source;
        let text = fs::read(corpus.join(&source)).expect("a brief");
        briefs.write(&source, text);
    }
}

/// Indexes the briefs, which must succeed.
fn run(briefs: &Briefs, args: &[&str]) {
    let out = briefs.run(args);
    assert_eq!(out.code, 0, "{}", out.stderr);
}

fn total(index: &Index, text: &str) -> usize {
    let request = Request::new(query::parse(text).expect("a query"));
    search::search(index, &request)
        .expect("an answer")
        .total
}

/// Whether `verify` finds damage, be it in the manifest itself.
fn is_damaged(root: &Path) -> bool {
    match index::verify(root) {
        Ok(verified) => !verified.damaged.is_empty(),
        Err(_) => true,
    }
}

/// A corpus in which two briefs change together, so that a half-done state would show.
struct Marked {
    briefs: Briefs,
    /// The last round that a run acknowledged.
    acknowledged: usize,
}

impl Marked {
    fn new() -> Self {
        let briefs = Briefs::empty();
        copy_samples(&briefs);
        briefs.write(
            "marker.txt",
            "Brief #99: Marker\n\nRound number0 stands here.\n",
        );
        run(&briefs, &["index"]);
        Self {
            briefs,
            acknowledged: 0,
        }
    }

    fn mark(&self, round: usize) {
        self.briefs.write(
            "marker.txt",
            format!("Brief #99: Marker\n\nRound number{round} stands here.\n"),
        );
        self.briefs.write(
            "2023/twin.txt",
            format!("Brief #98: Twin\n\nIts twin number{round} stands 这里有一句话 here.\n"),
        );
    }

    /// Starts a run and kills it after some time. Whether it ended before that.
    fn run_for(&self, microseconds: usize) -> bool {
        let mut command = self
            .briefs
            .command(&["index", "--quiet"]);
        let mut child = command
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_micros(
            microseconds as u64,
        ));
        child.kill().expect("a kill");
        child
            .wait()
            .expect("it ends")
            .success()
    }

    /// Checks that the index has the state of one round, which is not before the acknowledged one.
    fn check(&self, round: usize) {
        let index = Index::open(&self.briefs.index()).expect("always openable");
        let count = |n: usize| total(&index, &format!("\"number{n}\""));
        let found: Vec<usize> = (0..=round)
            .filter(|&n| count(n) > 0)
            .collect();
        let [state] = found[..] else {
            panic!("round {round}: {found:?}")
        };
        assert!(
            state >= self.acknowledged,
            "round {round}: {} was acknowledged, {state} is there",
            self.acknowledged
        );
        assert_eq!(
            count(state),
            if state == 0 {
                1
            } else {
                2
            }
        );
        assert_eq!(total(&index, "\"united front\""), 34);
    }
}

/// Kills runs at random moments. The changes of a run that was acknowledged are there, and those of
/// another run are there whole or not at all.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some microseconds"
)]
fn kill(times: usize, seed: u8) {
    let mut marked = Marked::new();
    let mut rng = rng(seed);
    let mut killed = 0;
    // From the first instruction to a little more than a run takes, however fast the machine is.
    let mut longest = 150_000.0;
    for round in 1..=times {
        marked.mark(round);
        let microseconds = below(&mut rng, longest as usize);
        if marked.run_for(microseconds) {
            marked.acknowledged = round;
            longest *= 0.95;
        } else {
            killed += 1;
            longest *= 1.02;
        }
        marked.check(round);
        if round % 20 == 0 {
            let verified = index::verify(&marked.briefs.index()).expect("a manifest");
            assert_eq!(verified.damaged.len(), 0);
        }
    }
    let finished = times - killed;
    assert!(
        killed > times / 10 && finished > 0,
        "{killed} killed, {finished} finished: the moments are badly chosen"
    );
    // No lock is stuck and nothing is left behind.
    run(&marked.briefs, &["index"]);
    let left = fs::read_dir(marked.briefs.index()).expect("a folder");
    assert_eq!(left.count(), 3);
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

const QUERIES: &[&str] = &[
    "\"united front\"",
    "统战工作",
    "what did the regulators decide?",
    "data -security",
    "lang:zh since:2020",
];

/// Id, and score and spans, of each hit.
type Answer = Vec<(String, String)>;

fn answer(root: &Path, text: &str) -> yinde::Result<Answer> {
    let mut request = Request::new(query::parse(text).expect("a query"));
    request.facets = true;
    let results = search::search(&Index::open(root)?, &request)?;
    let mut answer = Answer::new();
    for hit in results.hits {
        let shown = format!("{} {:?}", hit.score, hit.spans);
        answer.push((hit.passage.label.id, shown));
    }
    Ok(answer)
}

/// An index to damage, with the answers of the undamaged one.
struct Sound {
    root: PathBuf,
    /// All files that it needs, `CURRENT` among them.
    files: Vec<PathBuf>,
    answers: Vec<Answer>,
}

impl Sound {
    fn new(root: PathBuf) -> Self {
        let mut sound = Self {
            files: files(&root),
            root,
            answers: Vec::new(),
        };
        sound.answers = sound.ask();
        sound
    }

    /// The answers as they are now.
    fn ask(&self) -> Vec<Answer> {
        let answers = QUERIES
            .iter()
            .map(|text| answer(&self.root, text));
        answers
            .map(|answer| answer.expect("an answer"))
            .collect()
    }

    /// Checks that the damage in `file` is found, and that each answer is right or an error.
    fn check(&self, file: &Path) {
        let file = file.display();
        assert!(
            is_damaged(&self.root),
            "verify finds no damage in {file}"
        );
        for (text, expected) in QUERIES.iter().zip(&self.answers) {
            if let Ok(answer) = answer(&self.root, text) {
                assert_eq!(
                    answer, *expected,
                    "a wrong answer to {text} with damage in {file}"
                );
            }
        }
    }

    /// Damages the `n`th file by `change`, checks it, and restores it.
    fn with_damage(&self, n: usize, change: impl FnOnce(&mut Vec<u8>)) {
        let file = &self.files[n % self.files.len()];
        let good = fs::read(file).expect("a file");
        let mut bad = good.clone();
        change(&mut bad);
        if good == bad {
            return;
        }
        fs::write(file, bad).expect("damage");
        self.check(file);
        fs::write(file, good).expect("restored");
    }

    /// Removes a file, checks that, and restores it.
    fn without(&self, file: &Path) {
        let good = fs::read(file).expect("a file");
        fs::remove_file(file).expect("removed");
        self.check(file);
        fs::write(file, good).expect("restored");
    }
}

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

#[test]
fn two_thousand_flipped_bits_are_found_and_give_no_wrong_answer() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    briefs.write(
        "tiny.txt",
        "Brief #1: Ports\n\nA tariff.\n",
    );
    run(&briefs, &["index"]);
    // A second run, so that there are a list of deleted passages and more than one segment.
    briefs.write(
        "tiny.txt",
        "Brief #1: Ports\n\nThe united front of 2019 is gone 统战工作.\n",
    );
    run(&briefs, &["index"]);
    let sound = Sound::new(briefs.index());
    let extensions: BTreeSet<_> = sound
        .files
        .iter()
        .filter_map(|f| f.extension())
        .collect();
    assert!(extensions.len() >= 8, "{extensions:?}");
    let mut rng = rng(3);
    for n in 0..2000 {
        sound.with_damage(n, |bytes| {
            let at = below(&mut rng, bytes.len());
            bytes[at] ^= 1 << below(&mut rng, 8);
        });
    }
    for n in 0..200 {
        sound.with_damage(n, |bytes| {
            bytes.truncate(below(&mut rng, bytes.len()));
        });
    }
    for file in &sound.files {
        sound.without(file);
    }
    assert_eq!(sound.ask(), sound.answers);
}

#[test]
fn damaged_index_is_repaired_by_the_command_in_its_message() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    run(&briefs, &["index"]);
    for ending in ["idx", "term", "store", "json", "CURRENT"] {
        let mut files = files(&briefs.index()).into_iter();
        let file = files.find(|f| {
            f.to_string_lossy()
                .ends_with(ending)
        });
        let file = file.expect("a file");
        let mut bytes = fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(&file, bytes).expect("damage");
        let out = briefs.run(&["verify"]);
        assert_eq!(out.code, 2, "{ending}");
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy();
        assert!(
            out.stderr.contains(&*name),
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
        assert_eq!(
            briefs
                .places("\"united front\"")
                .len(),
            34
        );
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

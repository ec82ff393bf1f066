//! Damage: killed runs, flipped bits, truncated files. Nothing that a run acknowledged is lost, and
//! no answer is wrong.

mod corrupted;
mod killed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use proptest::test_runner::TestRng;
use yinde::index::{self, Index};
use yinde::indexing::Options;
use yinde::search::Request;

use super::support::{Briefs, below, project, reindex_into, rng, sample};

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

/// Moments at which runs are killed: from the first instruction to a little more than a run takes,
/// however fast the machine is at the moment.
pub(super) struct Moments {
    rng: TestRng,
    /// The last moment, in microseconds after the start.
    last: usize,
}

impl Moments {
    /// Takes the time of a run that is not killed.
    pub(super) fn measure(seed: u8, run: impl FnOnce()) -> Self {
        let start = Instant::now();
        run();
        let took = usize::try_from(start.elapsed().as_micros()).expect("a short time");
        Self {
            rng: rng(seed),
            last: took + took / 4,
        }
    }

    /// Starts a run, waits for a random moment and kills it. Returns whether it ended before.
    pub(super) fn kill(&mut self, briefs: &Briefs) -> bool {
        let mut command = briefs.command(&["index", "--quiet"]);
        let mut child = command
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let moment = below(&mut self.rng, self.last);
        sleep(Duration::from_micros(moment as u64));
        child.kill().expect("a kill");
        let status = child.wait().expect("it ends");
        // Between a third and a quarter of all runs end before they are killed.
        if status.success() {
            self.last -= self.last / 9;
        } else {
            self.last += self.last / 25;
        }
        status.success()
    }
}

/// Returns the number of kills of a long test, of `YINDE_KILLS`.
pub(super) fn kills() -> usize {
    let kills = std::env::var("YINDE_KILLS").unwrap_or_default();
    kills.parse().unwrap_or(1000)
}

/// Asserts that the index lists the same briefs, and gives the same answers, as one that a single
/// run makes of the corpus.
pub(super) fn assert_like_fresh(briefs: &Briefs) {
    let folder = tempfile::tempdir().expect("a folder");
    let fresh = folder.path().join("fresh");
    reindex_into(&fresh, briefs, Options::default());
    let records = |root| index::briefs(root).expect("the briefs");
    assert_eq!(
        records(&briefs.index()),
        records(&fresh)
    );
    let answers = |root| {
        let index = Index::open(root).expect("it opens");
        let queries = ["\"united front\"", "harbour", "here", "统战工作", "旧港口"];
        queries.map(|query| {
            let request = Request::from_options(query, [("limit", "0")]).expect("a request");
            let results = yinde::search(&index, &request).expect("an answer");
            let hits = results.hits.into_iter();
            hits.map(|hit| {
                (
                    hit.passage.label.id,
                    hit.score,
                    hit.spans,
                )
            })
            .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        answers(&briefs.index()),
        answers(&fresh)
    );
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

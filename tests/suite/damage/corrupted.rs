//! Files of an index that are changed, truncated or removed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use yinde::index::{self, Index};
use yinde::query;
use yinde::search::{self, Request};

use super::super::support::{Briefs, below, rng};
use super::{copy_samples, files, run};

/// Returns whether `verify` finds damage, in the manifest or in other files.
fn is_damaged(root: &Path) -> bool {
    match index::verify(root) {
        Ok(verified) => !verified.damaged.is_empty(),
        Err(_) => true,
    }
}

const QUERIES: &[&str] = &[
    "\"united front\"",
    "统战工作",
    "what did the regulators decide?",
    "data -security",
    "lang:zh since:2020",
];

/// The id of each hit, and its score and spans.
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

    /// Returns the present answers.
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

    /// Damages a file with `change`, checks the index, and restores the file.
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

    /// Removes a file, checks the index, and restores the file.
    fn without(&self, file: &Path) {
        let good = fs::read(file).expect("a file");
        fs::remove_file(file).expect("removed");
        self.check(file);
        fs::write(file, good).expect("restored");
    }
}

#[test]
fn flipped_bits_are_detected_and_give_no_wrong_answer() {
    let briefs = Briefs::empty();
    copy_samples(&briefs);
    briefs.write(
        "tiny.txt",
        "Brief #1: Ports\n\nA tariff.\n",
    );
    run(&briefs, &["index"]);
    // A second run, for a list of deleted passages and a second segment.
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

//! Indexes that earlier versions made. `CONTRIBUTING.md` says how the samples are made.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use yinde::Index;
use yinde::index;

use super::snapshot;
use crate::support::{Briefs, project};

/// The folder of the sample's briefs, which does not exist any more.
const ROOT: &str = "/tmp/yinde-fixture/corpus";

/// The formats of which there is a sample.
const FORMATS: [u32; 2] = [4, 6];

/// Returns a folder with the sample index of a format.
fn sample_of(format: u32) -> Briefs {
    let briefs = Briefs::empty();
    let name = format!("tests/indexes/format-{format}.zip");
    let path = project().join(name);
    let bytes = fs::read(path).expect("a sample");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    archive
        .extract(briefs.folder())
        .expect("an index");
    briefs
}

/// Returns the sample of a format that the briefs are read again for.
fn sample() -> Briefs {
    sample_of(4)
}

/// The answers of the versions that made the samples: phrases, and the ids of all their passages.
fn answers() -> Vec<(String, Vec<String>)> {
    let path = project().join("tests/indexes/answers.tsv");
    let text = fs::read_to_string(path).expect("answers");
    let mut answers = Vec::new();
    for line in text.lines() {
        let (phrase, ids) = line
            .split_once('\t')
            .expect("two columns");
        let ids = ids
            .split(' ')
            .map(str::to_owned)
            .collect();
        answers.push((phrase.to_owned(), ids));
    }
    answers
}

fn assert_answers_as_before(root: &Path) {
    let index = Index::open(root).expect("it opens");
    let answers = answers();
    assert_eq!(answers.len(), 200);
    for (phrase, ids) in answers {
        let query = format!("\"{phrase}\"");
        let request = yinde::Request::from_options(&query, [("limit", "0")]).expect("a request");
        let results = yinde::search(&index, &request).expect("an answer");
        let mut found: Vec<String> = results
            .hits
            .into_iter()
            .map(|hit| hit.passage.label.id)
            .collect();
        found.sort();
        assert_eq!(found, ids, "{phrase}");
    }
}

#[test]
fn an_earlier_index_is_upgraded_without_its_corpus() {
    FORMATS
        .into_iter()
        .for_each(upgrade);
}

fn upgrade(format: u32) {
    let briefs = sample_of(format);
    let refused = briefs.run(&["search", "harbour"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .stderr
            .contains("bring it up to date: yinde upgrade --index index"),
        "{}",
        refused.stderr
    );
    let out = briefs.run(&["upgrade"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout
            .contains("14 briefs, 374 passages"),
        "{}",
        out.stdout
    );
    // The parsers of format 6 were those of format 7 at first.
    assert!(
        format == 6
            || out
                .stdout
                .contains("until yinde index reads them again"),
        "{}",
        out.stdout
    );
    assert_answers_as_before(&briefs.index());
    let verified = index::verify(&briefs.index()).expect("a manifest");
    assert!(
        verified.is_sound(),
        "{:?}",
        verified.disagreements
    );
    let again = briefs.run(&["upgrade"]);
    assert!(
        again.stdout.contains("up to date"),
        "{}",
        again.stdout
    );
}

#[test]
fn an_upgrade_that_fails_leaves_the_earlier_index() {
    FORMATS
        .into_iter()
        .for_each(fail_to_upgrade);
}

fn fail_to_upgrade(format: u32) {
    let briefs = sample_of(format);
    let generation = briefs.index().join("g-000002");
    let files = fs::read_dir(&generation).expect("a folder");
    let mut paths = files.map(|entry| entry.expect("a file").path());
    let store = paths.find(|path| {
        path.extension()
            .is_some_and(|e| e == "store")
    });
    let store = store.expect("a store");
    let mut bytes = fs::read(&store).expect("a store");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&store, bytes).expect("damage");
    let before = snapshot(&generation);
    let out = briefs.run(&["upgrade"]);
    assert_eq!(out.code, 2, "{}", out.stdout);
    assert!(
        out.stderr
            .contains("the index is damaged"),
        "{}",
        out.stderr
    );
    assert_eq!(snapshot(&generation), before);
    assert!(
        !briefs
            .index()
            .join("g-000003")
            .exists()
    );
}

/// Indexes the corpus again, as if it were still where the sample was made.
fn with_corpus(briefs: &Briefs, change: impl FnOnce(&Path)) -> yinde::indexing::Report {
    let corpus = briefs.corpus();
    for record in index::briefs(crate::support::sample()).expect("the briefs") {
        let source = record.label.source;
        let text = fs::read(
            project()
                .join("corpus")
                .join(&source),
        )
        .expect("a brief");
        briefs.write(&source, text);
    }
    change(&corpus);
    crate::support::reindex(briefs)
}

#[test]
fn an_ordinary_run_upgrades_and_reads_the_briefs_again() {
    let briefs = sample();
    let report = with_corpus(&briefs, |_| {});
    assert!(report.upgraded_from.is_some());
    assert_eq!(report.updated.len(), 14);
    assert!(report.not_reread.is_empty());
    assert_answers_as_before(&briefs.index());
    let next = crate::support::reindex(&briefs);
    assert_eq!(
        (next.unchanged, next.upgraded_from),
        (14, None)
    );
}

#[test]
fn a_run_after_an_upgrade_keeps_the_unreadable_and_unseen() {
    for rebuild in [false, true] {
        let briefs = sample();
        let unreadable = |corpus: &Path| {
            fs::write(
                corpus.join("brief-005.txt"),
                b"caf\xff \xfe\xff \xfe caf\xff\xfe \xe4\xff broken \xff \xfe \xff \xfe".repeat(40),
            )
            .expect("a brief");
        };
        if rebuild {
            with_copy(&briefs, unreadable);
            let out = briefs.run(&["index", "corpus", "--rebuild"]);
            assert_eq!(out.code, 2, "{}", out.stdout);
            assert!(
                out.stderr
                    .contains("a rebuild would drop"),
                "{}",
                out.stderr
            );
        } else {
            let report = with_corpus(&briefs, unreadable);
            assert_eq!(report.not_reread, ["brief-005.txt"]);
            assert_eq!(report.updated.len(), 13);
            assert_answers_as_before(&briefs.index());
        }
    }
}

/// Writes the corpus without indexing it.
fn with_copy(briefs: &Briefs, change: impl FnOnce(&Path)) {
    for record in index::briefs(crate::support::sample()).expect("the briefs") {
        let source = record.label.source;
        let text = fs::read(
            project()
                .join("corpus")
                .join(&source),
        )
        .expect("a brief");
        briefs.write(&source, text);
    }
    change(&briefs.corpus());
}

#[test]
fn a_rebuild_of_an_earlier_index_refuses_to_drop_folders() {
    let briefs = sample();
    briefs.write(
        "other.txt",
        "Brief #77: Ports\n\nThe harbour.\n",
    );
    for args in [&["index", "corpus"][..], &["index", "corpus", "--rebuild"]] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{args:?}: {}", out.stdout);
        assert!(
            out.stderr.contains(&format!(
                "{ROOT}: the index contains 14 briefs from this folder"
            )),
            "{}",
            out.stderr
        );
    }
}

//! Whole indexing runs in which file operations fail: no failure damages an index.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::index::faults::{Fault, with_fault};
use crate::index::{self, Index};
use crate::indexing::{self, Options, Report};
use crate::query;
use crate::search::{self, Request};

const OLD: &str = "Brief #1: Ports, Rice\n\nThe old harbour 旧港口 word.\n\nAnother paragraph.\n";
const NEW: &str = "Brief #1: Ports, Rice\n\nThe new harbour 新港口 word.\n\nAnother paragraph.\n";
const UNCHANGED: &str = "Brief #2: Debt\n\nThe harbour that stays.\n";

#[test]
fn a_full_disk_at_any_operation_leaves_the_old_index() {
    fail_every_operation(
        ErrorKind::StorageFull,
        RunNumber::Second,
    );
}

#[test]
fn a_full_disk_in_the_first_run_leaves_nothing_half_done() {
    fail_every_operation(ErrorKind::StorageFull, RunNumber::First);
}

#[test]
fn an_io_error_at_any_operation_leaves_the_old_index() {
    fail_every_operation(ErrorKind::Other, RunNumber::Second);
}

/// The run that fails: the first one, or one that updates an index.
#[derive(Clone, Copy, PartialEq)]
enum RunNumber {
    First,
    Second,
}

impl RunNumber {
    /// The word that is found once the run has succeeded.
    fn word(self) -> &'static str {
        match self {
            Self::First => "old",
            Self::Second => "new",
        }
    }
}

/// Makes each operation of a run fail in turn, first once, then with all that follow, until a run
/// has no more operations.
fn fail_every_operation(kind: ErrorKind, run: RunNumber) {
    for times in [1, usize::MAX] {
        let mut after = 0;
        while after < fail_run(Fault { after, times, kind }, run) {
            after += 1;
        }
        assert!(
            after > 20,
            "few operations were tried: {after}"
        );
    }
}

/// Makes a run fail, then runs it again. Returns the number of operations of the run that failed.
fn fail_run(fault: Fault, run: RunNumber) -> usize {
    let corpus = Corpus::new();
    corpus.write("a.txt", OLD);
    corpus.write("b.txt", UNCHANGED);
    if run == RunNumber::Second {
        corpus
            .reindex()
            .expect("the first run");
        corpus.write("a.txt", NEW);
    }
    let (outcome, operations) = with_fault(&corpus.index(), fault, || {
        corpus.reindex()
    });
    match outcome {
        Ok(_) => corpus.assert_indexed(run),
        Err(_) if corpus.has_index() => corpus.assert_not_mixed(fault),
        Err(_) => assert!(
            run == RunNumber::First,
            "the old index is gone after {}",
            fault.after
        ),
    }
    corpus
        .reindex()
        .expect("the next run works");
    corpus.assert_indexed(run);
    corpus.assert_clean();
    operations
}

struct Corpus {
    folder: tempfile::TempDir,
}

impl Corpus {
    fn new() -> Self {
        let corpus = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        fs::create_dir(corpus.briefs()).expect("a corpus");
        corpus
    }

    fn briefs(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn has_index(&self) -> bool {
        index::briefs(&self.index()).is_ok()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.briefs().join(name);
        fs::write(path, text).expect("a brief");
    }

    fn reindex(&self) -> crate::Result<Report> {
        indexing::reindex(
            &[self.briefs()],
            &self.index(),
            Options::default(),
            &|_| {},
        )
    }

    /// Returns the number of passages that contain `word`.
    fn count(&self, word: &str) -> usize {
        let index = Index::open(&self.index()).expect("it opens");
        let query = query::parse(&format!("\"{word}\"")).expect("a query");
        let mut request = Request::new(query);
        request.limit = None;
        let results = search::search(&index, &request).expect("an answer");
        results.hits.len()
    }

    fn assert_indexed(&self, run: RunNumber) {
        assert_eq!(
            self.count(run.word()),
            1,
            "success, but it is not there"
        );
        assert_eq!(self.count("harbour"), 2);
    }

    /// Asserts that the index is in the old state or, if only what follows the rename failed, in
    /// the new one.
    fn assert_not_mixed(&self, fault: Fault) {
        let both = [self.count("old"), self.count("new")];
        assert!(
            both == [1, 0] || both == [0, 1],
            "{both:?} with {fault:?}"
        );
        assert_eq!(self.count("harbour"), 2);
    }

    /// Asserts that nothing is damaged, and that no file is left over.
    fn assert_clean(&self) {
        let verified = index::verify(&self.index()).expect("a manifest");
        assert_eq!(verified.damaged.len(), 0);
        let files = fs::read_dir(self.index()).expect("a folder");
        assert_eq!(
            files.count(),
            3,
            "CURRENT, LOCK and one generation"
        );
    }
}

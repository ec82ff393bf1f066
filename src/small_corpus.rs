//! A small corpus for tests of runs that fail or are stopped.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::index::{self, Index};
use crate::indexing::{self, Options, Report};
use crate::query;
use crate::search::{self, Request};

const OLD: &str = "Brief #1: Ports, Rice\n\nThe old harbour 旧港口 word.\n\nAnother paragraph.\n";
const NEW: &str = "Brief #1: Ports, Rice\n\nThe new harbour 新港口 word.\n\nAnother paragraph.\n";
const UNCHANGED: &str = "Brief #2: Debt\n\nThe harbour that stays.\n";

/// The run that fails: the first one, or one that updates an index.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RunNumber {
    First,
    Second,
}

/// Asserts that the index has all of the state after `run`.
pub(crate) fn assert_indexed(index: &Path, run: RunNumber) {
    let word = match run {
        RunNumber::First => "old",
        RunNumber::Second => "new",
    };
    assert_eq!(
        count(index, word),
        1,
        "success, but it is not there"
    );
    assert_eq!(count(index, "harbour"), 2);
}

/// Asserts that the index is in the old state or in the new one.
pub(crate) fn assert_not_mixed(index: &Path, context: &str) {
    let both = [count(index, "old"), count(index, "new")];
    assert!(
        both == [1, 0] || both == [0, 1],
        "{both:?}: {context}"
    );
    assert_eq!(count(index, "harbour"), 2, "{context}");
}

/// Two briefs and their index, in a folder of their own.
pub(crate) struct Corpus {
    folder: TempDir,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        let corpus = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        fs::create_dir(corpus.briefs()).expect("a corpus");
        corpus
    }

    fn briefs(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub(crate) fn has_index(&self) -> bool {
        index::briefs(&self.index()).is_ok()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.briefs().join(name);
        fs::write(path, text).expect("a brief");
    }

    pub(crate) fn reindex(&self) -> crate::Result<Report> {
        self.reindex_into(&self.index())
    }

    pub(crate) fn reindex_into(&self, index: &Path) -> crate::Result<Report> {
        let roots = [self.briefs()];
        indexing::reindex(
            &roots,
            index,
            Options::default(),
            &|_| {},
        )
    }

    /// Returns a corpus before the given run, which changes a brief unless it is the first.
    pub(crate) fn before(run: RunNumber) -> Self {
        let corpus = Self::new();
        corpus.write("a.txt", OLD);
        corpus.write("b.txt", UNCHANGED);
        if run == RunNumber::Second {
            corpus
                .reindex()
                .expect("the first run");
            corpus.write("a.txt", NEW);
        }
        corpus
    }
}

/// Returns the number of passages of an index that contain `word`.
pub(crate) fn count(index: &Path, word: &str) -> usize {
    let index = Index::open(index).expect("it opens");
    let query = query::parse(&format!("\"{word}\"")).expect("a query");
    let mut request = Request::new(query);
    request.limit = None;
    let results = search::search(&index, &request).expect("an answer");
    results.hits.len()
}

/// Asserts that nothing of an index is damaged, and that no file is left over.
pub(crate) fn assert_clean(index: &Path) {
    let verified = index::verify(index).expect("a manifest");
    assert_eq!(verified.damaged.len(), 0);
    let mut names = Vec::new();
    for entry in fs::read_dir(index).expect("a folder") {
        names.push(entry.expect("an entry").file_name());
    }
    assert_eq!(
        names.len(),
        3,
        "CURRENT, LOCK and one generation: {names:?}"
    );
}

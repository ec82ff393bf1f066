//! Shared by the tests: small corpora, the program, and its JSON, parsed into types of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use serde::Deserialize;
use tempfile::TempDir;
use yinde::index::Index;
use yinde::indexing::{self, Options, Report};
use yinde::query;
use yinde::search::Request;

pub(crate) use crate::program::{Ran, yinde};

/// The project's folder.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a test can run that needs something which is present or not. Where it is missing, says
/// so; fails in CI (`CI` set and not empty), where nothing may be left out.
fn can_run(is_present: bool, need: &str) -> bool {
    if !is_present {
        let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        assert!(
            !is_ci,
            "needs {need}, which CI must have"
        );
        eprintln!("not run: needs {need}");
    }
    is_present
}

/// Whether a program can be started. A test that needs it ends without it.
pub(crate) fn has_program(name: &str) -> bool {
    let started = Command::new(name)
        .arg("--version")
        .output();
    can_run(started.is_ok(), name)
}

/// A file beside the project, which a fresh clone doesn't have. A test that needs it ends without
/// it.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let whole = project()
        .join("../shared")
        .join(path);
    can_run(
        whole.exists(),
        &format!("../shared/{path}"),
    )
    .then_some(whole)
}

/// Chinese in UTF-8 with too many bad bytes to be read.
pub(crate) const GARBAGE: &[u8] = b"\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad \xff \xff \xff \
    \xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad \xff \xff \xff";

/// A corpus and its index in a folder of their own.
pub(crate) struct Briefs {
    folder: TempDir,
}

impl Briefs {
    pub(crate) fn empty() -> Self {
        let briefs = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        std::fs::create_dir(briefs.corpus()).expect("a corpus");
        briefs
    }

    /// Writes the briefs, by source and text, and indexes them.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let briefs = Self::empty();
        for (source, text) in files {
            briefs.write(source, text);
        }
        let out = briefs.run(&["index"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
        briefs
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder().join("corpus")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder().join("index")
    }

    pub(crate) fn write(&self, source: &str, text: impl AsRef<[u8]>) {
        let path = self.corpus().join(source);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a brief");
    }

    pub(crate) fn remove(&self, source: &str) {
        std::fs::remove_file(self.corpus().join(source)).expect("a brief to remove");
    }

    /// Runs `yinde` in the folder, where `corpus` and `index` are the defaults.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(
            self.command(args)
                .output()
                .expect("the program runs"),
        )
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = yinde();
        command
            .current_dir(self.folder())
            .args(args);
        command
    }

    pub(crate) fn search(&self, args: &[&str]) -> Answer {
        search(&self.index(), args)
    }

    /// Source and line of every hit, sorted.
    pub(crate) fn places(&self, query: &str) -> Vec<(String, usize)> {
        places(&self.search(&[query, "--limit", "0"]))
    }
}

/// The sample corpus, indexed once for all tests.
pub(crate) fn sample() -> &'static Path {
    static INDEX: OnceLock<TempDir> = OnceLock::new();
    INDEX
        .get_or_init(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let corpus = project().join("corpus");
            let out = Ran::of(
                yinde()
                    .arg("index")
                    .arg(corpus)
                    .arg("--index")
                    .arg(folder.path())
                    .output()
                    .expect("the program runs"),
            );
            assert_eq!(out.code, 0, "{}", out.stderr);
            folder
        })
        .path()
}

/// Searches with `--format json`.
pub(crate) fn search(index: &Path, args: &[&str]) -> Answer {
    let out = Ran::of(
        yinde()
            .arg("search")
            .args(args)
            .args(["--format", "json", "--index"])
            .arg(index)
            .output()
            .expect("it runs"),
    );
    assert!(out.code < 2, "{args:?}: {}", out.stderr);
    let answer: Answer = serde_json::from_str(&out.stdout).expect("JSON as documented");
    assert_eq!(
        out.code,
        i32::from(answer.total == 0),
        "{args:?}"
    );
    answer
}

pub(crate) fn places(answer: &Answer) -> Vec<(String, usize)> {
    let mut places: Vec<_> = answer
        .hits
        .iter()
        .map(|h| (h.brief.source.clone(), h.line))
        .collect();
    places.sort();
    places
}

/// An answer in JSON. Declared apart from the program's own types, so that a change of those fails
/// here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) query: String,
    pub(crate) total: usize,
    pub(crate) took_us: u64,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) briefs: Option<usize>,
    pub(crate) groups: Option<Vec<Group>>,
    pub(crate) facets:
        Option<std::collections::BTreeMap<String, std::collections::BTreeMap<String, usize>>>,
    // Explanations besides the hits; `nothing.rs` checks them.
    #[serde(default, rename = "nothing")]
    pub(crate) _nothing: Option<serde_json::Value>,
    #[serde(default, rename = "widened")]
    pub(crate) _widened: Option<serde_json::Value>,
    #[serde(default, rename = "relaxed")]
    pub(crate) _relaxed: Option<serde_json::Value>,
    #[serde(default, rename = "unknown")]
    pub(crate) _unknown: Option<serde_json::Value>,
    // `forms.rs` checks these.
    #[serde(default, rename = "forms")]
    pub(crate) _forms: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hit {
    pub(crate) rank: usize,
    pub(crate) score: f64,
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) kind: String,
    pub(crate) brief: Brief,
    pub(crate) section: Option<Section>,
    pub(crate) topics: Vec<String>,
    pub(crate) line: usize,
    pub(crate) bytes: [usize; 2],
    #[serde(default)]
    pub(crate) path: Option<String>,
    pub(crate) snippet: Vec<Piece>,
    pub(crate) text: String,
    pub(crate) stable_id: String,
    #[serde(default)]
    pub(crate) links: Vec<String>,
    #[serde(default)]
    pub(crate) twins: Vec<Twin>,
    #[serde(default, rename = "via")]
    pub(crate) _via: Option<serde_json::Value>,
}

/// A passage that translates a hit or that the hit translates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Twin {
    pub(crate) id: String,
    pub(crate) score: f64,
    pub(crate) probable: bool,
    pub(crate) text: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) brief: Brief,
    pub(crate) total: usize,
    pub(crate) shown: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brief {
    pub(crate) source: String,
    pub(crate) issue: Option<String>,
    pub(crate) title: String,
    pub(crate) date: Option<String>,
    #[serde(rename = "series")]
    pub(crate) _series: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) number: Option<String>,
    pub(crate) title: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Piece {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) hit: bool,
}

impl Hit {
    /// The pieces that are marked as matches.
    pub(crate) fn marked(&self) -> Vec<&str> {
        self.snippet
            .iter()
            .filter(|p| p.hit)
            .map(|p| p.text.as_str())
            .collect()
    }
}

/// Indexes the corpus with the library.
pub(crate) fn reindex(briefs: &Briefs) -> Report {
    reindex_into(
        &briefs.index(),
        briefs,
        Options::default(),
    )
}

pub(crate) fn reindex_into(index: &Path, briefs: &Briefs, options: Options) -> Report {
    let roots = [briefs.corpus()];
    indexing::reindex(&roots, index, options, &|_| {}).expect("it indexes")
}

/// Returns the number of passages that the library finds.
pub(crate) fn total(index: &Index, text: &str) -> usize {
    let request = Request::new(query::parse(text).expect("a query"));
    yinde::search::search(index, &request)
        .expect("an answer")
        .total
}

/// Returns the source of each passage that the query finds, sorted.
pub(crate) fn sources(briefs: &Briefs, query: &str) -> Vec<String> {
    let places = briefs.places(query);
    places
        .into_iter()
        .map(|(source, _)| source)
        .collect()
}

/// Returns random numbers that are the same in each run of the tests.
pub(crate) fn rng(seed: u8) -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])
}

/// Returns a random number below `n`.
pub(crate) fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

/// Searches with `--format json`. Returns the exit code and the answer as it is, which `Answer`
/// does not have all of.
pub(crate) fn search_json(briefs: &Briefs, args: &[&str]) -> (i32, serde_json::Value) {
    let out = briefs.run(&[&["search", "--format", "json"], args].concat());
    let answer = serde_json::from_str(&out.stdout).expect("JSON");
    (out.code, answer)
}

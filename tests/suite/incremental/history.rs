//! The answers depend on the corpus alone, not on the runs that built the index.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use regex::Regex;
use yinde::index;
use yinde::indexing::Options;

use super::super::support::{
    Briefs, Hit, Ran, project, reindex, reindex_into, sample, sources, yinde,
};
use super::{brief, rename_at, run_index};

/// A change to a corpus of up to eight briefs.
#[derive(Debug, Clone)]
enum Change {
    Write(usize, &'static str),
    Rename(usize, usize),
    Delete(usize),
    /// An indexing run, of which some are rebuilds.
    Run(bool),
}

const WORDS: &[&str] = &["barley", "millet", "统战工作", "數據安全", "tariff"];

fn change() -> impl Strategy<Value = Change> {
    let word = prop::sample::select(WORDS);
    prop_oneof![
        5 => (0..8usize, word).prop_map(|(n, word)| Change::Write(n, word)),
        1 => (0..8usize, 0..8usize).prop_map(|(from, to)| Change::Rename(from, to)),
        2 => (0..8usize).prop_map(Change::Delete),
        3 => (0..12usize).prop_map(|n| Change::Run(n == 0)),
    ]
}

/// A corpus, and the word that each of its briefs contains.
struct Model {
    briefs: Briefs,
    words: BTreeMap<usize, &'static str>,
}

fn source(n: usize) -> String {
    format!("b{n}.txt")
}

impl Model {
    fn new() -> Self {
        Self {
            briefs: Briefs::of(&[("b0.txt", &brief(0, "barley"))]),
            words: BTreeMap::from([(0, "barley")]),
        }
    }

    fn apply(&mut self, change: &Change) -> TestCaseResult {
        match *change {
            Change::Write(n, word) => {
                self.briefs
                    .write(&source(n), brief(n, word));
                self.words.insert(n, word);
            }
            Change::Delete(n) => self.delete(n),
            Change::Rename(from, to) => self.rename(from, to),
            Change::Run(rebuild) => {
                let options = Options {
                    rebuild,
                    ..Options::default()
                };
                reindex_into(
                    &self.briefs.index(),
                    &self.briefs,
                    options,
                );
                self.check()?;
            }
        }
        Ok(())
    }

    /// Deletes a brief, unless it is the last: an empty corpus is refused.
    fn delete(&mut self, n: usize) {
        if self.words.len() > 1 && self.words.remove(&n).is_some() {
            self.briefs.remove(&source(n));
        }
    }

    fn rename(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        if let Some(word) = self.words.remove(&from) {
            let path = |n: usize| format!("corpus/{}", source(n));
            rename_at(&self.briefs, &path(from), &path(to));
            self.words.insert(to, word);
        }
    }

    /// Checks that each word finds the briefs that contain it.
    fn check(&self) -> TestCaseResult {
        for word in WORDS {
            let found = sources(
                &self.briefs,
                &format!("\"lede with {word}\""),
            );
            let mut expected = Vec::new();
            for (n, _) in self
                .words
                .iter()
                .filter(|(_, of)| *of == word)
            {
                expected.push(source(*n));
            }
            prop_assert_eq!(found, expected, "{}", word);
        }
        Ok(())
    }
}

const QUERIES: &[&str] = &[
    "\"united front\"",
    "united front",
    "barley",
    "统战工作",
    "\"数据安全\"",
    "harbour board said",
    "prices millet tariff barley",
    "what did the board say of rice?",
    "barley OR 统战",
    "一切 board",
    "lang:zh",
    "har*",
];

/// Returns the answers to all queries.
fn answers(index: &Path) -> Vec<String> {
    QUERIES
        .iter()
        .map(|query| answer(index, query))
        .collect()
}

/// Returns the JSON that `search` prints, without the time and without the folder of the corpus, of
/// which a test may have two.
fn answer(index: &Path, query: &str) -> String {
    let mut command = yinde();
    command.args(["search", query, "--format", "json"]);
    command.args(["--limit", "0", "--facets", "--index"]);
    command.arg(index);
    let out = Ran::of(command.output().expect("it runs"));
    assert!(out.code < 2, "{}", out.stderr);
    let (before, after) = out
        .stdout
        .split_once("\"took_us\":")
        .expect("the time");
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let folder = Regex::new(r#""path":"[^"]*/corpus/"#).expect("a pattern");
    let answer = format!("{before}{after}");
    folder
        .replace_all(&answer, "\"path\":\"")
        .into_owned()
}

/// Checks that the corpus, indexed run by run, has the answers of one run over its last state.
fn check_history(changes: &[Change]) -> TestCaseResult {
    let mut model = Model::new();
    for change in changes {
        model.apply(change)?;
    }
    let briefs = &model.briefs;
    reindex(briefs);
    let fresh = briefs.folder().join("fresh");
    reindex_into(&fresh, briefs, Options::default());
    prop_assert_eq!(
        answers(&briefs.index()),
        answers(&fresh)
    );
    let verified = index::verify(&briefs.index()).expect("a manifest");
    prop_assert_eq!(verified.damaged.len(), 0);
    Ok(())
}

#[test]
fn any_history_answers_like_a_fresh_build() {
    let config = Config {
        cases: 12,
        ..Config::default()
    };
    let histories = prop::collection::vec(change(), 10..60);
    let outcome = TestRunner::new(config).run(&histories, |changes| {
        check_history(&changes)
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn sample_briefs_indexed_one_by_one_answer_like_one_build() {
    let briefs = Briefs::empty();
    let corpus = project().join("corpus");
    let records = index::briefs(sample()).expect("the briefs");
    for record in records.iter().rev() {
        let source = &record.label.source;
        let text = fs::read(corpus.join(source)).expect("a brief");
        briefs.write(source, text);
        reindex(&briefs);
    }
    assert_eq!(
        answers(&briefs.index()),
        answers(sample())
    );
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter()
        .map(|hit| hit.id.as_str())
        .collect()
}

/// Checks that the fifteen best hits are of one brief, in the order of its passages.
fn assert_first_is(briefs: &Briefs, source: &str) {
    let hits = briefs
        .search(&["ministry", "--limit", "15"])
        .hits;
    let sources: Vec<&str> = hits
        .iter()
        .map(|hit| hit.brief.source.as_str())
        .collect();
    assert_eq!(sources, [source; 15]);
    let ids = ids(&hits);
    let mut in_order = ids.clone();
    in_order.sort_by_key(|id| {
        let (_, ordinal) = id.rsplit_once('#')?;
        ordinal.parse::<u32>().ok()
    });
    assert_eq!(ids, in_order);
}

#[test]
fn ties_are_broken_by_source_regardless_of_indexing_order() {
    let text = "The ministry meets again.\n\n".repeat(40);
    let briefs = Briefs::empty();
    // So many runs that segments are merged, and each begins before the one of the run before.
    for n in (10..32).rev() {
        let source = format!("b{n}.txt");
        briefs.write(&source, &text);
        reindex(&briefs);
        assert_first_is(&briefs, &source);
    }
    let hundred = ["ministry", "--limit", "100"];
    let built_up = briefs.search(&hundred).hits;
    run_index(&briefs, &["--rebuild"]);
    let at_once = briefs.search(&hundred).hits;
    assert_eq!(ids(&built_up), ids(&at_once));
}

/// More passages have the same score than are ranked in whole, in three segments or in one.
#[test]
fn of_many_equal_passages_the_same_always_come_first() {
    let briefs = Briefs::empty();
    for round in [2, 0, 1] {
        for number in (0..900).filter(|number| number % 3 == round) {
            let text =
                format!("Brief #{number}: Ports\n\nThe harbour of old people number{number}.\n");
            briefs.write(&format!("b{number:03}.txt"), text);
        }
        reindex(&briefs);
    }
    briefs.write(
        "z.txt",
        "Brief #900: Rice\n\nThe granary.\n",
    );
    reindex(&briefs);
    let queries = [
        "where is the old harbour of the people",
        "(harbour OR 港口) granary",
        "harbour granary rice",
    ];
    let ids = |query: &str| -> Vec<String> {
        let answer = briefs.search(&[query]);
        let hits = answer.hits.into_iter();
        hits.map(|hit| hit.id).collect()
    };
    let before = queries.map(ids);
    assert!(
        before
            .iter()
            .all(|ids| ids.len() == 10)
    );
    let options = Options {
        rebuild: true,
        ..Options::default()
    };
    reindex_into(&briefs.index(), &briefs, options);
    assert_eq!(queries.map(ids), before);
}

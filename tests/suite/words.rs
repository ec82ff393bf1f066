//! Unquoted words find exactly the passages that have all of them, in their text or in the headings
//! above, and at least one of them in their text.

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use yinde::index::{Index, StoredPassage};
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Hit, Request};

use super::support::Briefs;

/// Each word is its own stem. Some of the Chinese words are in the segmenter's dictionary.
const WORDS: &[&str] = &[
    "bank",
    "river",
    "stone",
    "cloud",
    "经济",
    "政策",
    "管理",
    "统一战线",
    "水",
];

fn words(minimum: usize, maximum: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(
        prop::sample::select(WORDS),
        minimum..=maximum,
    )
}

/// A part of a brief: the words of its heading, and the words of each paragraph.
type Part = (
    Vec<&'static str>,
    Vec<Vec<&'static str>>,
);

/// Generates a brief: a title, and parts with a heading and paragraphs.
fn brief() -> impl Strategy<Value = String> {
    let part = (
        words(1, 2),
        prop::collection::vec(words(1, 6), 1..4),
    );
    let parts = prop::collection::vec(part, 1..4);
    (words(1, 2), parts).prop_map(|(title, parts)| written(&title, &parts))
}

fn written(title: &[&str], parts: &[Part]) -> String {
    let mut blocks = vec![format!("# About {}", title.join(" "))];
    for (heading, paragraphs) in parts {
        blocks.push(format!("## Part {}", heading.join(" ")));
        for words in paragraphs {
            blocks.push(format!(
                "Here is {}.",
                words.join(" and ")
            ));
        }
    }
    blocks.join("\n\n")
}

/// Writes and indexes the briefs one after the other, so that the index has several segments.
fn index_one_by_one(briefs: &[String], folder: &Path) -> Index {
    let corpus = folder.join("corpus");
    let index = folder.join("index");
    std::fs::create_dir(&corpus).expect("a folder");
    for (n, brief) in briefs.iter().enumerate() {
        std::fs::write(corpus.join(format!("{n}.md")), brief).expect("a brief");
        let roots = std::slice::from_ref(&corpus);
        indexing::reindex(
            roots,
            &index,
            Options::default(),
            &|_| {},
        )
        .expect("it indexes");
    }
    Index::open(&index).expect("it opens")
}

/// Returns all hits, with explanations.
fn answer(index: &Index, text: &str) -> Vec<Hit> {
    let query = query::parse(text).expect("a query");
    let mut request = Request::new(query);
    request.limit = None;
    request.explain = true;
    search::search(index, &request)
        .expect("an answer")
        .hits
}

/// Returns the headings above a passage: the brief's title, the section's, and the topics.
fn headings(passage: &StoredPassage) -> Vec<&str> {
    let label = &passage.label;
    let mut headings = vec![label.brief.title.as_str()];
    if let Some(section) = &label.section {
        headings.push(&section.title);
    }
    headings.extend(
        label
            .topics
            .iter()
            .map(String::as_str),
    );
    headings
}

/// Returns whether the passage has all words, and at least one of them in its text.
fn matches(passage: &StoredPassage, query: &[&str]) -> bool {
    let headings = headings(passage);
    let in_text = |word: &&str| passage.text.contains(word);
    let in_heading = |word: &&str| {
        headings
            .iter()
            .any(|heading| heading.contains(word))
    };
    let all = query
        .iter()
        .all(|word| in_text(word) || in_heading(word));
    all && query.iter().any(in_text)
}

/// Checks that the explanation of the score of `hit` adds up.
fn check_explanation(hit: &Hit) -> Result<(), TestCaseError> {
    let why = hit
        .explanation
        .as_ref()
        .expect("reasons");
    let parts: f32 = why
        .parts
        .iter()
        .map(|part| part.score)
        .sum();
    let shares: f32 = why
        .factors
        .iter()
        .map(|share| share.score)
        .product();
    let difference = (parts * shares - hit.score).abs();
    prop_assert!(difference < 0.01, "{hit:#?}");
    Ok(())
}

/// Compares the hits of each query with a scan of all passages.
fn check_corpus(briefs: &[String], queries: &[Vec<&str>]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir()?;
    let index = index_one_by_one(briefs, folder.path());
    let all: Vec<StoredPassage> = answer(&index, "kind:prose")
        .into_iter()
        .map(|hit| hit.passage)
        .collect();
    for words in queries {
        let hits = answer(
            &index,
            &format!("{} kind:prose", words.join(" ")),
        );
        for hit in &hits {
            check_explanation(hit)?;
        }
        // Where no passage has all words, those with most of them are shown.
        let has_all = |hit: &&Hit| matches(&hit.passage, words);
        let hits: Vec<&Hit> = if hits.iter().any(|hit| has_all(&hit)) {
            hits.iter().collect()
        } else {
            hits.iter()
                .filter(has_all)
                .collect()
        };
        let mut found: Vec<&str> = hits
            .iter()
            .map(|hit| hit.passage.label.id.as_str())
            .collect();
        found.sort_unstable();
        let mut expected = Vec::new();
        for passage in &all {
            if matches(passage, words) {
                expected.push(passage.label.id.as_str());
            }
        }
        expected.sort_unstable();
        prop_assert_eq!(
            found,
            expected,
            "{:?} in {:#?}",
            words,
            briefs
        );
    }
    Ok(())
}

#[test]
fn words_find_passages_with_all_of_them_and_scores_add_up() {
    let briefs = prop::collection::vec(brief(), 2..6);
    let queries = prop::collection::vec(words(1, 4), 12);
    let config = Config {
        cases: 24,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(
        &(briefs, queries),
        |(briefs, queries)| check_corpus(&briefs, &queries),
    );
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// The second brief's text is segmented in another way, so that only the excluded phrase matches
/// there, and its first match comes after the first hit of the search.
#[test]
fn excluded_passages_may_come_after_found_ones() {
    let briefs = Briefs::of(&[("a.txt", "研究，生命。\n")]);
    briefs.write(
        "b.txt",
        "一滴水。\n\n研究生命令。\n\n水，研究生命令。\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    let index = Index::open(&briefs.index()).expect("it opens");
    let hits = answer(&index, "水 -研究生命");
    let found: Vec<&str> = hits
        .iter()
        .map(|hit| hit.passage.text.as_str())
        .collect();
    assert_eq!(found, ["一滴水。"]);
}

/// The ranges are one clause of several: neither of them may be asked about a passage before one
/// that it was asked about.
#[test]
fn excluded_ranges_of_days_may_begin_after_found_passages() {
    let mut texts = Vec::new();
    for year in [2015, 2019, 2020, 2021, 2022, 2016] {
        let text = format!("date: {year}-05-01\n\nThe law of {year}.\n\nThe other law.\n");
        texts.push((format!("brief-{year}.txt"), text));
    }
    let named: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let briefs = Briefs::of(&named);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let index = Index::open(&briefs.index()).expect("it opens");
    let queries = [
        ("law -(since:2020 date:..2021)", 8),
        ("law -since:2020", 6),
        ("law -date:2019..2021", 6),
        ("law -(since:2020 kind:heading)", 12),
        ("law -(date:2021 OR date:2016)", 8),
        ("law -(other date:2020..2021)", 10),
        ("law -(other -date:2020..2021)", 8),
    ];
    for (query, passages) in queries {
        assert_eq!(
            answer(&index, query).len(),
            passages,
            "{query}"
        );
    }
}

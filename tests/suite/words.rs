//! Unquoted words find exactly the passages that have each of them, in their text or in the
//! headings above, and one of them in their text.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use yinde::index::{Index, StoredPassage};
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Hit, Request};

use super::support::Briefs;

/// Each is its own stem, and a word of the Chinese dictionary or of none.
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

fn words(least: usize, most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS), least..=most)
}

/// A brief: a title, and parts with a heading and paragraphs.
fn brief() -> impl Strategy<Value = String> {
    let part = (words(1, 2), prop::collection::vec(words(1, 6), 1..4));
    (words(1, 2), prop::collection::vec(part, 1..4)).prop_map(|(title, parts)| {
        let mut blocks = vec![format!("# About {}", title.join(" "))];
        for (heading, paragraphs) in parts {
            blocks.push(format!("## Part {}", heading.join(" ")));
            blocks.extend(
                paragraphs
                    .into_iter()
                    .map(|words| format!("Here is {}.", words.join(" and "))),
            );
        }
        blocks.join("\n\n")
    })
}

fn answer(index: &Index, text: &str) -> Vec<Hit> {
    let query = query::parse(text).expect("a query");
    let request = {
        let mut request = Request::new(query);
        request.limit = None;
        request.explain = true;
        request
    };
    search::search(index, &request).expect("an answer").hits
}

fn matches(passage: &StoredPassage, query: &[&str]) -> bool {
    let section = passage
        .label
        .section
        .as_ref()
        .map_or("", |s| s.title.as_str());
    let above = [
        passage.label.brief.title.as_str(),
        section,
        &passage.label.topics.join(" "),
    ]
    .join(" ");
    query
        .iter()
        .all(|word| passage.text.contains(word) || above.contains(word))
        && query.iter().any(|word| passage.text.contains(word))
}

#[test]
fn words_find_the_passages_that_have_all_of_them_and_score_what_is_explained() {
    let corpora = (
        prop::collection::vec(brief(), 2..6),
        prop::collection::vec(words(1, 4), 12),
    );
    let mut runner = TestRunner::new(Config {
        cases: 24,
        ..Config::default()
    });
    runner
        .run(&corpora, |(briefs, queries)| {
            let folder = tempfile::tempdir()?;
            let (corpus, dir) = (folder.path().join("corpus"), folder.path().join("index"));
            std::fs::create_dir(&corpus)?;
            // A run for each brief, so that there are several segments.
            for (n, brief) in briefs.iter().enumerate() {
                std::fs::write(corpus.join(format!("{n}.md")), brief)?;
                indexing::reindex(
                    std::slice::from_ref(&corpus),
                    &dir,
                    Options::default(),
                    &|_| {},
                )
                .expect("it indexes");
            }
            let index = Index::open(&dir).expect("it opens");
            let all: Vec<StoredPassage> = answer(&index, "kind:prose")
                .into_iter()
                .map(|hit| hit.passage)
                .collect();
            for words in queries {
                let hits = answer(&index, &format!("{} kind:prose", words.join(" ")));
                for hit in &hits {
                    let why = hit.explanation.as_ref().expect("reasons");
                    let parts: f32 = why.parts.iter().map(|part| part.score).sum();
                    let shares: f32 = why.factors.iter().map(|share| share.score).product();
                    prop_assert!(
                        (parts * shares - hit.score).abs() < 0.01,
                        "{words:?}: {hit:#?}"
                    );
                }
                let mut found: Vec<String> =
                    hits.into_iter().map(|hit| hit.passage.label.id).collect();
                found.sort_unstable();
                let mut wanted: Vec<String> = all
                    .iter()
                    .filter(|p| matches(p, &words))
                    .map(|p| p.label.id.clone())
                    .collect();
                wanted.sort_unstable();
                prop_assert_eq!(found, wanted, "{:?} in {:#?}", words, briefs);
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// In the second brief the words of the run are cut otherwise, so that only the phrase is left of
/// what is excluded, and it stands behind what is found.
#[test]
fn what_is_excluded_may_stand_behind_what_is_found() {
    let briefs = Briefs::of(&[("a.txt", "研究，生命。\n")]);
    briefs.write("b.txt", "一滴水。\n\n研究生命令。\n\n水，研究生命令。\n");
    assert_eq!(briefs.run(&["index"]).code, 0);
    let index = Index::open(&briefs.index()).expect("it opens");
    let found: Vec<String> = answer(&index, "水 -研究生命")
        .into_iter()
        .map(|hit| hit.passage.text)
        .collect();
    assert_eq!(found, ["一滴水。"]);
}

//! A query's Chinese is segmented by the words of the index, a text's by jieba's dictionary. The
//! two agree.

use yinde::analysis::language::CHINESE;
use yinde::analysis::{analyzer, normalize, segment, token};
use yinde::index::Index;
use yinde::query;
use yinde::search::{self, Hit, Request};

use crate::support::sample;

/// Runs of Han characters, as long as people type them without blanks.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !token::is_han(c));
    runs.filter(|run| (2..=20).contains(&run.chars().count()))
}

const CHINESE_PASSAGES: &str = "lang:zh OR lang:mixed";

/// All hits of `query`.
fn hits(index: &Index, query: &str) -> Vec<Hit> {
    let mut request = Request::new(query::parse(query).expect("a query"));
    request.limit = None;
    search::search(index, &request)
        .expect("an answer")
        .hits
}

#[test]
fn every_clause_of_the_samples_finds_itself_first() {
    let index = Index::open(sample()).expect("the samples");
    let mut asked = 0;
    for hit in hits(&index, CHINESE_PASSAGES) {
        for clause in clauses(&hit.passage.text) {
            let found = hits(&index, clause);
            let itself = found
                .iter()
                .any(|other| other.passage.label.id == hit.passage.label.id);
            assert!(
                itself,
                "{clause} does not find {}",
                hit.passage.label.id
            );
            let normalized = normalize::normalize_text(clause);
            let first = &found[0].passage;
            assert!(
                normalize::normalize_text(&first.text).contains(&normalized),
                "{clause} finds {} first",
                first.label.id
            );
            asked += 1;
        }
    }
    assert!(asked > 150, "only {asked} clauses");
}

/// The index has more words than jieba's best path (parts of long words, pairs of lone characters),
/// so the two paths may differ. But the words of a query's path are words that the text's own
/// segmentation put into the index.
#[test]
fn the_words_of_a_clause_are_words_of_its_passage() {
    let index = Index::open(sample()).expect("the samples");
    let mut words = 0;
    let mut strange = Vec::new();
    for hit in hits(&index, CHINESE_PASSAGES) {
        let terms = analyzer::terms(&hit.passage.text);
        let of_passage: Vec<&str> = terms
            .words_of(CHINESE)
            .lines()
            .collect();
        for clause in clauses(&hit.passage.text) {
            let clause = normalize::normalize_text(clause);
            let count = |word: &str| {
                index
                    .passages_with_chinese(word)
                    .expect("a count")
            };
            for range in segment::best_path(
                &clause,
                index.passages() as u64 * 100,
                count,
            ) {
                words += 1;
                if !of_passage.contains(&&clause[range.clone()]) {
                    strange.push(clause[range].to_owned());
                }
            }
        }
    }
    assert!(words > 400, "only {words} words");
    assert!(
        strange.len() * 50 < words,
        "{} of {words}: {strange:?}",
        strange.len()
    );
}

//! The segmentation of queries, by the index's words, agrees with that of texts, by jieba's
//! dictionary.

use yinde::analysis::language::CHINESE;
use yinde::analysis::normalize::normalize_text;
use yinde::analysis::{analyzer, segment, token};
use yinde::index::Index;
use yinde::query;
use yinde::search::{self, Hit, Request};

use crate::support;

/// Runs of Han characters between marks, of lengths that people type without blanks.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !token::is_han(c));
    runs.filter(|run| (2..=20).contains(&run.chars().count()))
}

/// All hits of a query.
fn hits(index: &Index, query: &str) -> Vec<Hit> {
    let mut request = Request::new(query::parse(query).expect("a query"));
    request.limit = None;
    search::search(index, &request)
        .expect("an answer")
        .hits
}

fn chinese_passages(index: &Index) -> Vec<Hit> {
    hits(index, "lang:zh OR lang:mixed")
}

#[test]
fn every_clause_of_the_samples_finds_itself_first_without_quotes() {
    let index = Index::open(support::sample()).expect("the samples");
    let mut asked = 0;
    for hit in chinese_passages(&index) {
        for clause in clauses(&hit.passage.text) {
            finds_itself_first(&index, clause, &hit);
            asked += 1;
        }
    }
    assert!(asked > 150, "only {asked} clauses");
}

fn finds_itself_first(index: &Index, clause: &str, hit: &Hit) {
    let found = hits(index, clause);
    let finds_itself = found
        .iter()
        .any(|other| other.passage.label.id == hit.passage.label.id);
    assert!(
        finds_itself,
        "{clause} does not find {}",
        hit.passage.label.id
    );
    let first = &found[0].passage;
    let is_in_first = normalize_text(&first.text).contains(&normalize_text(clause));
    assert!(
        is_in_first,
        "{clause} finds {} first",
        first.label.id
    );
}

/// The index has more words than jieba's best segmentation (parts of long words, pairs of single
/// characters), so the two segmentations may differ. But the words of a query are words that the
/// segmentation of the text put into the index.
#[test]
fn the_words_of_a_clause_are_words_of_its_passage() {
    let index = Index::open(support::sample()).expect("the samples");
    let count = |word: &str| {
        index
            .passages_with_chinese(word)
            .expect("a count")
    };
    let total = index.passages() as u64 * 100;
    let (mut words, mut strange) = (0, Vec::new());
    for hit in chinese_passages(&index) {
        let terms = analyzer::terms(&hit.passage.text);
        let of_passage: Vec<&str> = terms
            .words_of(CHINESE)
            .lines()
            .collect();
        for clause in clauses(&hit.passage.text) {
            let clause = normalize_text(clause);
            for range in segment::best_path(&clause, total, count) {
                words += 1;
                let word = &clause[range];
                if !of_passage.contains(&word) {
                    strange.push(word.to_owned());
                }
            }
        }
    }
    assert!(words > 400, "only {words} words");
    let are_few = strange.len() * 50 < words;
    assert!(
        are_few,
        "{} of {words}: {strange:?}",
        strange.len()
    );
}

//! The order of hits by date, and pages of hits.

use std::cmp::Reverse;

use yinde::index::StoredPassage;
use yinde::query;
use yinde::search::{self, Request, Sort};

use super::scan::ask;
use super::{generate, open, open_sample};
use crate::support::{Briefs, Hit, sample, search as run_search};

/// Returns the place of a passage in the order by date.
fn place_by_date(passage: &StoredPassage) -> (Reverse<Option<String>>, String, usize) {
    let (brief, ordinal) = passage
        .label
        .id
        .rsplit_once('#')
        .expect("an id");
    let ordinal = ordinal.parse().expect("a number");
    let date = Reverse(passage.label.brief.date.clone());
    (date, brief.to_owned(), ordinal)
}

#[test]
fn by_date_latest_briefs_come_first_and_undated_ones_last() {
    let briefs = generate::briefs();
    for index in [open_sample(), open(&briefs)] {
        for text in ["\"the\"", "数据", "kind:prose"] {
            let mut request = Request::new(query::parse(text).expect("a query"));
            request.sort = Sort::Newest;
            request.limit = None;
            let by_date = search::search(&index, &request).expect("an answer");
            let places = by_date
                .hits
                .iter()
                .map(|hit| place_by_date(&hit.passage));
            let places: Vec<_> = places.collect();

            let by_relevance = ask(&index, text, &[]);
            let expected = by_relevance
                .hits
                .iter()
                .map(|hit| place_by_date(&hit.passage));
            let mut expected: Vec<_> = expected.collect();
            expected.sort();
            assert!(expected.len() > 2, "{text}");
            assert_eq!(places, expected, "{text}");
        }
    }
}

#[test]
fn by_date_latest_come_first_among_hundreds() {
    let text = |date: &str| {
        let paragraphs = "The ministry meets again.\n\n".repeat(100);
        format!("---\ndate: {date}\n---\n\n{paragraphs}")
    };
    let briefs = Briefs::of(&[
        ("a.txt", &text("2020-01-01")),
        ("b.txt", &text("2021-01-01")),
    ]);
    for query in ["lang:en", "ministry"] {
        let latest = briefs.search(&[query, "--sort", "date", "--limit", "3"]);
        assert!(
            latest.total >= 200,
            "{query}: {}",
            latest.total
        );
        for hit in &latest.hits {
            assert_eq!(hit.brief.source, "b.txt", "{query}");
        }
    }
}

fn ranks_and_ids(hits: &[Hit]) -> Vec<(usize, String)> {
    let rows = hits
        .iter()
        .map(|hit| (hit.rank, hit.id.clone()));
    rows.collect()
}

#[test]
fn pages_concatenate_to_all_hits() {
    let queries = [
        "united front",
        "\"统战工作\"",
        "what is the plan?",
        "lang:zh",
        "regulat* -data",
    ];
    for query in queries {
        for sort in ["relevance", "date"] {
            assert_pages(query, sort);
        }
    }
}

fn assert_pages(query: &str, sort: &str) {
    let query_and_sort = [query, "--sort", sort];
    let all = run_search(
        sample(),
        &[&query_and_sort[..], &["--limit", "0"]].concat(),
    );
    let all = ranks_and_ids(&all.hits);
    for (expected, (rank, _)) in (1..).zip(&all) {
        assert_eq!(*rank, expected, "{query} by {sort}");
    }
    let mut pages = Vec::new();
    loop {
        let offset = pages.len().to_string();
        let page = ["--limit", "7", "--offset", &offset];
        let page = run_search(
            sample(),
            &[&query_and_sort[..], &page].concat(),
        );
        assert_eq!(page.total, all.len(), "{query}");
        if page.hits.is_empty() {
            break;
        }
        pages.extend(ranks_and_ids(&page.hits));
    }
    assert_eq!(pages, all, "{query} by {sort}");
}

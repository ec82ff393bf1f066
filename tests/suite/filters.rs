//! Filters against a naive scan of all passages; counts, order, pages and groups against the hits
//! themselves.

mod generate;
mod scan;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use yinde::index::{Index, StoredPassage};
use yinde::query::{self, Field, Filter};
use yinde::search::{self, Request, Results, Sort};

use super::support::{Briefs, Hit, sample, search as run_search};
use generate::{any_condition, any_field, below, rng};
use scan::{Condition, PHRASES, Scan, ask};

fn open(briefs: &Briefs) -> Index {
    Index::open(&briefs.index()).expect("an index")
}

fn open_sample() -> Index {
    Index::open(sample()).expect("an index")
}

fn ids(results: &Results) -> BTreeSet<String> {
    let ids = results
        .hits
        .iter()
        .map(|hit| hit.passage.label.id.clone());
    ids.collect()
}

fn filter(condition: &Condition) -> Filter {
    let Condition::Field(name, value) = condition else {
        panic!("{condition:?}")
    };
    let field = Field::named(name).expect("a field");
    Filter::new(field, value).expect("a value")
}

/// Searches for many conditions, in the query and as options, and compares with a scan.
fn assert_as_scanned(index: &Index, cases: usize) {
    let scan = Scan::of(index);
    let mut rng = rng(7);
    let mut telling = 0;
    for _ in 0..cases {
        let condition = any_condition(&mut rng, &scan, 2);
        let typed = condition.typed();
        let results = ask(index, &typed, &[]);
        assert_eq!(
            ids(&results),
            scan.matching(&condition),
            "{typed}"
        );
        assert_eq!(
            results.total,
            results.hits.len(),
            "{typed}"
        );
        assert_counted(&results, &typed);
        assert_grouped(index, &typed, &results);
        if results.total > 0 && results.total < scan.passages.len() {
            telling += 1;
        }

        // Two fields as options, beside a query that is not a filter.
        let options = [any_field(&mut rng, &scan), any_field(&mut rng, &scan)];
        let filters: Vec<Filter> = options.iter().map(filter).collect();
        let phrase = PHRASES[below(&mut rng, PHRASES.len())];
        let mut all = vec![Condition::Phrase(phrase)];
        all.extend(options);
        let all = Condition::All(all);
        let results = ask(
            index,
            &format!("\"{phrase}\""),
            &filters,
        );
        assert_eq!(
            ids(&results),
            scan.matching(&all),
            "{all:?}"
        );
    }
    assert!(
        telling * 3 > cases,
        "only {telling} of {cases} conditions matched some passages and not others"
    );
}

/// Checks that the facets are the counts of the hits.
fn assert_counted(results: &Results, what: &str) {
    let mut counts: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for hit in &results.hits {
        for (field, label) in labels(&hit.passage) {
            let by_label = counts.entry(field).or_default();
            *by_label.entry(label).or_default() += 1;
        }
    }
    let mut facets = results
        .facets
        .clone()
        .expect("facets");
    facets.retain(|_, labels| !labels.is_empty());
    assert_eq!(facets, counts, "{what}");
}

/// Returns the labels of a passage that are counted, with their fields.
fn labels(passage: &StoredPassage) -> BTreeSet<(&'static str, String)> {
    let mut labels = BTreeSet::new();
    if let Some(issue) = &passage.label.brief.issue {
        labels.insert(("issue", issue.clone()));
    }
    if let Some(section) = &passage.label.section {
        labels.insert(("section", section.title.clone()));
    }
    for topic in &passage.label.topics {
        labels.insert(("topic", topic.clone()));
    }
    if let Some(date) = &passage.label.brief.date {
        labels.insert(("month", date[..7].to_owned()));
    }
    labels.insert(("lang", passage.label.lang.to_string()));
    labels.insert(("kind", passage.label.kind.to_string()));
    labels
}

/// Checks that the groups are the hits by brief.
fn assert_grouped(index: &Index, text: &str, all: &Results) {
    let mut expected: Vec<(String, usize)> = Vec::new();
    for hit in &all.hits {
        let source = &hit.passage.label.brief.source;
        match expected
            .iter_mut()
            .find(|(known, _)| known == source)
        {
            Some((_, total)) => *total += 1,
            None => expected.push((source.clone(), 1)),
        }
    }
    let query = query::parse(text).expect("a query");
    let mut request = Request::new(query);
    request.group = Some(2);
    request.limit = None;
    let results = search::search(index, &request).expect("an answer");
    let mut groups = Vec::new();
    for group in results
        .groups
        .expect("groups")
        .briefs
    {
        groups.push((group.brief.source, group.total));
    }
    assert_eq!(groups, expected, "{text}");
}

#[test]
fn sample_briefs_are_filtered_like_by_a_scan() {
    assert_as_scanned(&open_sample(), 100);
}

#[test]
fn generated_briefs_are_filtered_like_by_a_scan() {
    let briefs = generate::briefs();
    assert_as_scanned(&open(&briefs), 100);
}

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
            request.sort = Sort::Date;
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

/// Returns the ids of all hits in the sample briefs.
fn sample_ids(args: &[&str]) -> Vec<String> {
    let answer = run_search(
        sample(),
        &[args, &["--limit", "0"]].concat(),
    );
    answer
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

#[test]
fn options_mean_the_same_as_filters_in_the_query() {
    for (option, value, typed) in [
        ("--issue", "5", "issue:5"),
        ("--issue", "#5", "issue:#5"),
        (
            "--section",
            "United front",
            "section:\"united front\"",
        ),
        ("--section", "二", "section:二"),
        (
            "--topic",
            "data security",
            "topic:\"Data Security\"",
        ),
        ("--lang", "zh", "lang:zh"),
        ("--since", "2022", "since:2022-01-01"),
        ("--until", "2019-06", "until:2019-06-30"),
    ] {
        let as_option = sample_ids(&["统战 OR the", option, value]);
        assert!(
            !as_option.is_empty(),
            "{option} {value}"
        );
        let as_filter = sample_ids(&[&format!("(统战 OR the) {typed}")]);
        assert_eq!(as_option, as_filter, "{option} {value}");
        // The excluded filter finds the rest.
        let rest = sample_ids(&[&format!("(统战 OR the) -{typed}")]);
        let all = sample_ids(&["统战 OR the"]);
        assert_eq!(
            as_option.len() + rest.len(),
            all.len(),
            "{option} {value}"
        );
    }
}

//! Filters, compared with a scan of all passages; counts, order, pages and groups, compared with
//! the hits.

mod generate;
mod options;
mod order;
mod scan;

use std::collections::{BTreeMap, BTreeSet};

use yinde::index::{Index, StoredPassage};
use yinde::query::{self, Field, Filter};
use yinde::search::{self, Request, Results};

use super::support::{Briefs, below, rng, sample};
use generate::{any_condition, any_field};
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
    let month = match &passage.label.brief.date {
        Some(date) => date[..7].to_owned(),
        None => "no date".to_owned(),
    };
    labels.insert(("month", month));
    if let Some(series) = &passage.label.brief.series {
        labels.insert(("series", series.clone()));
    }
    let brief_id = passage
        .label
        .id
        .rsplit_once('#')
        .map_or("", |(id, _)| id);
    labels.insert(("brief", brief_id.to_owned()));
    labels.insert((
        "source",
        passage.label.brief.source.clone(),
    ));
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

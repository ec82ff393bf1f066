//! What narrows a search, against a scan of all passages; counts, order, pages and groups against
//! the hits themselves.

use std::collections::{BTreeMap, BTreeSet};

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use yinde::index::{Index, StoredPassage};

use yinde::query::{self, Field, Filter};
use yinde::search::{self, Request, Results, Sort};

use super::oracle::normalize;
use super::support::{Briefs, Hit, sample, search as run_search};

/// A condition, as a query can state it.
#[derive(Debug, Clone)]
enum Condition {
    /// A field and its value.
    Field(&'static str, String),
    /// A quoted phrase.
    Phrase(&'static str),
    Not(Box<Condition>),
    /// Two or more.
    All(Vec<Condition>),
    /// Two or more.
    Any(Vec<Condition>),
}

impl Condition {
    /// As it is typed.
    fn typed(&self) -> String {
        let inside = |part: &Self| match part {
            Self::All(_) | Self::Any(_) | Self::Not(_) => format!("({})", part.typed()),
            _ => part.typed(),
        };
        let list =
            |parts: &[Self], between| parts.iter().map(inside).collect::<Vec<_>>().join(between);
        match self {
            Self::Field(name, value) => format!("{name}:\"{value}\""),
            Self::Phrase(text) => format!("\"{text}\""),
            Self::Not(part) => format!("-{}", inside(part)),
            Self::All(parts) => list(parts, " "),
            Self::Any(parts) => list(parts, " OR "),
        }
    }
}

/// All passages of an index, and what is asked of them naively.
struct Scan {
    passages: Vec<StoredPassage>,
    /// The passages that have a phrase, by what the program says of the phrase alone; `phrase.rs`
    /// has those.
    phrases: BTreeMap<&'static str, BTreeSet<String>>,
}

const PHRASES: &[&str] = &["united front", "the", "统战工作", "数据"];

impl Scan {
    fn of(index: &Index) -> Self {
        let all = |text: &str| {
            ask(index, text, &[])
                .hits
                .into_iter()
                .map(|hit| hit.passage)
        };
        let passages: Vec<_> = all("lang:en OR lang:zh OR lang:mixed").collect();
        let ids = |phrase: &'static str| {
            (
                phrase,
                all(&format!("\"{phrase}\"")).map(|p| p.id).collect(),
            )
        };
        Self {
            passages,
            phrases: PHRASES.iter().map(|phrase| ids(phrase)).collect(),
        }
    }

    fn matching(&self, condition: &Condition) -> BTreeSet<String> {
        let ids = self.passages.iter().map(|p| &p.id);
        match condition {
            Condition::Phrase(text) => self.phrases[text].clone(),
            Condition::Not(part) => {
                let without = self.matching(part);
                ids.filter(|id| !without.contains(*id)).cloned().collect()
            }
            Condition::Any(parts) => parts.iter().flat_map(|part| self.matching(part)).collect(),
            Condition::All(parts) => {
                // Any of one field's values will do.
                let mut each: Vec<BTreeSet<String>> = Vec::new();
                let mut by_field: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
                for part in parts {
                    match part {
                        Condition::Field(name, _) => by_field
                            .entry(name)
                            .or_default()
                            .extend(self.matching(part)),
                        other => each.push(self.matching(other)),
                    }
                }
                each.extend(by_field.into_values());
                ids.filter(|id| each.iter().all(|set| set.contains(*id)))
                    .cloned()
                    .collect()
            }
            Condition::Field(name, value) => {
                let labels = self.labels(name, value);
                let found = self.passages.iter().filter(|p| match *name {
                    "lang" => p.lang.to_string() == *value,
                    "kind" => p.kind.to_string() == *value,
                    // A date stands for all days that begin as it does.
                    "since" => p
                        .brief
                        .date
                        .as_ref()
                        .is_some_and(|date| date[..value.len()] >= **value),
                    "until" => p
                        .brief
                        .date
                        .as_ref()
                        .is_some_and(|date| date[..value.len()] <= **value),
                    "date" => p
                        .brief
                        .date
                        .as_ref()
                        .is_some_and(|date| date[..value.len()] == **value),
                    _ => of_passage(p, name)
                        .iter()
                        .any(|label| labels.contains(label)),
                });
                found.map(|p| p.id.clone()).collect()
            }
        }
    }

    /// The labels, normalized, that `value` means: itself, or those that begin so, or those with it
    /// at the start of a word.
    fn labels(&self, name: &str, value: &str) -> BTreeSet<String> {
        let value = normalize(value);
        let there: BTreeSet<String> = self
            .passages
            .iter()
            .flat_map(|p| of_passage(p, name))
            .collect();
        let those = |holds: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
            there.iter().filter(|label| holds(label)).cloned().collect()
        };
        let is = those(&|label| label == value);
        if !is.is_empty() || value.bytes().all(|b| b.is_ascii_digit()) {
            return is;
        }
        let begins = those(&|label| label.starts_with(&value));
        if !begins.is_empty() {
            return begins;
        }
        let starts_word = |before: Option<char>| {
            before.is_none_or(|c| !c.is_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c))
        };
        those(&|label| {
            label
                .match_indices(&value)
                .any(|(at, _)| starts_word(label[..at].chars().next_back()))
        })
    }
}

/// The labels of a passage in a field, normalized.
fn of_passage(passage: &StoredPassage, name: &str) -> Vec<String> {
    let section = passage.section.as_ref();
    let labels: Vec<&String> = match name {
        "issue" => passage.brief.issue.iter().collect(),
        "section" => section
            .iter()
            .flat_map(|s| s.number.iter().chain([&s.title]))
            .collect(),
        "topic" => passage.topics.iter().collect(),
        "title" => vec![&passage.brief.title],
        _ => Vec::new(),
    };
    labels.into_iter().map(|label| normalize(label)).collect()
}

fn ask(index: &Index, text: &str, filters: &[Filter]) -> Results {
    let query = query::parse(text).expect("a query");
    let request = Request {
        filters: filters.to_vec(),
        limit: None,
        facets: true,
        ..Request::new(query)
    };
    search::search(index, &request).expect("an answer")
}

fn below(rng: &mut TestRng, n: usize) -> usize {
    usize::try_from(rng.next_u64() % n as u64).expect("a small number")
}

/// A field with a value that some passage has: whole, its beginning, a word in it, in other
/// letters.
fn any_field(rng: &mut TestRng, scan: &Scan) -> Condition {
    const NAMES: &[&str] = &[
        "issue", "section", "topic", "title", "lang", "kind", "since", "until", "date",
    ];
    loop {
        let name = NAMES[below(rng, NAMES.len())];
        let passage = &scan.passages[below(rng, scan.passages.len())];
        let value = match name {
            "lang" => passage.lang.to_string(),
            "kind" => passage.kind.to_string(),
            "since" | "until" | "date" => {
                let Some(date) = &passage.brief.date else {
                    continue;
                };
                date[..[4, 7, 10][below(rng, 3)]].to_owned()
            }
            _ => {
                let labels = of_passage(passage, name);
                if labels.is_empty() {
                    continue;
                }
                let label = &labels[below(rng, labels.len())];
                match below(rng, 4) {
                    0 => label
                        .chars()
                        .take(1 + below(rng, 6))
                        .collect::<String>()
                        .trim_end()
                        .to_owned(),
                    1 => label.split(' ').next_back().unwrap_or(label).to_owned(),
                    2 => label.to_uppercase(),
                    _ => label.clone(),
                }
            }
        };
        if !value.is_empty() && !value.contains('"') {
            return Condition::Field(name, value);
        }
    }
}

fn any_condition(rng: &mut TestRng, scan: &Scan, depth: usize) -> Condition {
    let some = |rng: &mut TestRng| {
        (0..2 + below(rng, 2))
            .map(|_| any_condition(rng, scan, depth - 1))
            .collect()
    };
    match below(rng, if depth > 0 { 10 } else { 6 }) {
        0..=3 => any_field(rng, scan),
        4 => Condition::Phrase(PHRASES[below(rng, PHRASES.len())]),
        5 => Condition::Not(Box::new(any_field(rng, scan))),
        6 => Condition::Not(Box::new(any_condition(rng, scan, depth - 1))),
        7 | 8 => Condition::All(some(rng)),
        _ => Condition::Any(some(rng)),
    }
}

fn ids(results: &Results) -> BTreeSet<String> {
    results
        .hits
        .iter()
        .map(|hit| hit.passage.id.clone())
        .collect()
}

/// Asks for many conditions, in the query and as options.
fn assert_as_scanned(index: &Index, cases: usize) {
    let scan = Scan::of(index);
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut found = 0;
    for _ in 0..cases {
        let condition = any_condition(&mut rng, &scan, 2);
        let typed = condition.typed();
        let results = ask(index, &typed, &[]);
        assert_eq!(ids(&results), scan.matching(&condition), "{typed}");
        assert_eq!(results.total, results.hits.len(), "{typed}");
        assert_counted(&results, &typed);
        assert_grouped(index, &typed, &results);
        found += usize::from(results.total > 0 && results.total < scan.passages.len());

        // Two as options beside a query that is not one of them.
        let options = [any_field(&mut rng, &scan), any_field(&mut rng, &scan)];
        let filters: Vec<Filter> = options.iter().map(filter).collect();
        let phrase = PHRASES[below(&mut rng, PHRASES.len())];
        let all = Condition::All([&[Condition::Phrase(phrase)], options.as_slice()].concat());
        assert_eq!(
            ids(&ask(index, &format!("\"{phrase}\""), &filters)),
            scan.matching(&all),
            "{all:?}"
        );
    }
    assert!(
        found * 3 > cases,
        "only {found} of {cases} told passages apart"
    );
}

fn filter(condition: &Condition) -> Filter {
    let Condition::Field(name, value) = condition else {
        panic!("{condition:?}")
    };
    Filter::new(Field::named(name).expect("a field"), value).expect("a value")
}

/// The counts are those of the hits.
fn assert_counted(results: &Results, what: &str) {
    let mut counts: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for p in results.hits.iter().map(|hit| &hit.passage) {
        let topics: BTreeSet<&String> = p.topics.iter().collect();
        let mut count =
            |name, label: String| *counts.entry(name).or_default().entry(label).or_default() += 1;
        p.brief
            .issue
            .iter()
            .for_each(|issue| count("issue", issue.clone()));
        p.section
            .iter()
            .for_each(|section| count("section", section.title.clone()));
        topics
            .into_iter()
            .for_each(|topic| count("topic", topic.clone()));
        p.brief
            .date
            .iter()
            .for_each(|date| count("month", date[..7].to_owned()));
        count("lang", p.lang.to_string());
        count("kind", p.kind.to_string());
    }
    let mut facets = results.facets.clone().expect("facets");
    facets.retain(|_, labels| !labels.is_empty());
    assert_eq!(facets, counts, "{what}");
}

/// The groups are the hits by brief.
fn assert_grouped(index: &Index, text: &str, all: &Results) {
    let mut naive: Vec<(String, usize)> = Vec::new();
    for source in all.hits.iter().map(|hit| &hit.passage.brief.source) {
        match naive.iter_mut().find(|(known, _)| known == source) {
            Some((_, total)) => *total += 1,
            None => naive.push((source.clone(), 1)),
        }
    }
    let query = query::parse(text).expect("a query");
    let request = Request {
        group: Some(2),
        limit: None,
        ..Request::new(query)
    };
    let groups = search::search(index, &request)
        .expect("an answer")
        .groups
        .expect("groups");
    let groups: Vec<_> = groups
        .briefs
        .into_iter()
        .map(|group| (group.brief.source, group.total))
        .collect();
    assert_eq!(groups, naive, "{text}");
}

#[test]
fn the_samples_are_narrowed_as_a_scan_narrows_them() {
    assert_as_scanned(&Index::open(sample()).expect("an index"), 100);
}

/// Briefs whose labels begin alike, hold each other, are numbers, or are not there at all.
fn generated() -> Briefs {
    const LABELS: &[&str] = &[
        "Data",
        "Data security",
        "Open data",
        "数据安全",
        "數據",
        "1",
        "12",
        "Économie",
        "Plan B",
        "United front",
    ];
    const DATES: &[&str] = &[
        "2019-12-31",
        "2020-01-01",
        "2020-02-29",
        "2020-09-20",
        "2021-10-01",
    ];
    const TEXTS: &[&str] = &[
        "The united front.",
        "统战工作要做实。",
        "數據要流得動。",
        "The 数据 of the plan.",
        "> 统战工作",
    ];
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let briefs = Briefs::empty();
    for n in 0..24 {
        let mut pick = |from: &[&'static str]| from[below(&mut rng, from.len())];
        let (first, second) = (pick(&LABELS[..5]), pick(&LABELS[5..]));
        let mut text = format!(
            "---\ntitle: \"{} {n}\"\ntopics: [\"{first}\", \"{second}\"]\n",
            pick(LABELS)
        );
        if n % 3 > 0 {
            text.extend(["date: ", pick(DATES), "\n"]);
        }
        if n % 4 > 0 {
            text.extend(["issue: \"", &n.to_string(), ["", "a"][n % 2], "\"\n"]);
        }
        text += "---\n\n";
        for section in 1..=n % 4 {
            let number = if n % 2 == 0 {
                format!("{section}. ")
            } else {
                String::new()
            };
            text.extend([
                "# ",
                &number,
                pick(LABELS),
                "\n\n",
                pick(TEXTS),
                "\n\n",
                pick(TEXTS),
                "\n\n",
            ]);
        }
        text += pick(TEXTS);
        briefs.write(&format!("{}/{n}.md", n % 2), text + "\n");
        if n % 8 == 7 {
            // A run for every few, so that there are several segments.
            assert_eq!(briefs.run(&["index", "--quiet"]).code, 0);
        }
    }
    briefs
}

#[test]
fn generated_briefs_are_narrowed_as_a_scan_narrows_them() {
    let briefs = generated();
    assert_as_scanned(&Index::open(&briefs.index()).expect("an index"), 100);
}

#[test]
fn by_date_the_latest_come_first_and_undated_ones_last() {
    let briefs = generated();
    for index in [sample().to_owned(), briefs.index()] {
        let index = Index::open(&index).expect("an index");
        for text in ["\"the\"", "数据", "kind:prose"] {
            let request = Request {
                sort: Sort::Date,
                limit: None,
                ..Request::new(query::parse(text).expect("a query"))
            };
            let by_date = search::search(&index, &request).expect("an answer").hits;
            let key = |p: &StoredPassage| {
                let (brief, ordinal) = p.id.rsplit_once('#').expect("an id");
                let ordinal: usize = ordinal.parse().expect("a number");
                (
                    std::cmp::Reverse(p.brief.date.clone()),
                    brief.to_owned(),
                    ordinal,
                )
            };
            let mut expected: Vec<_> = ask(&index, text, &[])
                .hits
                .iter()
                .map(|hit| key(&hit.passage))
                .collect();
            expected.sort();
            assert!(expected.len() > 2, "{text}");
            assert_eq!(
                by_date
                    .iter()
                    .map(|hit| key(&hit.passage))
                    .collect::<Vec<_>>(),
                expected,
                "{text}"
            );
        }
    }
}

#[test]
fn the_pages_are_the_whole() {
    let row = |hit: &Hit| (hit.rank, hit.id.clone());
    for query in [
        "united front",
        "\"统战工作\"",
        "what is the plan?",
        "lang:zh",
        "regulat* -data",
    ] {
        for sort in ["relevance", "date"] {
            let whole = run_search(sample(), &[query, "--sort", sort, "--limit", "0"]);
            let whole: Vec<_> = whole.hits.iter().map(row).collect();
            assert_eq!(
                whole.iter().map(|(rank, _)| *rank).collect::<Vec<_>>(),
                (1..=whole.len()).collect::<Vec<_>>()
            );
            let mut pages = Vec::new();
            loop {
                let offset = pages.len().to_string();
                let page = run_search(
                    sample(),
                    &[query, "--sort", sort, "--limit", "7", "--offset", &offset],
                );
                assert_eq!(page.total, whole.len(), "{query}");
                if page.hits.is_empty() {
                    break;
                }
                pages.extend(page.hits.iter().map(row));
            }
            assert_eq!(pages, whole, "{query} by {sort}");
        }
    }
}

#[test]
fn an_option_is_what_the_query_says() {
    for (option, value, typed) in [
        ("--issue", "5", "issue:5"),
        ("--issue", "#5", "issue:#5"),
        ("--section", "United front", "section:\"united front\""),
        ("--section", "二", "section:二"),
        ("--topic", "data security", "topic:\"Data Security\""),
        ("--lang", "zh", "lang:zh"),
        ("--since", "2022", "since:2022-01-01"),
        ("--until", "2019-06", "until:2019-06-30"),
    ] {
        let ids = |args: &[&str]| -> Vec<String> {
            let args = [args, &["--limit", "0"]].concat();
            run_search(sample(), &args)
                .hits
                .into_iter()
                .map(|hit| hit.id)
                .collect()
        };
        let as_option = ids(&["统战 OR the", option, value]);
        assert!(!as_option.is_empty(), "{option} {value}");
        assert_eq!(
            as_option,
            ids(&[&format!("(统战 OR the) {typed}")]),
            "{option} {value}"
        );
        // What is left is the rest.
        let rest = ids(&[&format!("(统战 OR the) -{typed}")]);
        assert_eq!(
            as_option.len() + rest.len(),
            ids(&["统战 OR the"]).len(),
            "{option} {value}"
        );
    }
}

#[test]
fn by_date_the_latest_come_first_however_many_there_are() {
    let text = |date: &str| {
        format!(
            "---\ndate: {date}\n---\n\n{}",
            "The ministry meets again.\n\n".repeat(100)
        )
    };
    let briefs = Briefs::of(&[
        ("a.txt", &text("2020-01-01")),
        ("b.txt", &text("2021-01-01")),
    ]);
    for query in ["lang:en", "ministry"] {
        let latest = briefs.search(&[query, "--sort", "date", "--limit", "3"]);
        assert!(latest.total >= 200, "{query}: {}", latest.total);
        assert!(
            latest.hits.iter().all(|hit| hit.brief.source == "b.txt"),
            "{query}"
        );
    }
}

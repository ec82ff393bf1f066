//! A folder and a cluster must answer alike: the same passages, totals and facets for any query.

use std::env;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use yinde::analysis::tokens;
use yinde::index::{Index, StoredPassage};
use yinde::indexing::{Options, reindex};
use yinde::search::{self, Request, Results, across};
use yinde::{analysis, place};

use crate::random::Random;
use crate::support::{Briefs, Cluster, project};

/// Number of queries, unless `YINDE_CLUSTER_QUERIES` tells another.
const QUERIES: usize = 300;
/// The share of queries whose first hit must be the same, in a hundred.
const SAME_FIRST: usize = 99;
/// Number of threads that ask.
const THREADS: usize = 2;

/// A corpus in a folder's index and in a cluster.
struct Both {
    _folder: tempfile::TempDir,
    here: Index,
    there: Index,
    passages: Vec<StoredPassage>,
    labels: Vec<(&'static str, String)>,
}

impl Both {
    fn of(corpus: &Path, address: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("index");
        let cluster = PathBuf::from(address);
        let corpus = [corpus.to_owned()];
        for place in [&root, &cluster] {
            reindex(
                &corpus,
                place,
                Options::default(),
                &|_| {},
            )
            .expect("a run");
        }
        let (here, briefs) = place::open_with_briefs(&root).expect("a folder's index");
        let there = place::open(&cluster).expect("a cluster's index");
        let mut passages = Vec::new();
        for brief in &briefs {
            let of_brief = search::passages(&here, &brief.id, 1..=u32::MAX);
            passages.extend(of_brief.expect("passages"));
        }
        passages.retain(|passage| passage.text.chars().count() > 20);
        let mut labels = Vec::new();
        for passage in passages.iter().step_by(11) {
            let label = &passage.label;
            labels.push(("source", label.brief.source.clone()));
            labels.extend(
                label
                    .topics
                    .iter()
                    .map(|topic| ("topic", topic.clone())),
            );
            let section = label.section.as_ref();
            labels.extend(section.map(|section| ("section", section.title.clone())));
            labels.extend(
                label
                    .brief
                    .issue
                    .clone()
                    .map(|issue| ("issue", issue)),
            );
        }
        Self {
            _folder: folder,
            here,
            there,
            passages,
            labels,
        }
    }

    /// Returns some words of a passage, as they are in it.
    fn words(&self, random: &mut Random, count: usize) -> String {
        let passage = random.pick(&self.passages);
        let normalized = analysis::normalize(&passage.text).text;
        let all = tokens(&normalized);
        if all.is_empty() {
            return String::new();
        }
        let first = random.below(all.len());
        let last = (first + count - 1).min(all.len() - 1);
        normalized[all[first].range.start..all[last].range.end].replace(['"', '\n'], " ")
    }

    /// Returns a part of a query.
    fn part(&self, random: &mut Random) -> String {
        let count = 1 + random.below(5);
        let words = self.words(random, count);
        let plain = words.replace(|c: char| "()*~:-".contains(c), " ");
        match random.below(8) {
            0 | 1 => format!("\"{words}\""),
            2 => plain,
            3 => self
                .words(random, 1)
                .replace(':', " "),
            4 => {
                let word = self.words(random, 1);
                let half = word.chars().count().div_ceil(2);
                let start: String = word.chars().take(half).collect();
                format!("{start}*")
            }
            5 => {
                let mut start: String = words;
                start.pop();
                format!("\"{start}*\"")
            }
            6 => format!("\"{words}\"~{}", 1 + random.below(6)),
            _ => format!("{plain} {}", self.words(random, 1)),
        }
    }

    /// Returns a query of any kind.
    fn query(&self, random: &mut Random) -> String {
        match random.below(12) {
            0 => format!(
                "{} OR {}",
                self.part(random),
                self.part(random)
            ),
            1 => format!(
                "{} -{}",
                self.part(random),
                self.words(random, 1)
            ),
            2 => format!(
                "({} OR {}) {}",
                self.part(random),
                self.part(random),
                self.part(random)
            ),
            3 => {
                let (field, label) = random.pick(&self.labels);
                format!(
                    "{} {field}:\"{}\"",
                    self.part(random),
                    label.replace('"', " ")
                )
            }
            4 | 5 => {
                let sentence = self.words(random, 12);
                let is_han = sentence.contains(|c: char| c > '\u{2e80}');
                let mark = if is_han {
                    "？"
                } else {
                    "?"
                };
                format!(
                    "{}{mark}",
                    sentence.replace(|c: char| "()*~:-".contains(c), " ")
                )
            }
            6 => format!("what about {}?", self.part(random)),
            _ => self.part(random),
        }
    }

    /// Returns options of any kind.
    fn options(&self, random: &mut Random) -> Vec<(&'static str, String)> {
        let mut options = Vec::new();
        match random.below(9) {
            0 => options.push((
                "lang",
                random
                    .pick(&["en", "zh", "mixed"])
                    .to_string(),
            )),
            1 => options.push((
                "kind",
                random
                    .pick(&["prose", "quote", "heading", "item"])
                    .to_string(),
            )),
            2 => options.push((
                "date",
                random
                    .pick(&["2021", "2020..2022", "..2021", "2023.."])
                    .to_string(),
            )),
            3 => options.push(random.pick(&self.labels).clone()),
            4 => options.push((
                "added",
                random
                    .pick(&["2020..", "..2019"])
                    .to_string(),
            )),
            _ => {}
        }
        match random.below(12) {
            0 => options.push(("fuzzy", "true".to_owned())),
            1 => options.push(("sort", "newest".to_owned())),
            2 => options.push(("sort", "oldest".to_owned())),
            3 => options.push(("group", "issue".to_owned())),
            4 => options.push(("across", "true".to_owned())),
            _ => {}
        }
        options
    }

    /// Asks both. Returns their answers, if the query is one.
    fn ask(
        &self,
        query: &str,
        options: &[(&'static str, String)],
        limit: &str,
    ) -> Option<[yinde::Result<Results>; 2]> {
        let options = options
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let options = options.chain([("limit", limit), ("facets", "true")]);
        let request = Request::from_options(query, options).ok()?;
        Some([
            across::search(&self.here, &request),
            across::search(&self.there, &request),
        ])
    }
}

/// Returns all of an answer that must be the same: the ids in order of their names, the numbers and
/// everything that is said besides.
fn contents(results: &yinde::Result<Results>) -> String {
    let results = match results {
        Ok(results) => results,
        Err(error) => return error.kind().to_owned(),
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}\n{:#?}\n{:#?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        results.total,
        results.facets,
        results.zero_hits,
        results.notes,
        results.expanded,
        results.relaxed,
        results.unknown,
        results.across,
        results.forms,
    );
    if let Some(groups) = &results.groups {
        let _ = writeln!(text, "{} groups", groups.total);
    }
    let mut ids: Vec<String> = results
        .hits
        .iter()
        .map(shown)
        .collect();
    ids.sort();
    text + &ids.join("\n")
}

/// Returns the id of a hit with its score, and what is highlighted.
fn shown(hit: &search::Hit) -> String {
    format!(
        "{} {} {:?} {:?}",
        hit.passage.label.id, hit.score, hit.spans, hit.via
    )
}

fn first(results: &Results) -> Option<&str> {
    let first = results.hits.first()?;
    Some(&first.passage.label.id)
}

/// Numbers of queries.
#[derive(Default)]
struct Counts {
    asked: AtomicUsize,
    same_first: AtomicUsize,
    with_hits: AtomicUsize,
    same_ten: AtomicUsize,
}

fn compare(both: &Both, seed: u64, queries: usize, counts: &Counts) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut differences = Vec::new();
    for _ in 0..queries {
        let query = both.query(&mut random);
        let options = both.options(&mut random);
        let Some([here, there]) = both.ask(&query, &options, "0") else {
            continue;
        };
        counts
            .asked
            .fetch_add(1, Ordering::Relaxed);
        let (here, there) = (contents(&here), contents(&there));
        if here != there {
            let changed = here.lines().zip(there.lines());
            let changed = changed.filter(|(a, b)| a != b);
            let changed: Vec<String> = changed
                .take(6)
                .map(|(a, b)| format!("\n  here  {a}\n  there {b}"))
                .collect();
            differences.push(format!(
                "{query:?} {options:?}{}",
                changed.concat()
            ));
        }
        let Some([Ok(here), Ok(there)]) = both.ask(&query, &options, "10") else {
            continue;
        };
        if here.hits.is_empty() {
            continue;
        }
        counts
            .with_hits
            .fetch_add(1, Ordering::Relaxed);
        let is_same = first(&here) == first(&there);
        counts
            .same_first
            .fetch_add(usize::from(is_same), Ordering::Relaxed);
        let ten = |results: &Results| {
            results
                .hits
                .iter()
                .map(shown)
                .collect::<Vec<_>>()
        };
        let is_same = ten(&here) == ten(&there);
        counts
            .same_ten
            .fetch_add(usize::from(is_same), Ordering::Relaxed);
    }
    differences
}

#[test]
fn any_query_is_answered_as_from_a_folder() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::empty(cluster);
    let corpus = env::var("YINDE_CLUSTER_CORPUS").map_or_else(
        |_| project().join("corpus"),
        PathBuf::from,
    );
    let queries = env::var("YINDE_CLUSTER_QUERIES").ok();
    let queries = queries.and_then(|queries| queries.parse().ok());
    let queries: usize = queries.unwrap_or(QUERIES);
    let both = Both::of(&corpus, &briefs.address());
    let counts = Counts::default();
    let mut differences = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS as u64)
            .map(|seed| {
                let (both, counts) = (&both, &counts);
                scope.spawn(move || compare(both, seed, queries / THREADS, counts))
            })
            .collect();
        for thread in threads {
            differences.extend(thread.join().expect("a thread"));
        }
    });
    let number = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let (asked, same) = (
        number(&counts.asked),
        number(&counts.same_first),
    );
    let with_hits = number(&counts.with_hits);
    eprintln!(
        "{asked} queries, {} differences; {same} of {with_hits} with hits have the same first, \
         {} the same ten",
        differences.len(),
        number(&counts.same_ten),
    );
    assert!(
        differences.is_empty(),
        "{}",
        differences[..differences.len().min(20)].join("\n")
    );
    assert!(same * 100 >= with_hits * SAME_FIRST);
    assert!(
        asked * 10 > queries * 8,
        "most of the queries are queries"
    );
}

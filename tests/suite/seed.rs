//! Hard queries over the sample corpus find the passages of `tests/data/seed.tsv`.

use std::collections::BTreeSet;

use super::real_brief::shell_words;
use super::support::{Hit, project, sample, search};

/// Brief and line of a hit: `008:23`, or `2024/014:31` in a folder.
fn place(hit: &Hit) -> String {
    let brief = hit
        .brief
        .source
        .replace("brief-", "");
    let name = brief
        .rsplit_once('.')
        .map_or(brief.as_str(), |(name, _)| name);
    format!("{name}:{}", hit.line)
}

/// Whether these are the wanted places, in any order.
fn are(found: &[String], wanted: &BTreeSet<&str>) -> bool {
    let found: BTreeSet<&str> = found
        .iter()
        .map(String::as_str)
        .collect();
    found == *wanted
}

/// A message if the answer to `query` is not the expected one.
fn failure(query: &str, expect: &str, places: &str) -> Option<String> {
    let args = shell_words(query);
    let mut args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .collect();
    args.extend(["--limit", "0"]);
    let found: Vec<String> = search(sample(), &args)
        .hits
        .iter()
        .map(place)
        .collect();
    let wanted: BTreeSet<&str> = places.split_whitespace().collect();
    let holds = match expect {
        "exactly" => are(&found, &wanted),
        "first" => are(&found[..found.len().min(1)], &wanted),
        "top" => are(
            &found[..found.len().min(wanted.len())],
            &wanted,
        ),
        "without" => {
            let is_found = |place: &&str| {
                found
                    .iter()
                    .any(|found| found == place)
            };
            !found.is_empty() && !wanted.iter().any(is_found)
        }
        other => panic!("{other} is not expected of any query"),
    };
    (!holds).then(|| {
        format!(
            "{query}\n  {expect} {places}\n  found   {}",
            found.join(" ")
        )
    })
}

#[test]
fn every_hard_query_finds_what_it_must() {
    let table =
        std::fs::read_to_string(project().join("tests/data/seed.tsv")).expect("the queries");
    let rows = table
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty());
    let rows: Vec<Vec<&str>> = rows
        .map(|row| row.split('\t').collect())
        .collect();
    assert!(
        rows.len() > 50,
        "only {} rows",
        rows.len()
    );
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|row| failure(row[0], row[1], row[2]))
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        rows.len(),
        failures.join("\n")
    );
}

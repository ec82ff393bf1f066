//! Hard queries over the sample corpus, and what they must find: `tests/data/seed.tsv`.

use std::collections::BTreeSet;

use super::real_brief::shell_words;
use super::support::{Hit, project, sample, search};

/// `008:23`, or `2024/014:31` in a folder.
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

/// What is wrong with the answer to `query`, if anything.
fn wrong(query: &str, expect: &str, places: &str) -> Option<String> {
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
    let set = |found: &[String]| -> BTreeSet<String> { found.iter().cloned().collect() };
    let are_wanted = |found: &[String]| {
        set(found)
            .iter()
            .map(String::as_str)
            .eq(wanted.iter().copied())
    };
    let holds = match expect {
        "exactly" => are_wanted(&found),
        "first" => are_wanted(&found[..found.len().min(1)]),
        "top" => are_wanted(&found[..found.len().min(wanted.len())]),
        "without" => {
            !found.is_empty()
                && wanted
                    .iter()
                    .all(|place| !set(&found).contains(*place))
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
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| wrong(row[0], row[1], row[2]))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

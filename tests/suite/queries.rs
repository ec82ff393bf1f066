//! The query language as a table: what each query means.

use yinde::Error;
use yinde::query::{self, Query};

use super::support::project;

/// The notation of `tests/data/queries.tsv`.
fn notation(query: &Query) -> String {
    let list = |parts: &[Query]| parts.iter().map(notation).collect::<Vec<_>>().join(", ");
    match query {
        Query::Words(words) => format!("words({})", words.join(" ")),
        Query::Phrase(text, 0) => format!("phrase(\"{text}\")"),
        Query::Phrase(text, slop) => format!("phrase(\"{text}\")~{slop}"),
        Query::Prefix(start) => format!("prefix({start})"),
        Query::Filter(filter) => filter.to_string().replacen(' ', "=", 1),
        Query::Not(inside) => format!("not({})", notation(inside)),
        Query::All(parts) => format!("all({})", list(parts)),
        Query::Any(parts) => format!("any({})", list(parts)),
    }
}

fn meaning(text: &str) -> String {
    match query::parse(text) {
        Ok(query) => notation(&query),
        Err(Error::Query { column, .. }) => format!("error@{column}"),
        Err(other) => panic!("{text}: {other}"),
    }
}

#[test]
fn every_query_means_what_the_table_says() {
    let table =
        std::fs::read_to_string(project().join("tests/data/queries.tsv")).expect("the table");
    let rows: Vec<(&str, &str)> = table
        .lines()
        .filter_map(|row| row.split_once('\t'))
        .collect();
    assert!(rows.len() > 100, "only {} rows", rows.len());
    let others: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| meaning(text) != *expected)
        .map(|(text, expected)| {
            format!(
                "{text}\n  expected {expected}\n  means    {}",
                meaning(text)
            )
        })
        .collect();
    assert!(
        others.is_empty(),
        "{} of {}:\n{}",
        others.len(),
        rows.len(),
        others.join("\n")
    );
}

#[test]
fn a_blank_of_any_kind_parts_words() {
    for blank in ["\t", "\n", "\r\n", "\u{a0}", "\u{2003}", "\u{3000}"] {
        assert_eq!(
            meaning(&format!("united{blank}front")),
            "words(united front)",
            "{blank:?}"
        );
    }
}

#[test]
fn what_is_refused_says_why_and_where() {
    let refused = |text: &str| query::parse(text).expect_err("refused").to_string();
    assert!(refused("統戰 lang:fr").contains("unknown language \"fr\"; expected en, zh or mixed"));
    assert!(
        refused("since:2020-02-30")
            .contains("\"2020-02-30\" is not a date; write 2020, 2020-09 or 2020-09-20")
    );
    let deep = refused(&"(".repeat(51));
    assert!(deep.contains("more than 50 parentheses"), "{deep}");
    let long = refused(&"a".repeat(10_001));
    assert!(long.contains("10001 bytes"), "{long}");
    assert!(query::parse(&"a".repeat(10_000)).is_ok());
}

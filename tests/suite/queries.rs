//! The query language as a table: each query, and its meaning.

use yinde::Error;
use yinde::query::{self, Field, Query};

use super::support::project;

/// Writes a query in the notation of `tests/data/queries.tsv`.
fn notation(query: &Query) -> String {
    match query {
        Query::Words(words) => format!("words({})", words.join(" ")),
        Query::Phrase(text, 0) => format!("phrase(\"{text}\")"),
        Query::Phrase(text, slop) => format!("phrase(\"{text}\")~{slop}"),
        Query::Prefix(start) => format!("prefix({start})"),
        Query::Filter(filter) => format!(
            "{}={}",
            filter.field.name(),
            filter.value
        ),
        Query::Not(inside) => format!("not({})", notation(inside)),
        Query::All(parts) => format!("all({})", notations(parts)),
        Query::Any(parts) => format!("any({})", notations(parts)),
    }
}

fn notations(parts: &[Query]) -> String {
    let notations: Vec<String> = parts.iter().map(notation).collect();
    notations.join(", ")
}

fn meaning(text: &str) -> String {
    match query::parse(text) {
        Ok(query) => notation(&query),
        Err(Error::Query { column, .. }) => format!("error@{column}"),
        Err(other) => panic!("{text}: {other}"),
    }
}

fn refusal(text: &str) -> String {
    let error = query::parse(text).expect_err("an error");
    error.to_string()
}

#[test]
fn queries_are_parsed_as_the_table_says() {
    let path = project().join("tests/data/queries.tsv");
    let table = std::fs::read_to_string(path).expect("the table");
    let mut rows = 0;
    let mut failures = Vec::new();
    for row in table.lines() {
        let Some((text, expected)) = row.split_once('\t') else {
            continue;
        };
        rows += 1;
        let meaning = meaning(text);
        if meaning != expected {
            failures.push(format!(
                "{text}\n  expected {expected}\n  means    {meaning}"
            ));
        }
    }
    assert!(rows > 100, "only {rows} rows");
    let failed = failures.len();
    assert!(
        failures.is_empty(),
        "{failed} of {rows}:\n{}",
        failures.join("\n")
    );
}

#[test]
fn fields_are_named_in_any_case() {
    for field in Field::ALL {
        let name = field.name().to_uppercase();
        assert_eq!(Field::named(&name), Some(*field));
    }
    assert_eq!(Field::named("colour"), None);
}

#[test]
fn space_of_any_kind_separates_words() {
    for space in ["\t", "\n", "\r\n", "\u{a0}", "\u{2003}", "\u{3000}"] {
        let meaning = meaning(&format!("united{space}front"));
        assert_eq!(
            meaning, "words(united front)",
            "{space:?}"
        );
    }
}

#[test]
fn errors_name_the_mistake_and_what_is_allowed() {
    let lang = refusal("統戰 lang:fr");
    let expected = "unknown language \"fr\"; expected en, zh or mixed";
    assert!(lang.contains(expected), "{lang}");

    let date = refusal("since:2020-02-30");
    let expected = "\"2020-02-30\" is not a date; write 2020, 2020-09 or 2020-09-20";
    assert!(date.contains(expected), "{date}");

    let deep = refusal(&"(".repeat(51));
    let expected = "parentheses nested more than 50 levels deep";
    assert!(deep.contains(expected), "{deep}");
}

#[test]
fn queries_of_more_than_10000_bytes_are_errors() {
    let long = refusal(&"a".repeat(10_001));
    assert!(long.contains("10001 bytes"), "{long}");
    assert!(query::parse(&"a".repeat(10_000)).is_ok());
}

//! Notes on a query: whatever means something else than typed is said.

use regex::Regex;

use super::support::{Briefs, search};

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.md",
            "---\ntitle: Tea\nissue: 2\nseries: Harbour Notes\ndate: 2024-01-02\n---\n\n\
             The labour party said it to us.\n\nUS policy on tea.\n\nOld women drank tea.\n",
        ),
        (
            "b.md",
            "---\ntitle: Coffee\nissue: 2\nseries: River Letter\n---\n\n\
             The labor party drinks tea.\n\nThe WHO says who drinks tea of all kinds.\n",
        ),
    ])
}

/// Returns the notes on a search.
fn notes(briefs: &Briefs, args: &[&str]) -> Vec<String> {
    search(&briefs.index(), args).notes
}

#[test]
fn what_means_something_else_than_typed_is_said() {
    let briefs = briefs();
    for (query, said) in [
        (
            "\"tea party",
            "the quotation mark before “tea party” is not closed",
        ),
        (
            "“drinks tea",
            "the quotation mark before “drinks tea” is not closed",
        ),
        (
            "wom?n tea",
            "* and ? in “wom?n” stand for no letters",
        ),
        (
            "*men tea",
            "* and ? in “*men” stand for no letters",
        ),
        (
            "wo*en tea",
            "* and ? in “wo*en” stand for no letters",
        ),
        (
            "\"drinks * kinds\"",
            "* and ? in “drinks * kinds” stand for no letters",
        ),
        ("author:smith tea", "no field “author”"),
        (
            "author:smith tea",
            "fields: issue, section, topic",
        ),
        (
            "tea || coffee",
            "“||” means nothing; OR separates alternatives",
        ),
        ("tea && coffee", "“&&” means nothing"),
        ("tea !coffee", "“!coffee” means nothing"),
        ("tea~2", "~ in “tea~2” means nothing"),
        (
            "\"drinks tea\" ~x",
            "~ in “~x” means nothing",
        ),
        (
            "tea of the party",
            "not required: of, the",
        ),
        (
            "OR",
            "the query has no word to search for",
        ),
        (
            "*",
            "the query has no word to search for",
        ),
        (
            "...",
            "the query has no word to search for",
        ),
        (
            "tea date:2024",
            "left out by the date: 2 passages of briefs without one",
        ),
        (
            "\"labour party\"",
            "also spelt “labor party”: 1",
        ),
        (
            "\"labor party\"",
            "also spelt “labour party”: 1",
        ),
    ] {
        let notes = notes(&briefs, &[query]);
        let is_said = notes
            .iter()
            .any(|note| note.contains(said));
        assert!(is_said, "{query}: {notes:?}");
        let text = briefs
            .run(&["search", "--", query])
            .stdout;
        let line: String = text.replace('\n', " ");
        assert!(line.contains(said), "{query}: {text}");
    }
}

#[test]
fn an_ordinary_query_has_no_notes() {
    let briefs = briefs();
    for query in [
        "tea",
        "\"drinks tea\"",
        "who drinks tea?",
        "women*",
        "\"drinks te*\"",
        "tea OR coffee",
        "tea -coffee",
        "\"tea drinks\"~3",
        "title:tea women",
        "https://example.org OR tea",
        "10:30 OR tea",
        "tea?",
    ] {
        assert_eq!(
            notes(&briefs, &[query]),
            [""; 0],
            "{query}"
        );
    }
}

#[test]
fn other_ways_of_typing_mean_what_they_look_like() {
    let briefs = briefs();
    let total = |args: &[&str]| search(&briefs.index(), args).total;
    for (query, like) in [
        ("tea ＯＲ party", "tea OR party"),
        ("women＊", "women*"),
        ("\"drinks＊\"", "\"drinks*\""),
        ("\"tea drinks\" ~3", "\"tea drinks\"~3"),
        ("\"tea drinks\"～３", "\"tea drinks\"~3"),
        ("«drinks tea»", "\"drinks tea\""),
        ("the «drinks tea» of", "\"drinks tea\""),
        ("NOT NOT women", "women"),
        ("tea NOT NOT women", "tea women"),
        (
            "ｔｉｔｌｅ：Coffee tea",
            "title:coffee tea",
        ),
        ("title:(Tea OR Coffee) tea", "tea"),
        ("title:(coffee) tea", "title:coffee tea"),
        (
            "tea -title:(Tea OR \"No such\")",
            "tea title:coffee",
        ),
        ("series:harbour tea", "title:tea tea"),
        ("brief:b tea", "title:coffee tea"),
        ("source:b.md tea", "title:coffee tea"),
    ] {
        assert_eq!(
            total(&[query]),
            total(&[like]),
            "{query}"
        );
        assert!(total(&[query]) > 0, "{query}");
    }
}

#[test]
fn capitals_mean_another_word() {
    let briefs = briefs();
    let first = |query: &str| {
        let answer = search(&briefs.index(), &[query]);
        let marked = answer.hits[0].marked().join(" ");
        (answer.total, marked)
    };
    assert_eq!(first("US"), (2, "US".to_owned()));
    assert_eq!(
        first("US policy"),
        (1, "US policy".to_owned())
    );
    assert!(first("WHO").1.starts_with("WHO"));
}

#[test]
fn series_with_one_issue_number_are_told_apart() {
    let briefs = briefs();
    let answer = search(&briefs.index(), &["tea", "--facets"]);
    let facets = answer.facets.expect("facets");
    let issues: Vec<&String> = facets["issue"].keys().collect();
    assert_eq!(
        issues,
        ["Harbour Notes 2", "River Letter 2"]
    );
    assert_eq!(facets["month"]["no date"], 2);
    assert_eq!(facets["series"].len(), 2);
    assert_eq!(
        facets["source"]["a.md"],
        facets["brief"]["a"]
    );
    let text = briefs
        .run(&["search", "tea"])
        .stdout;
    assert!(
        text.contains("River Letter #2"),
        "{text}"
    );
}

#[test]
fn options_of_one_letter_work_or_are_refused() {
    let briefs = briefs();
    let lines = |args: &[&str]| {
        briefs
            .run(args)
            .stdout
            .lines()
            .count()
    };
    assert_eq!(
        lines(&["search", "-n", "1", "-f", "jsonl", "tea"]),
        1
    );
    assert_eq!(
        lines(&["search", "tea", "-n1", "-fjsonl"]),
        1
    );
    for option in ["-x", "-z", "-q"] {
        let out = briefs.run(&["search", option, "3", "tea"]);
        assert_eq!(out.code, 2, "{option}");
        assert!(
            out.stderr.contains(option),
            "{}",
            out.stderr
        );
    }
    for (option, said) in [
        ("-nn", "'n' for '--limit"),
        ("-n3x", "'3x' for '--limit"),
        ("-fjsn", "'jsn' for '--format"),
        ("-limit", "write --limit for the option"),
        (
            "-format=json",
            "write --format for the option",
        ),
        ("-count", "or NOT count to exclude"),
    ] {
        let out = briefs.run(&["search", option, "3", "tea"]);
        assert_eq!(out.code, 2, "{option}");
        assert!(
            out.stderr.contains(said),
            "{}",
            out.stderr
        );
    }
    assert_eq!(
        lines(&["search", "-pn", "1", "-f", "jsonl", "drinks tea"]),
        1
    );
    let without = briefs.run(&["search", "-n", "0", "-f", "jsonl", "tea", "-women"]);
    assert!(
        !without.stdout.contains("women"),
        "{}",
        without.stdout
    );
}

#[test]
fn the_oldest_come_first_and_the_undated_last() {
    let briefs = briefs();
    briefs.write(
        "c.md",
        "---\ntitle: C\ndate: 1999-01-02\n---\n\nOld tea.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    for (order, sources) in [
        ("oldest", ["c.md", "a.md", "b.md"]),
        ("newest", ["a.md", "c.md", "b.md"]),
    ] {
        let answer = search(
            &briefs.index(),
            &["tea", "--sort", order],
        );
        let mut found: Vec<&str> = Vec::new();
        for hit in &answer.hits {
            found.push(&hit.brief.source);
        }
        found.dedup();
        assert_eq!(found, sources);
    }
}

#[test]
fn a_count_is_a_number() {
    let briefs = briefs();
    let out = briefs.run(&["search", "--count", "tea"]);
    assert_eq!(
        (out.code, out.stdout.as_str()),
        (0, "5\n")
    );
    let out = briefs.run(&["search", "--count", "cocoa"]);
    assert_eq!(
        (out.code, out.stdout.as_str()),
        (1, "0\n")
    );
}

#[test]
fn an_explanation_adds_up() {
    let briefs = briefs();
    let out = briefs
        .run(&["search", "--explain", "tea", "-n", "9"])
        .stdout;
    let line: Vec<&str> = out.split_whitespace().collect();
    let equation =
        Regex::new(r"([\d.]+) = \(([^)]*)\)((?: × [\d.]+ for [a-z ]*[a-z])*)").expect("a pattern");
    let number = Regex::new(r"\d+\.\d{3}").expect("a pattern");
    let numbers = |text: &str| -> Vec<f64> {
        let found = number.find_iter(text);
        found
            .map(|found| {
                found
                    .as_str()
                    .parse()
                    .expect("a number")
            })
            .collect()
    };
    let line = line.join(" ");
    let mut explained = 0;
    for found in equation.captures_iter(&line) {
        let sum: f64 = numbers(&found[2]).iter().sum();
        let factors: f64 = numbers(&found[3]).iter().product();
        let score: f64 = found[1].parse().expect("a score");
        assert!(
            (sum * factors - score).abs() < 0.005,
            "{}",
            &found[0]
        );
        explained += 1;
    }
    assert!(explained > 3, "{out}");
}

//! The real brief, which a fresh clone doesn't have: its outline by a person, and queries with the
//! passages that they must find.

use std::process::Command;

use yinde::formats;
use yinde::model::{Brief, Passage};

use super::support::{Briefs, has_program, shared};

/// The real brief in an index of its own; `None` if it is missing.
fn indexed() -> Option<Briefs> {
    let text = std::fs::read_to_string(shared("corpus/brief-042.txt")?).expect("the real brief");
    Some(Briefs::of(&[("brief-042.txt", &text)]))
}

#[test]
fn its_outline_is_that_of_a_person() {
    let (Some(brief), Some(table)) = (
        shared("corpus/brief-042.txt"),
        shared("accept/brief-042.outline.tsv"),
    ) else {
        return;
    };
    let text = std::fs::read_to_string(brief).expect("the real brief");
    let brief = formats::parse_text("brief-042.txt", &text).brief;
    let table = std::fs::read_to_string(table).expect("the outline");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|row| !row.starts_with('#'))
        .map(|row| row.split('\t').collect())
        .collect();
    assert_eq!(brief.passages.len(), rows.len());
    let mut other_kind = Vec::new();
    for (passage, row) in brief.passages.iter().zip(&rows) {
        let [line, kind, rest @ ..] = &row[..] else {
            panic!("{row:?}")
        };
        assert_eq!(passage.line.to_string(), *line);
        assert_eq!(
            outline_cells(&brief, passage),
            rest,
            "line {line}"
        );
        let found = passage.kind.to_string();
        assert_eq!(
            found == "heading",
            *kind == "heading",
            "line {line}"
        );
        if found != *kind {
            other_kind.push(line);
        }
    }
    assert!(
        other_kind.len() * 20 <= rows.len(),
        "other kinds than a person's at lines {other_kind:?}"
    );
}

/// Language, number and title of the section, sub-heading, and topics.
fn outline_cells(brief: &Brief, passage: &Passage) -> [String; 5] {
    let section = passage
        .section
        .map(|at| &brief.sections[at]);
    let number = section.and_then(|section| section.number.clone());
    let title = section.map(|section| section.title.clone());
    let sub_heading = passage.sub_heading.clone();
    [
        passage.lang.to_string(),
        number.unwrap_or_default(),
        title.unwrap_or_default(),
        sub_heading.unwrap_or_default(),
        passage.topics.join("|"),
    ]
}

#[test]
fn every_seed_query_holds() {
    let (Some(briefs), Some(table)) = (
        indexed(),
        shared("accept/seed_queries.tsv"),
    ) else {
        return;
    };
    let table = std::fs::read_to_string(table).expect("the queries");
    let rows = table
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty());
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [query, expect, lines] = cells[..] else {
            panic!("{row}")
        };
        let wanted: Vec<usize> = lines
            .split_whitespace()
            .map(|n| n.parse().expect("a line"))
            .collect();
        let mut found = lines_found(&briefs, query);
        if expect == "first" {
            assert_eq!(
                found.first(),
                wanted.first(),
                "{row}: {found:?}"
            );
        } else {
            found.sort_unstable();
            assert_eq!(found, wanted, "{row}");
        }
    }
}

/// The lines of all hits, best first.
fn lines_found(briefs: &Briefs, query: &str) -> Vec<usize> {
    let args = shell_words(query);
    let mut args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .collect();
    args.extend(["--limit", "0"]);
    let answer = briefs.search(&args);
    answer
        .hits
        .iter()
        .map(|hit| hit.line)
        .collect()
}

/// The arguments of a row: the query with its quotation marks, and options, of whose values the
/// quotation marks are removed.
pub(crate) fn shell_words(row: &str) -> Vec<String> {
    let (query, options) = row
        .split_once(" --")
        .unwrap_or((row, ""));
    let mut args = vec![query.to_owned()];
    for option in options
        .split(" --")
        .filter(|o| !o.is_empty())
    {
        let (name, value) = option
            .split_once(' ')
            .expect("an option with a value");
        let value = value.trim_matches('"');
        args.extend([format!("--{name}"), value.to_owned()]);
    }
    args
}

#[test]
fn its_sections_and_topics_are_listed() {
    let Some(briefs) = indexed() else {
        return;
    };
    let sections = briefs
        .run(&["list", "sections"])
        .stdout;
    let titles = [
        "Party leadership",
        "WeChat and TikTok ban",
        "Data leak",
        "Chinoiserie",
        "This week on China Story",
    ];
    assert_eq!(
        sections.lines().count(),
        titles.len() + 1
    );
    for (line, title) in sections.lines().skip(1).zip(titles) {
        assert!(line.ends_with(title), "{line}");
    }
    let topics = briefs
        .run(&["list", "topics"])
        .stdout;
    for (topic, section) in [
        ("CCP & economy", "1 Party leadership"),
        ("WeChat/TikTok bans", "2 WeChat"),
        ("data leak", "3 Data leak"),
    ] {
        assert!(
            topics
                .lines()
                .any(|line| line.starts_with(topic) && line.contains(section)),
            "{topics}"
        );
    }
}

#[test]
fn a_plain_scan_in_python_finds_the_same() {
    let Some(oracle) = shared("accept/oracle.py") else {
        return;
    };
    if !has_program("python3") {
        return;
    }
    let out = Command::new("python3")
        .arg(oracle)
        .arg(assert_cmd::cargo::cargo_bin!("yinde"))
        .args(["--queries", "60", "--seed", "7"])
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(
        said.trim_end()
            .ends_with(" 0 wrong"),
        "{said}"
    );
}

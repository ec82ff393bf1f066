//! The real brief, which a fresh clone doesn't have: how a person reads it, and what must be found
//! in it.

use std::process::Command;

use super::support::{Briefs, Hit, has_program, search, shared};

/// The real brief in an index of its own; `None` where it isn't there.
fn indexed() -> Option<Briefs> {
    let text = std::fs::read_to_string(shared("corpus/brief-042.txt")?).expect("the real brief");
    Some(Briefs::of(&[("brief-042.txt", &text)]))
}

#[test]
fn its_outline_is_a_persons() {
    let (Some(brief), Some(table)) = (
        shared("corpus/brief-042.txt"),
        shared("accept/brief-042.outline.tsv"),
    ) else {
        return;
    };
    let text = std::fs::read_to_string(brief).expect("the real brief");
    let brief = yinde::formats::parse_text("brief-042.txt", &text).brief;
    let table = std::fs::read_to_string(table).expect("the outline");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|row| !row.starts_with('#'))
        .map(|row| row.split('\t').collect())
        .collect();
    assert_eq!(brief.passages.len(), rows.len());
    let mut other_kind = Vec::new();
    for (passage, row) in brief
        .passages
        .iter()
        .zip(&rows)
    {
        let [line, kind, lang, number, title, sub_heading, topics] = row[..] else {
            panic!("{row:?}")
        };
        let section = passage
            .section
            .map(|s| &brief.sections[s]);
        let found = [
            passage.line.to_string(),
            passage.lang.to_string(),
            section
                .and_then(|s| s.number.clone())
                .unwrap_or_default(),
            section
                .map(|s| s.title.clone())
                .unwrap_or_default(),
            passage
                .sub_heading
                .clone()
                .unwrap_or_default(),
            passage.topics.join("|"),
        ];
        assert_eq!(
            found,
            [line, lang, number, title, sub_heading, topics]
        );
        assert_eq!(
            passage.kind.to_string() == "heading",
            kind == "heading",
            "line {line}"
        );
        if passage.kind.to_string() != kind {
            other_kind.push(line);
        }
    }
    assert!(
        other_kind.len() * 20 <= rows.len(),
        "other kinds than a person's at lines {other_kind:?}"
    );
}

#[test]
fn every_seed_query_holds() {
    let (Some(briefs), Some(table)) = (indexed(), shared("accept/seed_queries.tsv")) else {
        return;
    };
    let table = std::fs::read_to_string(table).expect("the queries");
    for row in table
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
    {
        let [query, expect, lines] = row
            .split('\t')
            .collect::<Vec<_>>()[..]
        else {
            panic!("{row}")
        };
        let wanted: Vec<usize> = lines
            .split_whitespace()
            .map(|n| n.parse().expect("a line"))
            .collect();
        let args = shell_words(query);
        let mut args: Vec<&str> = args
            .iter()
            .map(String::as_str)
            .collect();
        args.extend(["--limit", "0"]);
        let hits = search(&briefs.index(), &args).hits;
        let mut lines: Vec<usize> = hits
            .iter()
            .map(|h: &Hit| h.line)
            .collect();
        if expect == "first" {
            assert_eq!(
                lines.first(),
                wanted.first(),
                "{row}: {lines:?}"
            );
        } else {
            lines.sort_unstable();
            assert_eq!(lines, wanted, "{row}");
        }
    }
}

/// A row's arguments: options with their values in double quotes; the quotes of the query itself
/// stay.
pub(crate) fn shell_words(row: &str) -> Vec<String> {
    let (query, options) = row
        .split_once(" --")
        .map_or((row, ""), |(query, options)| (query, options));
    let mut args = vec![query.to_owned()];
    for option in options
        .split(" --")
        .filter(|o| !o.is_empty())
    {
        let (name, value) = option
            .split_once(' ')
            .expect("an option with a value");
        args.extend([
            format!("--{name}"),
            value
                .trim_matches('"')
                .to_owned(),
        ]);
    }
    args
}

#[test]
fn its_sections_and_topics_are_listed() {
    let Some(briefs) = indexed() else { return };
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
    assert_eq!(sections.lines().count(), titles.len() + 1);
    for (line, title) in sections
        .lines()
        .skip(1)
        .zip(titles)
    {
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
fn the_naive_oracle_finds_nothing_wrong() {
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

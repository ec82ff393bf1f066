//! The text and the JSON that a search prints.

use super::BRIEF;
use crate::support::{Answer, Briefs, Hit, project, sample, search};

#[test]
fn no_control_character_of_a_brief_reaches_the_terminal() {
    let evil = "Brief #9: \u{1b}]0;owned\u{7}Ports, rice\n\n\
        Red \u{1b}[31malert\u{1b}[0m in the harbour \u{9b}2J \u{202e}drowkcab\u{2066}.\n\n\
        - one\rtwo\n";
    let briefs = Briefs::of(&[("evil\u{1b}[2J.txt", evil)]);
    let runs: &[&[&str]] = &[
        &["search", "harbour", "--color", "always"],
        &["search", "harbour", "--color", "never", "--facets"],
        &["search", "harbour", "--format", "json"],
        &["search", "harbour", "--format", "jsonl"],
        &["search", "harbour", "--format", "csv"],
        &["search", "harbour", "--format", "markdown", "--facets"],
        &[
            "search",
            "\u{1b}[31m harbour",
            "--format",
            "html",
            "--facets",
        ],
        &["search", "harbour", "--group", "issue"],
        &["search", "harbour", "--group", "issue", "--format", "html"],
        &["show", "evil\u{1b}[2J"],
        &["show", "evil\u{1b}[2J.txt"],
        &["search", "\u{1b}[31m harbour"],
        &["list", "issues"],
        &["list", "topics", "--json"],
        &["show", "evil\u{1b}[2J#1", "--context", "9"],
        &["index", "--rebuild"],
    ];
    for args in runs {
        let out = briefs.run(args);
        assert!(out.code < 2, "{args:?}: {}", out.stderr);
        // Lines of CSV end in CR LF.
        assert_no_control_character(args, &out.stdout.replace("\r\n", "\n"));
        assert_no_control_character(args, &out.stderr);
    }
}

/// Fails on control characters other than the escape sequences of the program's own colours.
fn assert_no_control_character(args: &[&str], text: &str) {
    let sequences: Vec<&str> = text
        .split('\u{1b}')
        .skip(1)
        .collect();
    let own = ["[0m", "[1m", "[2m", "[31m", "[32m"];
    let is_own = |sequence: &&str| {
        own.iter()
            .any(|start| sequence.starts_with(start))
    };
    assert!(
        sequences.iter().all(is_own),
        "{args:?}: {sequences:?}"
    );
    assert!(
        !text.contains("\u{1b}[31malert"),
        "{args:?}"
    );
    let is_unsafe = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\u{1b}')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    assert!(
        !text.contains(is_unsafe),
        "{args:?}: {text:?}"
    );
}

#[test]
fn json_is_complete_and_consistent() {
    let answer = search(
        sample(),
        &[
            "\"united front\"",
            "--limit",
            "2",
            "--offset",
            "1",
            "--facets",
        ],
    );
    assert_eq!(answer.query, "\"united front\"");
    assert_eq!(
        answer
            .hits
            .iter()
            .map(|h| h.rank)
            .collect::<Vec<_>>(),
        [2, 3]
    );
    assert!(answer.total > 20 && answer.took_us > 0);
    let all = search(
        sample(),
        &["\"united front\"", "--limit", "0"],
    );
    assert_eq!(all.hits.len(), all.total);
    assert_facets_count_hits(&answer, &all);
    for hit in &all.hits {
        assert_hit_is_complete(hit);
    }
    assert!(
        all.hits
            .windows(2)
            .all(|w| w[0].score >= w[1].score),
        "best first"
    );
}

fn assert_facets_count_hits(answer: &Answer, all: &Answer) {
    let facets = answer
        .facets
        .as_ref()
        .expect("asked for");
    for field in ["issue", "section", "topic", "lang", "kind"] {
        assert!(facets.contains_key(field), "{field}");
    }
    assert_eq!(
        facets["lang"]
            .values()
            .sum::<usize>(),
        all.total
    );
    for lang in ["en", "zh", "mixed"] {
        let counted = all
            .hits
            .iter()
            .filter(|h| h.lang == lang)
            .count();
        assert_eq!(
            facets["lang"]
                .get(lang)
                .copied()
                .unwrap_or(0),
            counted,
            "{lang}"
        );
    }
}

fn assert_hit_is_complete(hit: &Hit) {
    assert!(
        hit.score > 0.0 && hit.line > 0 && !hit.topics.is_empty() && !hit.brief.title.is_empty(),
        "{hit:?}"
    );
    assert!(["heading", "prose", "quote", "item"].contains(&hit.kind.as_str()));
    let id = format!(
        "{}#",
        hit.brief
            .source
            .rsplit_once('.')
            .expect("an extension")
            .0
    );
    assert!(hit.id.starts_with(&id), "{}", hit.id);
    assert!(!hit.marked().is_empty());
    assert!(hit.brief.date.is_some() && hit.brief.issue.is_some());
    assert!(
        hit.section
            .as_ref()
            .is_none_or(|s| !s.title.is_empty() && s.number != Some(String::new()))
    );
    let source = std::fs::read_to_string(
        project()
            .join("corpus")
            .join(&hit.brief.source),
    )
    .expect("a brief");
    assert!(source.is_char_boundary(hit.bytes[0]) && source.is_char_boundary(hit.bytes[1]));
}

#[test]
fn an_empty_answer_names_the_parts_that_nothing_matches() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for (query, said) in [
        (
            "\"united work\" 火车 ministry",
            &[
                "no passage contains \"united work\"",
                "no passage contains \"火车\"",
            ][..],
        ),
        (
            "loco* OR \"a b c\"~3",
            &[
                "no passage contains \"loco*\"",
                "no passage contains \"a b c\"~3",
            ],
        ),
        (
            "ministry -work",
            &["no passage matches all parts of the query"],
        ),
    ] {
        let out = briefs.run(&["search", "--", query]);
        assert_eq!(out.code, 1, "{query}: {}", out.stdout);
        assert_eq!(
            out.stdout
                .lines()
                .skip(1)
                .collect::<Vec<_>>(),
            said,
            "{query}"
        );
    }
}

#[test]
fn where_no_passage_has_all_words_the_best_are_shown() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let best = "no passage has all of the words; those that have most of them come first";
    for (query, said) in [
        (
            "ministry locomotive",
            &[best, "no passage contains \"locomotive\""][..],
        ),
        ("lede prices", &[best]),
    ] {
        let out = briefs.run(&["search", "--", query]);
        assert_eq!(out.code, 0, "{query}: {}", out.stdout);
        let lines = out.stdout.lines().skip(1);
        let notes: Vec<&str> = lines
            .take_while(|line| !line.is_empty())
            .collect();
        assert_eq!(notes, said, "{query}");
    }
}

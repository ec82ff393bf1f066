//! The program as scripts meet it: exit codes, stdout and stderr, pipes, bad input.

use std::process::Stdio;

use super::support::{Briefs, Ran, project, sample, search, yinde};

const BRIEF: &str = "Brief #7: Ports, rice\n\nA lede.\n\n1. Ports\n\nThe ministry spoke of united front work 统战工作.\n\n2. Rice\n\nPrices held.\n";

#[test]
fn the_exit_code_says_found_nothing_or_failed() {
    let briefs = Briefs::of(&[("brief-7.txt", BRIEF)]);
    assert_eq!(
        briefs
            .run(&["search", "ministry"])
            .code,
        0
    );
    assert_eq!(
        briefs
            .run(&["search", "locomotive"])
            .code,
        1
    );
    assert_eq!(
        briefs
            .run(&["search", "ports", "--lang", "fr"])
            .code,
        2
    );
    assert_eq!(briefs.run(&["search"]).code, 2);
    assert_eq!(
        briefs
            .run(&["show", "brief-7#1"])
            .code,
        0
    );
    let missing = briefs.run(&["show", "brief-7#99"]);
    assert_eq!(
        (missing.code, missing.stdout.as_str()),
        (2, "")
    );
    assert!(
        missing
            .stderr
            .contains("brief-7#99"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_search_without_an_index_builds_it_from_the_default_corpus_and_says_so() {
    let briefs = Briefs::empty();
    briefs.write("brief-7.txt", BRIEF);
    let first = briefs.run(&["search", "\"united front\"", "--format", "jsonl"]);
    assert_eq!(first.code, 0);
    assert!(
        first
            .stderr
            .contains("indexing corpus"),
        "{}",
        first.stderr
    );
    assert_eq!(first.stdout.lines().count(), 1);
    let second = briefs.run(&["search", "\"united front\"", "--format", "jsonl"]);
    assert_eq!(
        (second.stderr.as_str(), &second.stdout),
        ("", &first.stdout)
    );
}

#[test]
fn without_corpus_and_index_the_error_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = Ran::of(
        yinde()
            .args(["search", "x"])
            .current_dir(folder.path())
            .output()
            .expect("it runs"),
    );
    assert_eq!((out.code, out.stdout.as_str()), (2, ""));
    assert!(
        out.stderr
            .contains("no index here; create one with: yinde index FOLDER --index index"),
        "{}",
        out.stderr
    );
    let out = Ran::of(
        yinde()
            .args(["index", "nowhere"])
            .current_dir(folder.path())
            .output()
            .expect("it runs"),
    );
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("nowhere: no such folder"),
        "{}",
        out.stderr
    );
}

#[test]
fn a_file_that_is_not_text_is_reported_with_the_place_and_the_rest_is_indexed() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", BRIEF);
    briefs.write(
        "bad.txt",
        b"Caf\xc3\xa9 and \xe7\xbb\x9f\xe6\x88\x98 then \xff\xfe broken",
    );
    briefs.write("binary.txt", b"\x7fELF\x00\x01\x02");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("bad.txt: not UTF-8 text (invalid byte at offset 22)"),
        "{}",
        out.stderr
    );
    assert!(
        out.stderr
            .contains("binary.txt: binary file (NUL byte at offset 4), not text"),
        "{}",
        out.stderr
    );
    assert!(
        out.stdout.contains("1 added"),
        "{}",
        out.stdout
    );
    assert_eq!(
        briefs
            .places("\"united front\"")
            .len(),
        1
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = yinde()
        .args([
            "search",
            "the OR 的 OR a OR of",
            "--limit",
            "0",
            "--format",
            "jsonl",
            "--index",
        ])
        .arg(sample())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let out = child
        .wait_with_output()
        .expect("it ends");
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}

#[test]
fn no_control_character_of_a_brief_reaches_the_terminal() {
    let evil = "Brief #9: \u{1b}]0;owned\u{7}Ports, rice\n\nRed \u{1b}[31malert\u{1b}[0m in the harbour \u{9b}2J \u{202e}drowkcab\u{2066}.\n\n- one\rtwo\n";
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
        // CSV's lines end so.
        for text in [out.stdout.replace("\r\n", "\n"), out.stderr] {
            // Of all control sequences only the program's own colours are left.
            let own: Vec<&str> = text
                .split('\u{1b}')
                .skip(1)
                .collect();
            assert!(
                own.iter()
                    .all(|s| s.starts_with("[0m")
                        || s.starts_with("[1m")
                        || s.starts_with("[2m")
                        || s.starts_with("[31m")
                        || s.starts_with("[32m")),
                "{args:?}: {own:?}"
            );
            assert!(
                !text.contains("\u{1b}[31malert"),
                "{args:?}"
            );
            let unsafe_ = |c: char| {
                c.is_control() && !matches!(c, '\n' | '\u{1b}')
                    || ('\u{202a}'..='\u{202e}').contains(&c)
                    || ('\u{2066}'..='\u{2069}').contains(&c)
            };
            assert!(
                !text.contains(unsafe_),
                "{args:?}: {text:?}"
            );
        }
    }
}

#[test]
fn json_says_what_the_design_says() {
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
    let facets = answer.facets.expect("asked for");
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
    for hit in &all.hits {
        assert!(
            hit.score > 0.0
                && hit.line > 0
                && !hit.topics.is_empty()
                && !hit.brief.title.is_empty(),
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
    assert!(
        all.hits
            .windows(2)
            .all(|w| w[0].score >= w[1].score),
        "best first"
    );
}

#[test]
fn filters_narrow_in_the_query_and_as_options_alike() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports, Rice\n\n2020-09-20\n\n1. Ports\n\nShared word here.\n\n2. Rice\n\nShared word there 共享。\n",
        ),
        (
            "b.txt",
            "Brief #2: Ports, Debt\n\n2021-03-01\n\n1. Ports\n\nShared word again.\n\n2. Debt\n\nShared 共享的词语在这里。\n",
        ),
    ]);
    let both = |option: &[&str], inline: &str, expected: &[(&str, usize)]| {
        let expected: Vec<(String, usize)> = expected
            .iter()
            .map(|(s, l)| ((*s).to_owned(), *l))
            .collect();
        let mut args = vec!["shared OR 共享", "--limit", "0"];
        args.extend(option);
        assert_eq!(
            super::support::places(&briefs.search(&args)),
            expected,
            "{option:?}"
        );
        let query = format!("(shared OR 共享) {inline}");
        assert_eq!(
            briefs.places(&query),
            expected,
            "{inline}"
        );
    };
    both(
        &["--issue", "2"],
        "issue:2",
        &[("b.txt", 7), ("b.txt", 11)],
    );
    both(
        &["--issue", "1", "--issue", "2", "--topic", "ports"],
        "issue:#1 issue:2 topic:ports",
        &[("a.txt", 7), ("b.txt", 7)],
    );
    both(
        &["--section", "2"],
        "section:2",
        &[("a.txt", 11), ("b.txt", 11)],
    );
    both(
        &["--section", "RICE"],
        "section:rice",
        &[("a.txt", 11)],
    );
    both(
        &["--topic", "debt"],
        "topic：“debt”",
        &[("b.txt", 11)],
    );
    both(
        &["--since", "2021"],
        "since:2021-01",
        &[("b.txt", 7), ("b.txt", 11)],
    );
    both(
        &["--until", "2020"],
        "until:2020-09-20",
        &[("a.txt", 7), ("a.txt", 11)],
    );
    both(
        &["--lang", "en"],
        "lang:en",
        &[("a.txt", 7), ("b.txt", 7)],
    );
    both(
        &["--lang", "mixed", "--lang", "zh"],
        "lang:MIXED lang:zh",
        &[("a.txt", 11), ("b.txt", 11)],
    );
    assert_eq!(
        briefs.places("\"shared word\" -again"),
        [("a.txt".into(), 7), ("a.txt".into(), 11)]
    );
    assert_eq!(
        briefs.places("(here OR there) “shared word”"),
        [("a.txt".into(), 7), ("a.txt".into(), 11)]
    );
    assert_eq!(briefs.places("shar*").len(), 4);
}

#[test]
fn a_query_that_cannot_be_meant_is_refused_with_its_place() {
    let deep = "(".repeat(100_000);
    let out = Briefs::of(&[("a.txt", BRIEF)]).run(&["search", "ports since:yesterday"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("ports since:yesterday\n        ^"),
        "{}",
        out.stderr
    );
    let out = Ran::of(
        yinde()
            .args(["search", &deep, "--index"])
            .arg(sample())
            .output()
            .expect("it runs"),
    );
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.len() < 1000,
        "{}",
        out.stderr.len()
    );
}

#[test]
fn what_is_no_query_language_is_searched_as_text() {
    for query in [
        "Party's",
        "“统战工作",
        "a:b",
        "OR OR",
        "-",
        "()",
        "\"\"",
        "*",
        "　统战　",
        "http://x.y/z?q=1",
        "（统战）",
        "~2",
        "AND",
        "\\",
    ] {
        let out = Ran::of(
            yinde()
                .args(["search", "--index"])
                .arg(sample())
                .args(["--", query])
                .output()
                .expect("it runs"),
        );
        assert!(out.code < 2, "{query}: {}", out.stderr);
    }
    let full_width = search(
        sample(),
        &["（统战　OR　“united　front”）"],
    );
    assert!(full_width.total > 0);
}

#[test]
fn an_index_is_never_built_over_other_files() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    std::fs::create_dir(briefs.index()).expect("a folder");
    std::fs::write(
        briefs.index().join("thesis.docx"),
        "years of work",
    )
    .expect("a file");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("contains files that are not an index"),
        "{}",
        out.stderr
    );
    assert!(
        briefs
            .index()
            .join("thesis.docx")
            .exists()
    );
}

#[test]
fn index_reports_in_json_and_keeps_quiet_when_asked() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    let report: serde_json::Value = serde_json::from_str(
        &briefs
            .run(&["index", "--json"])
            .stdout,
    )
    .expect("JSON");
    for (key, value) in [
        ("added", 1),
        ("updated", 0),
        ("removed", 0),
        ("unchanged", 0),
        ("passages", 6),
    ] {
        assert_eq!(report[key], value, "{key}: {report}");
    }
    assert_eq!(report["bytes"], BRIEF.len());
    assert!(
        report["seconds"]
            .as_f64()
            .expect("seconds")
            > 0.0
            && report["failed"] == serde_json::json!([])
    );
    let quiet = briefs.run(&["index", "--quiet"]);
    assert_eq!(
        (
            quiet.code,
            quiet.stdout.as_str(),
            quiet.stderr.as_str()
        ),
        (0, "", "")
    );
}

#[test]
fn an_option_with_a_bad_value_is_quoted_as_it_was_typed() {
    let out = Briefs::of(&[("a.txt", BRIEF)]).run(&["search", "front", "--limit", "-1"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("'-1'"),
        "{}",
        out.stderr
    );
}

/// Work that grows faster than its input would show here as minutes.
#[test]
fn odd_sizes_end_soon() {
    let words: Vec<String> = (0..60_000)
        .map(|n| format!("w{}", n % 4000))
        .collect();
    let briefs = Briefs::empty();
    briefs.write("long.txt", words.join(" "));
    briefs.write(
        "zebra.txt",
        "zebra lion ".repeat(50_000),
    );
    briefs.write(
        "title.md",
        format!(
            "# {}\n\n{}",
            "t ".repeat(50_000),
            "ab\n\n".repeat(4000)
        ),
    );
    let sections: Vec<String> = (0..8000)
        .map(|n| format!("# s{n}\n\n"))
        .collect();
    briefs.write("sections.md", sections.concat());
    assert_eq!(briefs.run(&["index"]).code, 0);
    let many: Vec<String> = (0..1400)
        .map(|n| format!("w{n}"))
        .collect();
    for query in [
        many.join(" "),
        "w1 ".repeat(2500),
        "\"lion zebra\"~100000".into(),
        "w*".into(),
        "中".repeat(3000),
    ] {
        let out = briefs.run(&["search", "--format", "jsonl", "--", &query]);
        assert!(out.code < 2, "{}", out.stderr);
    }
    let out = briefs.run(&["search", "w1-w*"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr
            .contains("type more letters"),
        "{}",
        out.stderr
    );
}

#[test]
fn where_nothing_is_found_it_says_what_is_nowhere() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for (query, said) in [
        (
            "ministry locomotive",
            &[
                "no passage contains \"locomotive\"",
                "without \"locomotive\": 1 passage",
            ][..],
        ),
        (
            "\"united work\" 火车 ministry",
            &[
                "no passage contains \"united work\"",
                "no passage contains \"火车\"",
            ],
        ),
        (
            "loco* OR \"a b c\"~3",
            &[
                "no passage contains \"loco*\"",
                "no passage contains \"a b c\"~3",
            ],
        ),
        (
            "lede prices",
            &[
                "no passage matches all parts of the query",
                "without \"lede\": 1 passage",
                "without \"prices\": 1 passage",
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

//! The query language and the filters, from the command line.

use crate::support::{self, Briefs, Ran, sample, search, yinde};

#[test]
fn filters_narrow_in_the_query_and_as_options_alike() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports, Rice\n\n2020-09-20\n\n1. Ports\n\n\
             Shared word here.\n\n2. Rice\n\nShared word there 共享。\n",
        ),
        (
            "b.txt",
            "Brief #2: Ports, Debt\n\n2021-03-01\n\n1. Ports\n\n\
             Shared word again.\n\n2. Debt\n\nShared 共享的词语在这里。\n",
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
            support::places(&briefs.search(&args)),
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
fn text_that_is_no_query_language_is_searched_as_text() {
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

/// Work that grows faster than its input would show here as minutes.
#[test]
fn very_long_briefs_and_queries_end_soon() {
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
fn only_filters_that_accept_several_values_may_be_repeated() {
    let search = |args: &[&str]| {
        let index = sample().to_str().expect("a path");
        let command = ["search", "economy", "--index", index];
        let mut program = yinde();
        Ran::of(
            program
                .args(command)
                .args(args)
                .output()
                .expect("it runs"),
        )
    };
    assert_eq!(
        search(&["--lang", "en", "--lang", "zh"]).code,
        0
    );
    for option in ["--since", "--until"] {
        let out = search(&[option, "2020", option, "2021"]);
        assert_eq!(out.code, 2, "{option}: {}", out.stdout);
        assert!(
            out.stderr
                .contains("multiple times"),
            "{}",
            out.stderr
        );
    }
}

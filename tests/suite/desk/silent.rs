//! Nothing is found silently: each command says why there is nothing.

use crate::support::{Briefs, Ran};

fn briefs() -> Briefs {
    Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports\n\n1. Trade\n\nHarbour fees rose.\n",
        ),
        (
            "b.txt",
            "Brief #2: More\n\nRice was dear.\n",
        ),
    ])
}

/// Runs a command that finds nothing, and returns what it says about that.
fn nothing(briefs: &Briefs, args: &[&str]) -> Ran {
    let out = briefs.run(args);
    assert_eq!(out.code, 1, "{args:?}: {}", out.stderr);
    assert_ne!(out.stderr, "", "{args:?}");
    out
}

#[test]
fn commands_that_print_nothing_say_why() {
    let briefs = briefs();
    for (args, said) in [
        (
            &["cite", "--query", "nosuch"][..],
            "no passage contains \"nosuch\"",
        ),
        (
            &["translations", "nosuch"],
            "no passage contains \"nosuch\"",
        ),
        (
            &["translations", "fees"],
            "\"fees\" is in 1 passage, none of which has a translation beside it",
        ),
        (
            &["translations", ""],
            "no word to search for",
        ),
        (
            &["translations", "…", "--json"],
            "no word to search for",
        ),
        (
            &["saved", "list"],
            "yinde saved add NAME QUERY",
        ),
        (
            &["saved", "run"],
            "yinde saved add NAME QUERY",
        ),
        (
            &["saved", "remove", "x"],
            "x: no saved search has this name; none is saved",
        ),
    ] {
        let out = nothing(&briefs, args);
        assert!(
            out.stderr.contains(said),
            "{args:?}: {}",
            out.stderr
        );
    }
    let add = ["saved", "add", "ports", "harbour"];
    assert_eq!(briefs.run(&add).code, 0);
    let out = nothing(&briefs, &["saved", "remove", "prots"]);
    assert!(
        out.stderr.contains("saved: ports"),
        "{}",
        out.stderr
    );
}

#[test]
fn labels_that_no_passage_has_are_named() {
    let briefs = briefs();
    for command in [
        &["kwic", "fees"][..],
        &["kwic", "fees", "-f", "csv"],
        &["trends", "fees"],
        &["trends", "fees", "rice", "-f", "json"],
        &["plot", "fees"],
        &["collocates", "fees"],
        &["counts", "fees"],
        &["counts"],
        &["keyness", "fees"],
        &["keyness"],
        &["cite", "--query", "fees"],
    ] {
        for (option, label) in [
            ("--issue", "99"),
            ("--topic", "nosuch"),
            ("--section", "nosuch"),
            ("--source", "2023"),
        ] {
            let args = [command, &[option, label]].concat();
            let out = briefs.run(&args);
            assert_eq!(out.code, 1, "{args:?}");
            let said = format!("no {} \"{label}\"", &option[2..]);
            let all = out.stdout + &out.stderr;
            assert_eq!(
                all.matches(&said).count(),
                1,
                "{args:?}: {all}"
            );
        }
    }
}

#[test]
fn key_words_need_a_query_or_a_filter_and_no_more() {
    let briefs = briefs();
    let filter = briefs.run(&["keyness", "--issue", "1", "--min", "1"]);
    assert_eq!(
        (filter.code, filter.stderr.as_str()),
        (0, "")
    );
    assert!(
        filter
            .stdout
            .contains(" words of issue 1 against "),
        "{}",
        filter.stdout
    );
    for query in [&["keyness"][..], &["keyness", "…"]] {
        let alone = briefs.run(query);
        assert_eq!(
            (alone.code, alone.stdout.as_str()),
            (2, "")
        );
        assert!(
            alone
                .stderr
                .contains("give a query or a filter"),
            "{}",
            alone.stderr
        );
    }
}

#[test]
fn a_folder_of_any_name_is_a_source() {
    let briefs = Briefs::of(&[
        (
            "2023/06/a.txt",
            "Brief #1: Ports\n\nHarbour fees rose.\n",
        ),
        (
            "2023-b.txt",
            "Brief #2: More\n\nHarbour fees fell.\n",
        ),
        (
            "sub/c.txt",
            "Brief #3: Less\n\nHarbour fees stood.\n",
        ),
    ]);
    for (folder, source) in [
        ("2023", "2023/06/a.txt"),
        ("2023/", "2023/06/a.txt"),
        ("2023/06", "2023/06/a.txt"),
        ("06", "2023/06/a.txt"),
        ("sub", "sub/c.txt"),
        ("sub/", "sub/c.txt"),
    ] {
        let answer = briefs.search(&["harbour", "--source", folder]);
        let sources: Vec<&str> = answer
            .hits
            .iter()
            .map(|hit| hit.brief.source.as_str())
            .collect();
        assert_eq!(sources, [source], "{folder}");
        let in_query = briefs.search(&[&format!("harbour source:{folder}")]);
        assert_eq!(in_query.total, 1, "{folder}");
    }
    for (typed, hint) in [
        ("2032", "did you mean \"2023/\""),
        ("sup", "did you mean \"sub/\""),
    ] {
        let out = nothing_for(&briefs, typed);
        assert!(out.contains(hint), "{typed}: {out}");
    }
}

fn nothing_for(briefs: &Briefs, source: &str) -> String {
    let out = briefs.run(&["search", "harbour", "--source", source]);
    assert_eq!(out.code, 1);
    out.stdout
}

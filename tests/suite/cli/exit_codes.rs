//! Exit codes, and the messages of errors.

use std::process::Stdio;

use super::BRIEF;
use crate::support::{Briefs, Ran, sample, yinde};

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
fn an_invalid_query_is_refused_with_its_place() {
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
fn an_invalid_value_of_an_option_is_quoted_as_typed() {
    let out = Briefs::of(&[("a.txt", BRIEF)]).run(&["search", "front", "--limit", "-1"]);
    assert_eq!(out.code, 2);
    assert!(
        out.stderr.contains("'-1'"),
        "{}",
        out.stderr
    );
}

//! What is wrong and what to do about it, apart; files that could be read for ever.

use std::fs::File;
use std::process::Stdio;

use serde_json::Value;

use super::BRIEF;
use crate::support::{Briefs, Ran};

/// The error that a command prints as JSON.
fn error(briefs: &Briefs, args: &[&str]) -> Value {
    let out = briefs.run(args);
    assert_eq!(out.code, 2, "{args:?}: {}", out.stderr);
    let printed: Value = serde_json::from_str(&out.stdout).expect("JSON");
    printed["error"].clone()
}

#[test]
fn a_semicolon_in_a_name_parts_no_message_from_its_hint() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let at = briefs.folder().join("a; b");
    let at = at.to_str().expect("a path");
    let none = error(
        &briefs,
        &["search", "x", "-f", "json", "--index", at],
    );
    assert_eq!(
        none["message"],
        format!("{at}: no index here")
    );
    assert_eq!(
        none["hint"],
        format!("create one with: yinde index FOLDER --index '{at}'")
    );
    let none = error(&briefs, &["index", at, "--json"]);
    assert_eq!(
        none["message"],
        format!("{at}: no such folder")
    );
    assert_eq!(
        none["hint"],
        "name the folder that contains your briefs: yinde index FOLDER"
    );
}

#[test]
fn a_semicolon_in_a_query_is_no_hint() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let wrong = error(
        &briefs,
        &["search", "tea; since:never", "-f", "json"],
    );
    let message = wrong["message"]
        .as_str()
        .expect("a message");
    assert!(
        message.contains("is not a date\n  tea; since:never\n"),
        "{message}"
    );
    assert_eq!(
        wrong["hint"],
        "write 2020, 2020-09 or 2020-09-20"
    );
}

#[cfg(unix)]
#[test]
fn devices_and_endless_files_are_no_lists_of_queries() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    assert_eq!(briefs.run(&["index"]).code, 0);
    let pipe = briefs.folder().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status();
    assert!(made.expect("mkfifo").success());
    let pipe = pipe.to_str().expect("a path");
    for args in [
        &["search", "--queries", "/dev/zero"][..],
        &["search", "--queries", pipe],
        &["bench", "--queries", "/dev/zero"],
        &["search", "ministry", "--across", "--glossary", pipe],
    ] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{args:?}");
        assert!(
            out.stderr
                .contains("not a regular file"),
            "{args:?}: {}",
            out.stderr
        );
    }
    let from_stdin = |file: &str| {
        let out = briefs
            .command(&["search", "--queries", "/dev/stdin"])
            .stdin(Stdio::from(
                File::open(file).expect("a file"),
            ))
            .output();
        Ran::of(out.expect("it runs"))
    };
    let endless = from_stdin("/dev/zero");
    assert_eq!(endless.code, 2);
    assert!(
        endless.stderr.contains("split it"),
        "{}",
        endless.stderr
    );
    briefs.write("queries.list", "ministry\n");
    let queries = briefs.corpus().join("queries.list");
    let found = from_stdin(queries.to_str().expect("a path"));
    assert_eq!(found.code, 0, "{}", found.stderr);
}

//! `yinde index`, and the index that a search builds.

use super::BRIEF;
use crate::support::{Briefs, GARBAGE};

#[test]
fn a_search_without_an_index_builds_it_and_says_so() {
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
fn a_file_that_is_not_text_is_reported_and_the_rest_indexed() {
    let briefs = Briefs::empty();
    briefs.write("good.txt", BRIEF);
    briefs.write("bad.txt", GARBAGE);
    briefs.write("binary.txt", b"\x7fELF\x00\x01\x02");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 3);
    assert!(
        out.stderr
            .contains("bad.txt: not UTF-8 text (invalid byte at offset 10)"),
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
fn a_list_of_patterns_may_begin_with_a_byte_order_mark() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    briefs.write("skip.txt", BRIEF);
    briefs.write(".yindeignore", "\u{feff}skip.txt\n");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout.contains("1 added")
            && out
                .stdout
                .contains("left out: 1 excluded file\n"),
        "{}",
        out.stdout
    );
    briefs.write("sub/.yindeignore", "*.txt\n");
    briefs.write("sub/one.txt", BRIEF);
    briefs.write("sub/two.txt", BRIEF);
    let out = briefs.run(&["index"]);
    assert!(
        out.stdout
            .contains("left out: 3 excluded files\n"),
        "{}",
        out.stdout
    );
}

#[test]
fn a_pattern_that_means_nothing_is_named() {
    let briefs = Briefs::empty();
    for name in ["a.txt", "b.txt", "c.txt"] {
        briefs.write(name, BRIEF);
    }
    let out = briefs.run(&["index", "--exclude", "[a"]);
    assert_eq!((out.code, out.stdout.as_str()), (2, ""));
    assert!(
        out.stderr.contains("'[a'"),
        "{}",
        out.stderr
    );
    // The patterns before and after it are in force.
    briefs.write(".yindeignore", "b.txt\n[a\nc.txt\n");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 3, "{}", out.stdout);
    assert!(
        out.stderr
            .contains(".yindeignore: error parsing glob '[a'"),
        "{}",
        out.stderr
    );
    assert!(
        out.stdout.contains(" 1 added"),
        "{}",
        out.stdout
    );
    briefs.write(".yindeignore", "[bc].txt\n");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
}

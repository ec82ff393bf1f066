//! What scripts rely on: exit codes, JSON, options of runs that nobody watches.

use std::fs;
use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use yinde::index::Session;

use super::BRIEF;
use crate::support::Briefs;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn errors_are_json_where_the_output_is() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for (args, kind) in [
        (
            &["index", "nowhere", "--json"][..],
            "corpus",
        ),
        (
            &["search", "x", "--format", "json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["search", "since:never", "--format", "jsonl"],
            "query",
        ),
        (
            &["verify", "--json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["list", "issues", "--json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["status", "--json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["upgrade", "--json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["repair", "--json", "--index", "nowhere"],
            "no-index",
        ),
        (
            &["restore", "g-000009", "--json"],
            "not-kept",
        ),
    ] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{args:?}");
        let error = &json(&out.stdout)["error"];
        assert_eq!(error["kind"], kind, "{args:?}");
        let message = error["message"].as_str();
        assert!(message.is_some_and(|message| !message.is_empty()));
        assert!(!out.stderr.is_empty());
        assert!(
            !briefs
                .folder()
                .join("nowhere")
                .exists(),
            "{args:?}"
        );
    }
    let _lock = Session::open(&briefs.index(), false, Duration::ZERO).expect("the lock");
    let out = briefs.run(&["index", "--json"]);
    let error = &json(&out.stdout)["error"];
    assert_eq!(error["kind"], "locked");
    assert_eq!(error["hint"], "wait for it to end");
}

#[test]
fn the_report_lists_every_change() {
    let briefs = Briefs::of(&[
        ("a.txt", BRIEF),
        ("b.txt", "Brief #2: Rice\n\nThe mill.\n"),
        ("c.txt", "Brief #3: Debt\n\nThe bank.\n"),
        ("d.txt", "Brief #4: Ice\n\nThe floe.\n"),
    ]);
    briefs.write(
        "b.txt",
        "Brief #2: Rice\n\nTwo mills.\n",
    );
    briefs.remove("c.txt");
    briefs.remove("d.txt");
    briefs.write(
        "moved/c.txt",
        "Brief #3: Debt\n\nThe bank.\n",
    );
    briefs.write(
        "bad.txt",
        b"caf\xc3\xa9 \xff\xfe caf\xc3\xa9 broken",
    );
    briefs.write("photo.JPG", b"\xff\xd8");
    briefs.write("README.md", "# Read me\n");
    briefs.write(
        "dated.md",
        "---\ndate: someday\n---\n\nText.\n",
    );
    let out = briefs.run(&["index", "--json"]);
    assert_eq!(out.code, 3, "{}", out.stderr);
    let report = json(&out.stdout);
    assert_eq!(
        report["changes"],
        serde_json::json!({
            "added": ["dated.md", "moved/c.txt"],
            "updated": ["b.txt"],
            "removed": ["c.txt", "d.txt"],
            "renamed": [{"from": "c.txt", "to": "moved/c.txt"}],
        })
    );
    assert_eq!(report["failed"][0]["kind"], "encoding");
    assert_eq!(report["failed"][0]["kept"], false);
    assert_eq!(
        report["warnings"][0]["source"],
        "dated.md"
    );
    assert_eq!(
        report["left_out"],
        serde_json::json!({"README": 1, "jpg": 1})
    );
    assert_eq!(report["index"], "index");
    assert_eq!(
        report["version"],
        env!("CARGO_PKG_VERSION")
    );
    let root = report["roots"][0].as_str();
    assert!(root.is_some_and(|root| root.ends_with("/corpus")));
    let started = report["started"].as_str();
    assert!(started.is_some_and(|time| time.ends_with('Z') && time.len() == 20));
}

#[test]
fn patterns_leave_files_and_folders_out() {
    let briefs = Briefs::empty();
    for source in [
        "a.txt",
        "drafts/b.txt",
        "2019/c.txt",
        "2019/keep.txt",
        "2020/sub/d.txt",
        "2020/e.html",
    ] {
        briefs.write(
            source,
            "Brief #2: Rice\n\nThe harbour.\n",
        );
    }
    briefs.write(
        ".yindeignore",
        "# Old ones\n/2019/*\n!keep.txt\n",
    );
    briefs.write("2020/.yindeignore", "sub/\n");
    let out = briefs.run(&[
        "index",
        "--json",
        "--exclude",
        "drafts",
        "--exclude",
        "*.html",
    ]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let report = json(&out.stdout);
    assert_eq!(
        report["changes"]["added"],
        serde_json::json!(["2019/keep.txt", "a.txt"])
    );
    assert_eq!(
        report["left_out"],
        serde_json::json!({"excluded file": 2, "excluded folder": 2})
    );
    // Without the options, what they left out is indexed.
    let out = briefs.run(&["index", "--json"]);
    assert_eq!(json(&out.stdout)["added"], 2);
    let out = briefs.run(&["index", "--exclude", "a{"]);
    assert_eq!(out.code, 2, "{}", out.stdout);
    assert!(
        out.stderr.contains("exclude"),
        "{}",
        out.stderr
    );
}

#[test]
fn without_folders_those_of_the_index_are_indexed() {
    let briefs = Briefs::empty();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let brief = |text: &str| {
        fs::write(elsewhere.path().join("a.txt"), text).expect("a brief");
    };
    brief("Brief #1: Ports\n\nThe harbour.\n");
    let path = elsewhere.path().to_str();
    let out = briefs.run(&["index", path.expect("a path")]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    brief("Brief #1: Ports\n\nThe quay.\n");
    let out = briefs.run(&["index"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert!(
        out.stdout.contains("1 updated"),
        "{}",
        out.stdout
    );
    assert_eq!(briefs.places("quay").len(), 1);
}

#[test]
fn a_run_waits_for_another_as_long_as_it_is_told() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    let session = Session::open(&briefs.index(), false, Duration::ZERO).expect("the lock");
    let start = Instant::now();
    assert_eq!(
        briefs
            .run(&["index", "--wait", "1"])
            .code,
        2
    );
    assert!(start.elapsed() >= Duration::from_secs(1));
    let mut waiting = briefs.command(&["index", "--wait", "60", "--quiet"]);
    let mut waiting = waiting.spawn().expect("it runs");
    std::thread::sleep(Duration::from_millis(300));
    assert!(
        waiting
            .try_wait()
            .expect("a state")
            .is_none()
    );
    drop(session);
    assert!(
        waiting
            .wait()
            .expect("it ends")
            .success()
    );
}

#[test]
fn status_tells_what_the_index_contains() {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports\n\n20 September 2020\n\nThe harbour.\n",
        ),
        (
            "b.txt",
            "Brief #2: Rice\n\n3 May 2021\n\nThe mill.\n",
        ),
    ]);
    let status = json(
        &briefs
            .run(&["status", "--json"])
            .stdout,
    );
    assert_eq!(status["briefs"], 2);
    assert_eq!(
        status["dates"],
        serde_json::json!(["2020-09-20", "2021-05-03"])
    );
    assert_eq!(status["folders"][0]["briefs"], 2);
    assert_eq!(
        status["problems"],
        serde_json::json!([])
    );
    let text = briefs.run(&["status"]).stdout;
    for part in ["2020-09-20 to 2021-05-03", "2 briefs, ", "format 7"] {
        assert!(text.contains(part), "{text}");
    }
    fs::rename(
        briefs.corpus(),
        briefs.folder().join("gone"),
    )
    .expect("moved");
    let text = briefs.run(&["status"]).stdout;
    assert!(
        text.contains("the folder is missing"),
        "{text}"
    );
}

#[test]
fn a_full_stderr_ends_no_run() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", BRIEF);
    briefs.write(
        "dated.md",
        "---\ndate: someday\n---\n\nText.\n",
    );
    let full = || File::create("/dev/full").expect("a full device");
    let mut command = briefs.command(&["index"]);
    let status = command
        .stderr(full())
        .stdout(Stdio::null())
        .status();
    assert_eq!(status.expect("it runs").code(), Some(0));
    let mut command = briefs.command(&["search", "since:never"]);
    let status = command.stderr(full()).status();
    assert_eq!(status.expect("it runs").code(), Some(2));
    let mut command = briefs.command(&["search", "ports"]);
    let out = command.stdout(full()).output();
    assert_eq!(
        out.expect("it runs").status.code(),
        Some(2)
    );
}

#[test]
fn a_mistyped_index_is_not_built() {
    let briefs = Briefs::of(&[("a.txt", BRIEF)]);
    for args in [
        &["search", "ports", "--index", "indexx"][..],
        &["list", "issues", "--index", "indexx"],
        &["show", "a#1", "--index", "indexx"],
    ] {
        let out = briefs.run(args);
        assert_eq!(out.code, 2, "{args:?}");
        assert!(
            out.stderr
                .contains("indexx: no index here"),
            "{}",
            out.stderr
        );
        assert!(
            !briefs
                .folder()
                .join("indexx")
                .exists()
        );
    }
}

#[test]
fn a_path_cannot_write_to_the_terminal() {
    let briefs = Briefs::empty();
    briefs.write(
        "a\u{1b}[31m\n.txt",
        b"caf\xc3\xa9 \xff\xfe broken",
    );
    briefs.write("b.txt", BRIEF);
    for args in [
        &["index", "--index", "in\u{1b}[2Jdex"][..],
        &["verify", "--index", "in\u{1b}[2Jdex"],
        &["search", "x", "--index", "no\u{1b}[2J\nindex"],
    ] {
        let out = briefs.run(args);
        let said = out.stdout + &out.stderr;
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}

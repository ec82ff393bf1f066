//! Folders to index that are missing, empty, moved, or no longer listed.

use std::fs;

use super::super::support::Briefs;
use super::{
    at, brief, found, link_at, remove_at, rename_at, run_incomplete_index, run_index,
    run_index_with_error, write_at,
};

#[test]
fn a_missing_or_emptied_root_is_an_error() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    rename_at(&briefs, "corpus", "elsewhere");
    run_index_with_error(&briefs, &[], "no such folder");
    fs::create_dir(briefs.corpus()).expect("an empty corpus");
    run_index_with_error(&briefs, &[], "--allow-empty");
    assert_eq!(found(&briefs, ["barley"]), [3]);
    run_index(&briefs, &["--allow-empty"]);
    assert_eq!(found(&briefs, ["barley"]), [0]);
    // From empty to full again.
    briefs.write("a.txt", brief(1, "barley"));
    run_index(&briefs, &[]);
    assert_eq!(found(&briefs, ["barley"]), [3]);
}

const KEPT: &str = "keeps its last good version";

#[test]
fn an_empty_root_is_an_error_even_if_another_root_has_problems() {
    let briefs = Briefs::empty();
    write_at(
        &briefs,
        "one/same.txt",
        brief(1, "barley"),
    );
    write_at(
        &briefs,
        "two/same.txt",
        brief(1, "millet"),
    );
    let roots = ["one", "two"];
    run_index(&briefs, &roots);

    // A dangling link hides only the brief of its own name, which is kept.
    remove_at(&briefs, "one/same.txt");
    link_at(&briefs, "/nowhere", "one/same.txt");
    link_at(&briefs, "/nowhere", "two/other.txt");
    let out = run_incomplete_index(&briefs, &roots, KEPT);
    let lines = out.stderr.lines();
    let kept: Vec<&str> = lines
        .filter(|line| line.contains(KEPT))
        .collect();
    assert_eq!(kept.len(), 1, "{}", out.stderr);
    assert!(
        kept[0].contains("one/same.txt"),
        "{}",
        out.stderr
    );
    assert_eq!(
        found(&briefs, ["barley", "millet"]),
        [3, 3]
    );

    // One root has no brief at all, and the other has a problem.
    remove_at(&briefs, "one/same.txt");
    run_index_with_error(&briefs, &roots, "--allow-empty");
    assert_eq!(found(&briefs, ["barley"]), [3]);
}

#[test]
fn a_root_that_is_no_longer_listed_is_an_error() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    write_at(
        &briefs,
        "other/b.txt",
        brief(2, "millet"),
    );
    run_index_with_error(
        &briefs,
        &["other"],
        "contains 1 brief from this folder, but the folder is not listed now",
    );
    run_index(&briefs, &["corpus", "other"]);
    assert_eq!(
        found(&briefs, ["barley", "millet"]),
        [3, 3]
    );
    run_index(&briefs, &["corpus", "--allow-empty"]);
    assert_eq!(
        found(&briefs, ["barley", "millet"]),
        [3, 0]
    );
}

#[test]
fn a_moved_root_is_the_same_root() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    // There was another root once.
    write_at(
        &briefs,
        "other/b.txt",
        brief(2, "millet"),
    );
    run_index(&briefs, &["corpus", "other"]);
    run_index(&briefs, &["corpus", "--allow-empty"]);
    rename_at(&briefs, "corpus", "moved");
    let out = briefs.run(&["index", "moved"]);
    let summary = "0 added, 0 updated, 0 removed, 1 unchanged";
    assert!(
        out.stdout.contains(summary),
        "{}",
        out.stdout
    );
    // Briefs can be removed from it.
    write_at(
        &briefs,
        "moved/c.txt",
        brief(3, "tariff"),
    );
    remove_at(&briefs, "moved/a.txt");
    run_index(&briefs, &["moved"]);
    assert_eq!(
        found(&briefs, ["barley", "tariff"]),
        [0, 3]
    );
}

#[test]
fn a_deletion_is_not_refused_because_another_root_is_empty() {
    let briefs = Briefs::empty();
    for n in 1..=3 {
        write_at(
            &briefs,
            &format!("a/{n}.txt"),
            brief(n, "barley"),
        );
    }
    fs::create_dir(at(&briefs, "b")).expect("a folder");
    run_index(&briefs, &["a", "b", "--allow-empty"]);
    remove_at(&briefs, "a/1.txt");
    run_index(&briefs, &["a", "b"]);
    // A folder that moved and lost a brief on the way.
    rename_at(&briefs, "a", "c");
    remove_at(&briefs, "c/2.txt");
    run_index(&briefs, &["c"]);
    assert_eq!(found(&briefs, ["barley"]), [3]);
}

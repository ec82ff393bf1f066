//! Briefs that can't be read any more, or are out of sight, keep their last good version.

use std::fs;

use super::super::support::{Briefs, GARBAGE};
use super::{
    all_places, at, brief, found, link_at, rename_at, run_incomplete_index, run_index,
    run_index_with_error, write_at,
};

#[test]
fn a_brief_that_turned_unreadable_keeps_its_last_good_version() {
    let briefs = Briefs::of(&[
        ("a.txt", &brief(1, "barley")),
        ("b.txt", &brief(2, "barley")),
    ]);
    briefs.write("a.txt", GARBAGE);
    briefs.write("b.txt", brief(2, "millet"));
    for _ in 0..2 {
        let out = run_incomplete_index(&briefs, &[], "a.txt: not UTF-8 text");
        assert!(
            out.stderr
                .contains("keeps its last good version"),
            "{}",
            out.stderr
        );
        assert_eq!(
            briefs.places("barley"),
            all_places("a.txt")
        );
        assert_eq!(found(&briefs, ["millet"]), [3]);
    }
    run_index_with_error(
        &briefs,
        &["--rebuild"],
        "a rebuild would drop",
    );
    assert_eq!(found(&briefs, ["barley"]), [3]);

    // A dangling link is unreadable too, not removed.
    briefs.remove("a.txt");
    link_at(
        &briefs,
        "/nowhere/at/all",
        "corpus/a.txt",
    );
    run_incomplete_index(&briefs, &[], "a.txt");
    assert_eq!(found(&briefs, ["barley"]), [3]);
    briefs.remove("a.txt");
    run_index(&briefs, &[]);
    assert_eq!(found(&briefs, ["barley"]), [0]);
}

#[test]
fn briefs_out_of_sight_keep_their_sources() {
    let briefs = Briefs::empty();
    write_at(
        &briefs,
        "r1/one.txt",
        brief(1, "barley"),
    );
    write_at(
        &briefs,
        "real/k.txt",
        brief(2, "millet"),
    );
    fs::create_dir(at(&briefs, "r2")).expect("a folder");
    link_at(&briefs, at(&briefs, "real"), "r2/s");
    run_index(&briefs, &["r1", "r2"]);

    // The linked folder goes out of sight, and the other root has a brief of the same path.
    rename_at(&briefs, "real", "gone");
    write_at(
        &briefs,
        "r1/s/k.txt",
        brief(3, "tariff"),
    );
    // Links that could never have been briefs are ignored.
    for name in ["r1/.#one.txt", "r1/picture.jpg", "r1/README.md"] {
        link_at(&briefs, "/nowhere", name);
    }
    let out = briefs.run(&["index", "r1", "r2"]);
    assert_eq!(
        (out.code, out.stderr.lines().count()),
        (3, 1),
        "{}",
        out.stderr
    );
    assert_eq!(
        found(&briefs, ["millet", "tariff"]),
        [3, 3]
    );
}

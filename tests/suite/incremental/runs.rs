//! What a run reports and writes.

use yinde::index::Index;

use super::super::support::{Briefs, reindex, sources};
use super::{all_places, brief, counts, current, generation, rename_at, run_index};

#[test]
fn a_run_reports_exactly_what_it_changed() {
    let briefs = Briefs::empty();
    for n in 1..=4 {
        briefs.write(&format!("b{n}.txt"), brief(n, "barley"));
    }
    assert_eq!(
        counts(&reindex(&briefs)),
        [4, 0, 0, 0, 0]
    );
    let before = current(&briefs);
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 0, 0, 4, 0]
    );
    assert_eq!(
        current(&briefs),
        before,
        "nothing changed, but something was written"
    );

    briefs.write("b1.txt", brief(1, "millet"));
    briefs.write("b2.txt", brief(2, "barley"));
    briefs.remove("b3.txt");
    rename_at(
        &briefs,
        "corpus/b4.txt",
        "corpus/c4.txt",
    );
    assert_dry_run_reports_the_changes(&briefs);
    assert_eq!(
        current(&briefs),
        before,
        "a dry run wrote something"
    );

    let report = reindex(&briefs);
    assert_eq!(counts(&report), [1, 1, 2, 1, 0]);
    assert_eq!(report.updated, ["b1.txt"]);
    assert_eq!(report.removed, ["b3.txt", "b4.txt"]);
    assert_eq!(
        briefs.places("millet"),
        all_places("b1.txt")
    );
    assert_eq!(
        sources(&briefs, "\"harbour board\""),
        ["b1.txt", "b2.txt", "c4.txt"]
    );
    let verified = briefs.run(&["verify"]).stdout;
    let start = "index: OK (3 briefs, 21 passages; ";
    assert!(
        verified.starts_with(start),
        "{verified}"
    );
}

fn assert_dry_run_reports_the_changes(briefs: &Briefs) {
    let out = briefs.run(&["index", "--dry-run"]);
    let lines: Vec<&str> = out.stdout.lines().collect();
    let expected = [
        "+ c4.txt",
        "~ b1.txt",
        "- b3.txt",
        "- b4.txt",
        "Would add 1 brief, update 1, remove 2 (1 unchanged). Nothing was written.",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_dry_run_creates_no_index() {
    let briefs = Briefs::empty();
    briefs.write("a.txt", brief(1, "barley"));
    let out = briefs.run(&["index", "--dry-run", "--json"]);
    let changes = "\"changes\":{\"added\":[\"a.txt\"]";
    assert!(
        out.stdout.contains(changes),
        "{}",
        out.stdout
    );
    assert!(!briefs.index().exists());
}

#[test]
fn many_small_runs_leave_few_files_and_few_deleted_passages() {
    let briefs = Briefs::empty();
    for n in 0..40 {
        briefs.write(&format!("b{n}.txt"), brief(n, "barley"));
        reindex(&briefs);
        briefs.write("b0.txt", brief(0, &format!("word{n}")));
        reindex(&briefs);
    }
    let index = Index::open(&briefs.index()).expect("it opens");
    let segments = index.segments();
    assert!(
        segments.len() <= 8,
        "{} segments",
        segments.len()
    );
    assert_eq!(
        index.manifest().in_order.len(),
        segments.len(),
        "merged segments are in order too"
    );
    let deleted: u32 = segments
        .iter()
        .map(|segment| segment.deleted)
        .sum();
    assert!(
        deleted as usize * 10 <= index.passages(),
        "{deleted} deleted"
    );
    let generation = generation(&briefs);
    let mut files = index
        .segment_files()
        .expect("a list");
    files.retain(|file| generation.join(file).exists());
    assert_eq!(
        index.manifest().files.len(),
        files.len() + 4
    );
}

#[test]
fn the_index_is_the_same_whatever_memory_a_run_may_take() {
    let briefs = Briefs::empty();
    for n in 0..20 {
        briefs.write(&format!("b{n}.txt"), brief(n, "barley"));
    }
    run_index(&briefs, &[]);
    let found = || {
        let hits = briefs
            .search(&["barley"])
            .hits
            .into_iter();
        hits.map(|hit| hit.id)
            .collect::<Vec<_>>()
    };
    let usual = found();
    for size in ["1", "64M", "300mb", "1GiB"] {
        run_index(
            &briefs,
            &["--rebuild", "--memory", size],
        );
        assert_eq!(found(), usual, "{size}");
    }
    for size in ["", "M", "-1", "1.5G", "3X", "99999999999999G"] {
        let out = briefs.run(&["index", &format!("--memory={size}")]);
        assert_eq!(out.code, 2, "{size}: {}", out.stderr);
        assert!(
            out.stderr
                .contains("expected a size such as"),
            "{size}: {}",
            out.stderr
        );
    }
}

//! Which files of a folder are briefs, their sources and ids.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use super::super::support::{Briefs, reindex, sources};
use super::{at, brief, counts, found, link_at, run_incomplete_index, run_index, write_at};

/// Writes a brief whose name isn't UTF-8.
fn write_odd(briefs: &Briefs, path: &[u8], text: String) {
    let path = briefs
        .folder()
        .join(OsStr::from_bytes(path));
    fs::write(path, text).expect("a brief");
}

#[test]
fn links_and_odd_names_are_indexed_and_huge_files_reported() {
    let briefs = Briefs::empty();
    briefs.write("sub/a.txt", brief(1, "barley"));
    link_at(&briefs, "..", "corpus/sub/loop");
    link_at(
        &briefs,
        "sub/a.txt",
        "corpus/linked.txt",
    );
    write_odd(
        &briefs,
        b"corpus/odd\xff.txt",
        brief(2, "barley"),
    );
    write_odd(
        &briefs,
        b"corpus/odd\xfe.txt",
        brief(3, "barley"),
    );
    briefs.write(".hidden.txt", brief(4, "barley"));
    briefs.write(".git/x.txt", brief(4, "barley"));
    briefs.write("README.md", "barley");
    briefs.write("~$letter.docx", "barley");
    let huge = fs::File::create(at(&briefs, "corpus/huge.txt")).expect("a file");
    huge.set_len(65 << 20)
        .expect("a hole");
    let message = "huge.txt: too large (68157440 bytes; the maximum is 67108864)";
    let out = run_incomplete_index(&briefs, &[], message);
    assert_eq!(
        out.stderr.lines().count(),
        1,
        "{}",
        out.stderr
    );
    assert_eq!(
        sources(&briefs, "lede"),
        ["linked.txt", "odd%FE.txt", "odd%FF.txt", "sub/a.txt"]
    );
}

/// Checks that the query finds the passages with these ids.
fn assert_ids(briefs: &Briefs, query: &str, expected: &[&str]) {
    let answer = briefs.search(&[query, "--limit", "0"]);
    let mut ids: Vec<String> = answer
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect();
    ids.sort();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn equal_paths_under_two_roots_are_two_briefs() {
    let briefs = Briefs::empty();
    for (folder, word) in [("one/notes", "barley"), ("two/notes", "millet")] {
        write_at(
            &briefs,
            &format!("{folder}/same.txt"),
            brief(1, word),
        );
        write_at(
            &briefs,
            &format!("{folder}/{word}.txt"),
            brief(2, word),
        );
    }
    run_index(
        &briefs,
        &["one/notes", "two/notes", "one/notes"],
    );
    let barley = ["barley#2", "one/notes/same#2"];
    assert_ids(&briefs, "\"lede with barley\"", &barley);
    let millet = ["millet#2", "two/notes/same#2"];
    assert_ids(&briefs, "\"lede with millet\"", &millet);
}

/// Returns the id of the brief of the best hit.
fn first_brief(briefs: &Briefs) -> String {
    let answer = briefs.search(&["barley", "--limit", "1"]);
    let (brief, _) = answer.hits[0]
        .id
        .split_once('#')
        .expect("an id");
    brief.to_owned()
}

#[test]
fn briefs_that_differ_only_in_extension_have_distinct_ids() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    assert_eq!(first_brief(&briefs), "a");
    briefs.write(
        "a.md",
        "# Brief #2: Rice\n\nA line of barley.\n",
    );
    assert_eq!(
        counts(&reindex(&briefs)),
        [1, 1, 0, 0, 0]
    );
    let expected = ["a.md#2", "a.txt#2", "a.txt#5", "a.txt#7"];
    assert_ids(&briefs, "barley", &expected);
    briefs.remove("a.md");
    assert_eq!(
        counts(&reindex(&briefs)),
        [0, 1, 1, 0, 0]
    );
    assert_eq!(first_brief(&briefs), "a");
}

#[test]
fn a_second_file_with_the_same_source_is_reported() {
    let briefs = Briefs::empty();
    for path in ["A/x.txt", "A/A/x.txt", "B/x.txt"] {
        let word = format!("word{}", at(&briefs, path).display());
        write_at(&briefs, path, brief(1, &word));
    }
    let out = briefs.run(&["index", "A", "B"]);
    assert!(
        out.stdout.contains("3 added"),
        "{} {}",
        out.stdout,
        out.stderr
    );
    assert_eq!(
        found(&briefs, ["\"united front work\""]),
        [3]
    );
    write_odd(
        &briefs,
        b"B/%FF\xff.txt",
        brief(2, "barley"),
    );
    write_at(
        &briefs,
        "B/%FF%FF.txt",
        brief(3, "barley"),
    );
    let message = "%FF.txt; rename one of them";
    run_incomplete_index(&briefs, &["A", "B"], message);
}

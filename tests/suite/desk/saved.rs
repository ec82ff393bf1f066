//! Saved searches and what is new for them.

use serde_json::Value;

use crate::support::Briefs;

fn names_and_new(briefs: &Briefs) -> Vec<(String, u64)> {
    let out = briefs.run(&["saved", "list", "-f", "jsonl"]);
    let rows = out.stdout.lines().map(|line| {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let name = row["name"]
            .as_str()
            .expect("a name")
            .to_owned();
        (
            name,
            row["new"]
                .as_u64()
                .expect("a number"),
        )
    });
    rows.collect()
}

#[test]
fn a_saved_search_tells_what_is_new() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    let add = ["saved", "add", "收费 \"fees\"", "harbour", "--lang", "en"];
    assert_eq!(briefs.run(&add).code, 0);
    assert_eq!(
        names_and_new(&briefs),
        [("收费 \"fees\"".to_owned(), 0)]
    );
    // An edit elsewhere in the brief, which moves the passage, is no news.
    briefs.write(
        "a.txt",
        "Brief #1: Ports\n\nA line before.\n\nHarbour fees rose.\n",
    );
    let quiet = briefs.run(&["index"]);
    assert!(
        !quiet.stdout.contains("new passage"),
        "{}",
        quiet.stdout
    );
    briefs.write(
        "b.txt",
        "Brief #2: More\n\nThe harbour froze.\n\n海港 harbour 收费上涨了很多很多。\n",
    );
    let news = briefs.run(&["index"]);
    assert!(
        news.stdout
            .contains("1 new passage; see them with: yinde saved run"),
        "{}",
        news.stdout
    );
    let csv = briefs.run(&["saved", "run", "--keep", "-f", "csv"]);
    assert_eq!(
        (csv.code, csv.stdout.lines().count()),
        (0, 2),
        "{}",
        csv.stdout
    );
    let name = &add[2];
    let atom = briefs.run(&["saved", "run", name, "--keep", "-f", "atom"]);
    assert!(
        atom.stdout
            .contains("The harbour froze.</content>"),
        "{}",
        atom.stdout
    );
    let run = briefs.run(&["saved", "run"]);
    assert!(
        run.stdout
            .contains("The «harbour» froze."),
        "{}",
        run.stdout
    );
    let again = briefs.run(&["saved", "run"]);
    assert_eq!(again.code, 1, "{}", again.stdout);
}

#[test]
fn saved_searches_survive_a_rebuild_in_a_readable_file() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    let add = ["saved", "add", "fees", "-p", "harbour fees", "--issue", "1"];
    assert_eq!(briefs.run(&add).code, 0);
    let path = briefs
        .folder()
        .join("index.saved.toml");
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(
        text.contains(
            "[search.\"fees\"]\nquery = \"\\\"harbour fees\\\"\"\nfilters = [[\"issue\", \"1\"]]"
        ),
        "{text}"
    );
    assert_eq!(
        briefs
            .run(&["index", "--rebuild"])
            .code,
        0
    );
    assert_eq!(
        names_and_new(&briefs),
        [("fees".to_owned(), 0)]
    );
    assert_eq!(
        briefs
            .run(&["saved", "remove", "fees"])
            .code,
        0
    );
    assert_eq!(
        briefs
            .run(&["saved", "remove", "fees"])
            .code,
        1
    );
    assert!(names_and_new(&briefs).is_empty());
}

#[test]
fn bad_saved_searches_are_errors_that_name_the_file() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    assert_eq!(
        briefs
            .run(&["saved", "add", "x", "lang:french"])
            .code,
        2
    );
    assert!(
        !briefs
            .folder()
            .join("index.saved.toml")
            .exists()
    );
    let unknown = briefs.run(&["saved", "run", "nosuch"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .stderr
            .contains("nosuch: no saved search"),
        "{}",
        unknown.stderr
    );
    std::fs::write(
        briefs
            .folder()
            .join("index.saved.toml"),
        "[search",
    )
    .expect("a file");
    let broken = briefs.run(&["saved", "list"]);
    assert_eq!(broken.code, 2);
    assert!(
        broken
            .stderr
            .contains("index.saved.toml"),
        "{}",
        broken.stderr
    );
    // Indexing goes on, and says so.
    briefs.write("b.txt", "Brief #2: More\n\nWords.\n");
    let index = briefs.run(&["index"]);
    assert_eq!(index.code, 0);
    assert!(
        index
            .stderr
            .contains("index.saved.toml"),
        "{}",
        index.stderr
    );
}

#[test]
fn a_saved_search_is_never_replaced() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    let add = ["saved", "add", "fees", "harbour fees", "--issue", "1"];
    assert_eq!(briefs.run(&add).code, 0);
    let file = briefs
        .folder()
        .join("index.saved.toml");
    let before = std::fs::read_to_string(&file).expect("a file");
    let again = briefs.run(&["saved", "add", "fees", "rose"]);
    assert_eq!(again.code, 2, "{}", again.stdout);
    for part in [
        "harbour fees --issue 1",
        "yinde saved remove fees --index index",
    ] {
        assert!(
            again.stderr.contains(part),
            "{}",
            again.stderr
        );
    }
    let after = std::fs::read_to_string(&file).expect("a file");
    assert_eq!(after, before);
    let remove = briefs.run(&["saved", "remove", "fees"]);
    assert_eq!(
        (remove.code, remove.stderr.as_str()),
        (0, "")
    );
    let again = briefs.run(&["saved", "add", "fees", "rose"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
}

#[test]
fn a_search_for_nothing_is_not_saved() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    for query in ["", "  ", "…", "\"\""] {
        let out = briefs.run(&["saved", "add", "x", query]);
        assert_eq!(out.code, 2, "{query:?}");
        assert!(
            out.stderr
                .contains("no word to search for"),
            "{}",
            out.stderr
        );
    }
    // A filter alone is a search.
    let out = briefs.run(&["saved", "add", "x", "", "--issue", "1"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    assert_eq!(
        names_and_new(&briefs),
        [("x".to_owned(), 0)]
    );
}

#[test]
fn a_namesake_of_their_file_makes_no_passages_new() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nHarbour fees rose.\n",
    )]);
    let add = ["saved", "add", "fees", "fees"];
    assert_eq!(briefs.run(&add).code, 0);
    let new = |briefs: &Briefs| names_and_new(briefs)[0].1;
    briefs.write(
        "a.md",
        "# Brief #2: More\n\nOther fees.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(new(&briefs), 1);
    assert_eq!(briefs.run(&["saved", "run"]).code, 0);
    briefs.remove("a.md");
    assert_eq!(briefs.run(&["index"]).code, 0);
    assert_eq!(new(&briefs), 0);
}

//! Queries from a file.

use serde_json::Value;

use crate::support::Briefs;

fn briefs() -> Briefs {
    let briefs = Briefs::of(&[
        (
            "a.txt",
            "Brief #1: Ports\n\nHarbour fees rose.\n\n港口收费上涨。\n",
        ),
        (
            "b.txt",
            "Brief #2: Rice\n\nRice fees fell.\n",
        ),
    ]);
    let queries = "\u{feff}fees\n\n# a comment\n港口\r\nlocomotive\n\"rice fees\"\n";
    std::fs::write(
        briefs.folder().join("queries.txt"),
        queries,
    )
    .expect("a file");
    briefs
}

#[test]
fn csv_and_json_lines_name_the_query_of_each_hit() {
    let briefs = briefs();
    let csv = briefs.run(&["search", "--queries", "queries.txt", "-f", "csv"]);
    assert_eq!((csv.code, csv.stderr.as_str()), (0, ""));
    let mut reader = csv::Reader::from_reader(csv.stdout.as_bytes());
    assert_eq!(
        &reader.headers().expect("a header")[0],
        "query"
    );
    let rows: Vec<(String, String)> = reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            (row[0].to_owned(), row[3].to_owned())
        })
        .collect();
    let queries: Vec<&str> = rows
        .iter()
        .map(|(query, _)| query.as_str())
        .collect();
    assert_eq!(
        queries,
        ["fees", "fees", "港口", "\"rice fees\""]
    );
    let lines = briefs.run(&["search", "--queries", "queries.txt", "-f", "jsonl"]);
    let json: Vec<(String, String)> = lines
        .stdout
        .lines()
        .map(|line| {
            let hit: Value = serde_json::from_str(line).expect("JSON");
            let text = |key: &str| {
                hit[key]
                    .as_str()
                    .expect(key)
                    .to_owned()
            };
            (text("query"), text("id"))
        })
        .collect();
    assert_eq!(json, rows);
}

#[test]
fn counts_are_printed_for_each_query() {
    let briefs = briefs();
    let out = briefs.run(&["search", "--queries", "queries.txt", "--count"]);
    assert_eq!(
        out.stdout,
        "2\tfees\n1\t港口\n0\tlocomotive\n1\t\"rice fees\"\n"
    );
    let phrases = briefs.run(&["search", "-p", "--queries", "queries.txt", "--count"]);
    assert!(
        phrases
            .stdout
            .starts_with("2\t\"fees\"\n1\t\"港口\"\n")
    );
}

#[test]
fn a_bad_query_is_reported_and_stops_no_other() {
    let briefs = briefs();
    let path = briefs.folder().join("queries.txt");
    std::fs::write(&path, "lang:french x\nrice\n").expect("a file");
    let out = briefs.run(&["search", "--queries", "queries.txt", "--count"]);
    assert_eq!(
        (out.code, out.stdout.as_str()),
        (2, "2\trice\n")
    );
    assert!(
        out.stderr
            .contains("queries.txt:1: "),
        "{}",
        out.stderr
    );
    for (text, said) in [
        (&b"\n# nothing\n"[..], "no query"),
        (b"\xff\xfe\xfa", "UTF-8"),
    ] {
        std::fs::write(&path, text).expect("a file");
        let out = briefs.run(&["search", "--queries", "queries.txt"]);
        assert_eq!(out.code, 2);
        assert!(
            out.stderr.contains(said),
            "{}",
            out.stderr
        );
    }
    assert_eq!(
        briefs
            .run(&["search", "--queries", "none.txt"])
            .code,
        2
    );
}

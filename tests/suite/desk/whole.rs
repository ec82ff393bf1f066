//! The whole passage in every format, and ids that outlive changes.

use serde_json::Value;

use crate::support::{Briefs, sample, search};

/// A passage that is longer than any snippet, with the phrase in its middle.
fn long() -> String {
    let before = "The board met again to speak of tides, piers and tolls. ".repeat(12);
    let after = "Nobody knew what the harbour would cost next year. ".repeat(12);
    format!(
        "{before}Officials praised \"统一战线\" at length. {}",
        after.trim_end()
    )
}

fn briefs() -> Briefs {
    let text = format!(
        "Brief #7: Ports\n\n1. Trade\n\n{}\n",
        long()
    );
    Briefs::of(&[("brief-7.txt", &text)])
}

#[test]
fn json_and_csv_have_the_whole_passage() {
    let briefs = briefs();
    let answer = briefs.search(&["统一战线"]);
    assert_eq!(answer.hits[0].text, long());
    let csv = briefs
        .run(&["search", "統一戰線", "--format", "csv"])
        .stdout;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let headers = rows
        .headers()
        .expect("a header")
        .clone();
    let row = rows
        .records()
        .next()
        .expect("a hit")
        .expect("a row");
    let cell = |name: &str| {
        let at = headers
            .iter()
            .position(|header| header == name);
        &row[at.expect(name)]
    };
    assert_eq!(cell("hit"), "统一战线");
    assert_eq!(
        format!(
            "{}{}{}",
            cell("left"),
            cell("hit"),
            cell("right")
        ),
        long()
    );
    assert!(cell("snippet").len() < 400);
}

#[test]
fn the_option_full_prints_whole_passages() {
    let briefs = briefs();
    for format in ["text", "markdown", "html"] {
        let args = ["search", "harbour", "--format", format];
        let plain = |text: &str| {
            let marks = ["«", "»", "**", "<mark>", "</mark>"];
            marks
                .iter()
                .fold(text.to_owned(), |text, mark| {
                    text.replace(mark, "")
                })
        };
        let short = plain(&briefs.run(&args).stdout);
        let full = plain(
            &briefs
                .run(&[&args[..], &["--full"]].concat())
                .stdout,
        );
        let middle = "Nobody knew what the harbour would cost next year. ".repeat(11);
        assert!(
            full.contains(&middle),
            "{format}: {full}"
        );
        assert!(
            !short.contains(&middle),
            "{format}: {short}"
        );
    }
}

#[test]
fn piped_text_is_not_wrapped() {
    let briefs = briefs();
    let shown = briefs
        .run(&["show", "brief-7#3"])
        .stdout;
    assert!(
        shown
            .lines()
            .any(|line| line.trim() == long()),
        "{shown}"
    );
    let narrow = briefs
        .command(&["show", "brief-7#3"])
        .env("COLUMNS", "60")
        .output()
        .expect("it runs");
    let narrow = String::from_utf8(narrow.stdout).expect("UTF-8");
    assert!(
        narrow
            .lines()
            .all(|line| line.chars().count() <= 60)
    );
}

#[test]
fn show_has_formats_for_notes_and_programs() {
    let briefs = briefs();
    let show = |args: &[&str]| {
        let out = briefs.run(&[&["show"], args].concat());
        assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
        out.stdout
    };
    let json: Value = serde_json::from_str(&show(&["brief-7", "-f", "json"])).expect("JSON");
    assert_eq!(json["brief"]["issue"], "7");
    let passages = json["passages"]
        .as_array()
        .expect("passages");
    assert_eq!(passages.len(), 3);
    assert_eq!(passages[2]["text"], long());
    let lines = show(&["brief-7", "--format", "jsonl"]);
    let parsed: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(&parsed, passages);
    let csv = show(&["brief-7", "--format", "csv"]);
    let rows = csv::Reader::from_reader(csv.as_bytes()).into_records();
    let texts: Vec<String> = rows
        .map(|row| row.expect("a row")[8].to_owned())
        .collect();
    assert_eq!(texts[2], long());
    let markdown = show(&["brief-7#3", "harbour", "--format", "markdown"]);
    assert!(markdown.contains("> The board met") && markdown.contains("the **harbour** would"));
    assert!(
        markdown.contains("> `brief-7#3`"),
        "{markdown}"
    );
}

#[test]
fn show_marks_the_matches_of_a_query() {
    let briefs = briefs();
    let out = briefs.run(&["show", "brief-7", "\"統一戰線\""]);
    assert!(
        out.stdout.contains("«统一战线»"),
        "{}",
        out.stdout
    );
    assert_eq!(out.stdout.matches('«').count(), 1);
    let none = briefs.run(&["show", "brief-7", "locomotive"]);
    assert!(
        none.stderr
            .contains("no passage here matches locomotive")
    );
    assert_eq!(none.code, 0);
}

#[test]
fn a_stable_id_finds_its_passage_after_edits() {
    let briefs = Briefs::of(&[(
        "a.txt",
        "Brief #1: Ports\n\nPiers are old.\n\nTolls rose.\n",
    )]);
    let id = briefs.search(&["tolls"]).hits[0]
        .stable_id
        .clone();
    assert!(
        id.starts_with("a#3~") && id.len() == 8,
        "{id}"
    );
    assert!(
        briefs
            .run(&["show", &id])
            .stdout
            .contains("Tolls rose.")
    );
    briefs.write(
        "a.txt",
        "Brief #1: Ports\n\nA line before.\n\nPiers are old.\n\nTolls rose.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    let moved = briefs.run(&["show", &id]);
    assert!(
        moved.stdout.contains("Tolls rose."),
        "{}",
        moved.stdout
    );
    assert!(
        moved.stderr.contains("is a#4 now"),
        "{}",
        moved.stderr
    );
    briefs.write(
        "a.txt",
        "Brief #1: Ports\n\nOne.\n\nTolls fell.\n",
    );
    assert_eq!(briefs.run(&["index"]).code, 0);
    let changed = briefs.run(&["show", &id]);
    assert!(
        changed
            .stdout
            .contains("Tolls fell.")
    );
    assert!(
        changed
            .stderr
            .contains("has changed"),
        "{}",
        changed.stderr
    );
    assert_eq!(
        briefs
            .run(&["show", "a#9~aaaa"])
            .code,
        2
    );
}

#[test]
fn stable_ids_of_the_sample_all_resolve_to_themselves() {
    let index = yinde::Index::open(sample()).expect("the sample");
    let answer = search(sample(), &["the OR 的", "--limit", "0"]);
    assert!(answer.total > 100);
    for hit in answer.hits {
        let resolved = yinde::search::resolve(&index, &hit.stable_id).expect("a passage");
        assert_eq!(resolved.id, hit.id);
        assert_eq!(
            resolved.state,
            yinde::search::State::Same
        );
    }
}

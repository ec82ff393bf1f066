//! The desk's output: for people at 80 and 120 columns, for programs, and as pictures.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;
use yinde::render::safe;

use crate::support::{Briefs, Ran, sample, yinde};

fn run(args: &[&str], columns: &str) -> Ran {
    let out = yinde()
        .args(args)
        .arg("--index")
        .arg(sample())
        .env("COLUMNS", columns)
        .output();
    Ran::of(out.expect("it runs"))
}

fn printed(args: &[&str], columns: &str) -> String {
    let out = run(args, columns);
    assert_eq!(out.code, 0, "{args:?}: {}", out.stderr);
    out.stdout
}

/// A command of each kind, which finds something.
const COMMANDS: &[(&str, &[&str])] = &[
    ("kwic", &["kwic", "统战"]),
    (
        "kwic_twins",
        &["kwic", "统战", "--twins"],
    ),
    (
        "kwic_sorted",
        &[
            "kwic", "--phrase", "united", "front", "--sort", "1R", "--since", "2023",
        ],
    ),
    (
        "trends",
        &["trends", "统战", "\"united front\""],
    ),
    (
        "trends_by_issue",
        &["trends", "-p", "united front", "--by", "issue"],
    ),
    (
        "trends_by_kind",
        &["trends", "统战", "\"united front\"", "--by", "kind"],
    ),
    ("plot", &["plot", "\"united front\""]),
    ("collocates", &["collocates", "统战"]),
    (
        "keyness",
        &["keyness", "--issue", "11", "-n", "5"],
    ),
    (
        "counts",
        &["counts", "统战", "economy", "--since", "2023"],
    ),
    (
        "similar",
        &["similar", "--all", "--least", "0.2"],
    ),
];

#[test]
fn text_for_people_at_80_and_120_columns() {
    for (name, args) in COMMANDS {
        for columns in ["80", "120"] {
            let text = printed(args, columns);
            let width: usize = columns.parse().expect("a number");
            // The sentence above a table is for reading whole.
            for line in text
                .lines()
                .filter(|line| !line.contains(" briefs, "))
            {
                assert!(
                    line.width() <= width,
                    "{name} at {columns}: {line}"
                );
            }
            insta::assert_snapshot!(format!("desk_{name}_{columns}"), text);
        }
    }
}

#[test]
fn matches_of_a_concordance_are_below_one_another() {
    for columns in ["80", "100", "120"] {
        let text = printed(&["kwic", "统战"], columns);
        let starts: Vec<usize> = text
            .lines()
            .skip(1)
            .map(|line| {
                let (before, _) = line
                    .split_once('«')
                    .expect("a match");
                before.width()
            })
            .collect();
        assert!(starts.len() > 5);
        assert!(
            starts
                .iter()
                .all(|start| *start == starts[0]),
            "{text}"
        );
    }
}

#[test]
fn formats_for_programs_have_the_same_rows() {
    for (name, args) in COMMANDS {
        let format = |format| {
            printed(
                &[args, &["--format", format][..]].concat(),
                "80",
            )
        };
        let json: Value = serde_json::from_str(&format("json")).expect("JSON");
        let rows = json["rows"]
            .as_array()
            .expect("rows");
        assert!(!rows.is_empty(), "{name}");
        let lines: Vec<Value> = format("jsonl")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(&lines, rows, "{name}");
        let csv = format("csv");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let headers = reader
            .headers()
            .expect("a header")
            .clone();
        let records: Vec<csv::StringRecord> = reader
            .records()
            .map(|row| row.expect("a row"))
            .collect();
        assert_eq!(records.len(), rows.len(), "{name}");
        for (record, row) in records.iter().zip(rows) {
            for (header, cell) in headers.iter().zip(record) {
                let value = match &row[header] {
                    // A cell is on one line.
                    Value::String(text) => safe(text).into_owned(),
                    Value::Null => String::new(),
                    Value::Number(number) => {
                        assert!(
                            number.as_f64() == cell.parse().ok(),
                            "{name}: {header}: {cell}"
                        );
                        continue;
                    }
                    other => panic!("{name}: {other}"),
                };
                assert!(
                    cell == value || cell == format!("'{value}"),
                    "{name}: {cell}"
                );
            }
        }
        let markdown = format("markdown");
        assert!(
            markdown.contains("| --- |") || markdown.contains("| ---: |"),
            "{markdown}"
        );
    }
}

/// The names of all elements and the texts of XML, if it is well-formed.
fn read_xml(svg: &str) -> (Vec<String>, String) {
    let mut reader = Reader::from_str(svg);
    let (mut names, mut text) = (Vec::new(), String::new());
    loop {
        match reader
            .read_event()
            .expect("well-formed XML")
        {
            Event::Start(tag) | Event::Empty(tag) => {
                names.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    attribute.expect("an attribute");
                }
            }
            Event::Text(part) => text += &part,
            Event::Eof => return (names, text),
            _ => {}
        }
    }
}

#[test]
fn pictures_are_well_formed_and_accessible() {
    let svg = printed(
        &["trends", "统战", "\"united front\"", "-f", "svg"],
        "80",
    );
    let (names, text) = read_xml(&svg);
    assert_eq!(
        names
            .iter()
            .filter(|name| *name == "polyline")
            .count(),
        2
    );
    assert!(
        names[..4] == ["svg", "title", "desc", "style"],
        "{names:?}"
    );
    assert!(text.contains("统战") && text.contains("2019") && text.contains("2024"));
    assert!(svg.contains("role=\"img\"") && svg.contains("prefers-color-scheme:dark"));
    assert!(
        !svg.contains("script") && svg.matches("http").count() == 1,
        "no address but XML's own"
    );
    assert!(svg.len() < 16_000, "{}", svg.len());
    let kinds = printed(
        &["trends", "统战", "--by", "kind", "-f", "svg"],
        "80",
    );
    let (names, text) = read_xml(&kinds);
    assert!(!names.contains(&"polyline".to_owned()) && text.contains("quote"));
    let plot = printed(&["plot", "统战", "-f", "svg"], "80");
    let (names, _) = read_xml(&plot);
    let lines = printed(&["kwic", "统战", "-f", "jsonl"], "80");
    let strokes = names
        .iter()
        .filter(|name| *name == "line")
        .count();
    assert_eq!(strokes, lines.lines().count());
}

#[test]
fn hostile_names_are_text_in_a_picture() {
    let hostile = "<script>&\"'\u{1b}]]>.txt";
    let briefs = Briefs::of(&[(
        hostile,
        "Brief #9: Ports\n\nHarbour fees rose.\n",
    )]);
    for command in ["plot", "trends"] {
        let out = briefs.run(&[command, "<b>\"harbour\" OR &amp;", "-f", "svg"]);
        assert!(out.code < 2, "{}", out.stderr);
        let (names, _) = read_xml(&out.stdout);
        assert!(!names.contains(&"script".to_owned()) && !names.contains(&"b".to_owned()));
        assert!(!out.stdout.contains('\u{1b}'));
    }
}

#[test]
fn nothing_found_is_exit_code_1_and_a_line_that_says_so() {
    for command in ["kwic", "plot", "collocates", "trends", "keyness"] {
        let out = run(&[command, "locomotive"], "80");
        assert_eq!(
            out.code, 1,
            "{command}: {}{}",
            out.stdout, out.stderr
        );
        assert!(!out.stdout.is_empty(), "{command}");
    }
    assert_eq!(
        run(&["similar", "brief-001#99"], "80").code,
        2
    );
    assert_eq!(
        run(&["kwic", "x", "--sort", "up"], "80").code,
        2
    );
}

#[test]
fn a_quotation_inside_a_longer_passage_is_found() {
    let quoted = "The harbour board may raise fees by one tenth each year.";
    let briefs = Briefs::of(&[
        (
            "a.txt",
            &format!("Brief #1: Fees\n\n{quoted}\n"),
        ),
        (
            "b.txt",
            &format!(
                "Brief #2: More\n\nAs the law says: “{quoted}” Nobody had read it before then.\n"
            ),
        ),
        (
            "c.txt",
            "Brief #3: Rice\n\nRice grows in water, and water is not free here.\n",
        ),
    ]);
    for args in [
        &["similar", "b#2"][..],
        &["similar", "a#2"],
        &["similar", "--all"],
    ] {
        let out = briefs.run(&[args, &["-f", "json"]].concat());
        let json: Value = serde_json::from_str(&out.stdout).expect("JSON");
        assert_eq!(json["pairs"], 1, "{json}");
        let pair = &json["rows"][0];
        assert_eq!(
            (&pair["id"], &pair["is_in"]),
            (&"a#2".into(), &"b#2".into())
        );
        assert_eq!(pair["containment"], 1.0);
        // Eleven words make seven runs of five.
        assert_eq!(pair["shared"], 7);
    }
    assert_eq!(briefs.run(&["similar", "c#2"]).code, 1);
}

#[test]
fn a_feed_has_an_entry_for_each_hit() {
    let out = printed(
        &["search", "\"united front\"", "-f", "atom", "-n", "0"],
        "80",
    );
    let (names, text) = read_xml(&out);
    let count = |wanted: &str| {
        names
            .iter()
            .filter(|name| *name == wanted)
            .count()
    };
    assert_eq!(count("entry"), 34);
    assert_eq!(count("id"), 35);
    assert!(text.contains("2024-12-08T00:00:00Z"));
}

#[test]
fn notes_on_a_query_are_printed() {
    let odd = "\"united front";
    for command in ["kwic", "plot", "collocates", "keyness", "trends", "counts"] {
        let out = run(&[command, odd, "-f", "csv"], "80");
        assert!(
            out.stderr.contains("yinde: "),
            "{command}: {}",
            out.stderr
        );
        assert_eq!(
            out.stderr.lines().count(),
            1,
            "{command}: {}",
            out.stderr
        );
    }
}
